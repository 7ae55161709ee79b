package org.pilothouse.rfb.fx;

import java.time.Duration;

/** How long to wait before the next attempt: longer each time, up to a limit. */
final class Reconnecting {
    private final Duration first;
    private final Duration most;
    private Duration next;

    Reconnecting(Duration first, Duration most) {
        this.first = first;
        this.most = most;
        this.next = first;
    }

    static Reconnecting backoff() {
        return new Reconnecting(Duration.ofMillis(500), Duration.ofSeconds(10));
    }

    Duration nextDelay() {
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(most) > 0 ? most : doubled;
        return delay;
    }

    /** What a person is told who waits. */
    static String sentence(Duration left) {
        long seconds = left.plusMillis(999).toSeconds();
        return seconds <= 1 ? "Reconnecting\u2026" : "Reconnecting in " + seconds + " s.";
    }

    /** After success, or when a person asks. */
    void reset() {
        next = first;
    }
}
