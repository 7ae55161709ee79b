package org.pilothouse.app.presentation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them. */
public final class Ages {
    private static final DateTimeFormatter ABSOLUTE =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private Ages() {}

    /** {@code just now}, {@code 12 s ago}, {@code 3 min ago}, {@code 5 h ago}, {@code 2 d ago}. */
    public static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toSeconds() < 3 ? "just now" : length(age) + " ago";
    }

    /** One unit where that is enough, two where the second matters: {@code 42 s}, {@code 7 min}, {@code 3 h 20 min}. */
    public static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86_400) {
            long minutes = seconds % 3600 / 60;
            return seconds / 3600 + " h" + (minutes > 0 && seconds < 36_000 ? " " + minutes + " min" : "");
        }
        long hours = seconds % 86_400 / 3600;
        return seconds / 86_400 + " d" + (hours > 0 && seconds < 864_000 ? " " + hours + " h" : "");
    }

    /** {@code 12 ms}, {@code 1.24 s}, {@code 2 min 5 s}. */
    public static String milliseconds(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ENGLISH, "%.2f s", millis / 1000.0);
        }
        return millis / 60_000 + " min " + millis % 60_000 / 1000 + " s";
    }

    public static String roundTrip(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return millis < 10
                ? String.format(Locale.ENGLISH, "%.1f ms", millis)
                : String.format(Locale.ENGLISH, "%.0f ms", millis);
    }

    /** Date and time to the second, in the time zone of this machine. */
    public static String absolute(Instant time) {
        return ABSOLUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    /** The time of day to the second, in the time zone of this machine. */
    public static String clock(Instant time) {
        return CLOCK.format(time.atZone(ZoneId.systemDefault()));
    }
}
