package org.pilothouse.protocol.identity;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * Somebody who may hold tokens. However many tokens one has, it is the same identity.
 *
 * @param name unique on the gateway, whatever the case of its letters
 */
public record Identity(String identityId, Kind kind, String name) {
    /** Holder of the gateway's first token: whoever runs the gateway. */
    public static final Identity ROOT = new Identity("root", Kind.SYSTEM, "admin");
    /** The gateway itself. */
    public static final Identity GATEWAY = new Identity("gateway", Kind.SYSTEM, "gateway");

    /** What somebody is. */
    public enum Kind {
        USER,
        AGENT,
        NODE,
        SYSTEM,
        /** One that this version does not know. */
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
