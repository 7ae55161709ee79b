package org.pilothouse.app.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.problem.Problem;

/**
 * How old a list is.
 *
 * @param loading whether it is being fetched
 * @param updatedAt when it last came or changed, null before the first time
 * @param problem why the last fetch failed, null where it did not
 */
public record Freshness(
        boolean loading,
        @Nullable Instant updatedAt,
        @Nullable Problem problem) {
    public static final Freshness NOTHING_YET = new Freshness(false, null, null);

    /** Whether there was anything at all so far. */
    public boolean hasContent() {
        return updatedAt != null;
    }

    Freshness fetching() {
        return new Freshness(true, updatedAt, problem);
    }

    Freshness fetched(Instant now) {
        return new Freshness(false, now, null);
    }

    Freshness failed(Problem why) {
        return new Freshness(false, updatedAt, why);
    }
}
