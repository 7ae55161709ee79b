package org.pilothouse.rfb.fx;

import java.time.Duration;
import org.pilothouse.rfb.RfbStatistics;

/** When a desktop counts as frozen: it owes an answer for longer than any network makes plausible. */
final class Frozen {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private Frozen() {}

    static boolean isFrozen(RfbStatistics statistics) {
        return statistics.unanswered().compareTo(PATIENCE) > 0;
    }

    static String sentence(RfbStatistics statistics) {
        return "The desktop has not answered for " + statistics.unanswered().toSeconds() + " s.";
    }
}
