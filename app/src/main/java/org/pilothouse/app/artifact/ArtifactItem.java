package org.pilothouse.app.artifact;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an artifact before it is fetched.
 *
 * @param title what it is, for a person
 * @param mime empty where the gateway does not say
 * @param size bytes, -1 where the gateway does not say
 * @param sha256 lower-case hex, empty where the gateway does not say
 * @param sensitive whether it may show what is not for everybody's eyes
 */
public record ArtifactItem(
        String id,
        String title,
        Kind kind,
        String mime,
        long size,
        String sha256,
        boolean sensitive,
        @Nullable Instant createdAt,
        Set<String> labels) {
    public ArtifactItem {
        labels = Set.copyOf(labels);
    }

    /** How it will be shown, as far as that can be told. */
    public enum Kind {
        PICTURE,
        ELEMENTS,
        JSON,
        TEXT,
        OTHER
    }
}
