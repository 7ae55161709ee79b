package org.pilothouse.app.approval;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.approval.Approval;

/**
 * How much time is left to decide.
 *
 * @param share of the whole time, 1 to 0
 * @param words such as {@code 4 min 12 s}; empty where there is no end
 */
public record Countdown(double share, String words, Tone tone) {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration VERY_SOON = Duration.ofMinutes(1);

    public static final Countdown ENDLESS = new Countdown(1, "", Tone.ACCENT);

    public static Countdown of(Approval approval, Instant now) {
        return of(approval.createdAt(), approval.expiresAt(), now);
    }

    static Countdown of(Instant from, @Nullable Instant end, Instant now) {
        if (end == null) {
            return ENDLESS;
        }
        Duration left = Duration.between(now, end);
        if (left.isNegative() || left.isZero()) {
            return new Countdown(0, "no time left", Tone.NEUTRAL);
        }
        double whole = Math.max(1, Duration.between(from, end).toMillis());
        return new Countdown(Math.clamp(left.toMillis() / whole, 0, 1), words(left), tone(left));
    }

    /** Colour is only the second sign; the words say it first. */
    public static Tone tone(Duration left) {
        if (left.compareTo(VERY_SOON) < 0) {
            return Tone.DANGER;
        }
        return left.compareTo(SOON) < 0 ? Tone.WARNING : Tone.ACCENT;
    }

    private static String words(Duration left) {
        long seconds = left.toSeconds();
        return seconds >= 60 && seconds < 600 ? seconds / 60 + " min " + seconds % 60 + " s" : Ages.length(left);
    }
}
