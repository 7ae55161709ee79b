package org.pilothouse.agent.process;

import java.time.Duration;

/**
 * How long to wait before a process is started again: at once after a long life, doubling up to a limit while it keeps
 * ending early. Not safe for use by several threads.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LIMIT = Duration.ofSeconds(10);
    /** A process that ran so long counts as healthy. */
    static final Duration STABLE = Duration.ofSeconds(20);
    /** So many early ends in a row are a crash loop. */
    static final int CRASH_LOOP = 5;

    private int earlyEnds;

    /** Tells that the process ended after it ran for {@code lived}; answers the pause before the next start. */
    Duration ended(Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            earlyEnds = 0;
        }
        Duration pause = LIMIT;
        if (earlyEnds < 16) {
            Duration doubled = FIRST.multipliedBy(1L << earlyEnds);
            pause = doubled.compareTo(LIMIT) < 0 ? doubled : LIMIT;
        }
        earlyEnds++;
        return pause;
    }

    boolean crashLoop() {
        return earlyEnds >= CRASH_LOOP;
    }
}
