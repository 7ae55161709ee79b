package org.pilothouse.protocol.environment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code GET /config/desktop-environments/defaults}: what a new environment gets where it does not say. */
public record EnvironmentDefaults(
        String status,
        String defaultImageRef,
        long revision,
        @Nullable Instant createdAt,
        @Nullable Object createdBy,
        @Nullable String reason,
        @Nullable Long revertedFromRevision) {}
