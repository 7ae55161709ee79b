package org.pilothouse.protocol.node;

import org.jspecify.annotations.Nullable;

/** A capability id with the version that a node speaks; only {@value #VERSION} is dispatched. */
public record Capability(String id, String version) {
    public static final String VERSION = "1.0.0";

    @SuppressWarnings("NullAway") // Jackson passes null where the version is left out
    public Capability(String id, @Nullable String version) {
        this.id = id;
        this.version = version == null ? VERSION : version;
    }

    public static Capability of(String id) {
        return new Capability(id, VERSION);
    }
}
