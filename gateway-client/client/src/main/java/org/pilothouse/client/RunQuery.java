package org.pilothouse.client;

import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.run.RunStatus;

/**
 * Which runs to list.
 *
 * @param status null for all
 * @param environmentId null for all
 * @param limit 1 to 500
 * @param cursor the {@code nextCursor} of the page before; null for the first
 */
public record RunQuery(
        @Nullable RunStatus status,
        @Nullable String environmentId,
        int limit,
        @Nullable String cursor) {
    public static final RunQuery NEWEST = new RunQuery(null, null, 100, null);

    public RunQuery after(@Nullable String nextCursor) {
        return new RunQuery(status, environmentId, limit, nextCursor);
    }
}
