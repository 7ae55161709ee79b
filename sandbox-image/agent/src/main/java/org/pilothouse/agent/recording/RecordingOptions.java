package org.pilothouse.agent.recording;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a film is made.
 *
 * @param fps pictures in a second at most; none is taken while nothing is drawn
 * @param label for people, at most {@value #MAX_LABEL} characters
 * @param pointer whether the pointer is on it
 * @param maxLength after which it ends by itself
 */
public record RecordingOptions(int fps, @Nullable String label, boolean pointer, Duration maxLength) {
    public static final int MIN_FPS = 1;
    public static final int MAX_FPS = 60;
    public static final int MAX_LABEL = 200;
    public static final Duration LONGEST = Duration.ofHours(4);
    public static final RecordingOptions DEFAULT = new RecordingOptions(30, null, true, Duration.ofHours(1));

    /**
     * @throws RecordingException where a value is out of its range; {@link RecordingException#field} names it
     */
    public void check() throws RecordingException {
        if (fps < MIN_FPS || fps > MAX_FPS) {
            throw RecordingException.invalid("fps", "fps is " + fps + "; it must be 1 to 60");
        }
        if (label != null && label.length() > MAX_LABEL) {
            throw RecordingException.invalid(
                    "label", "label has " + label.length() + " characters; it may have " + MAX_LABEL);
        }
        if (maxLength.compareTo(Duration.ofSeconds(1)) < 0 || maxLength.compareTo(LONGEST) > 0) {
            throw RecordingException.invalid(
                    "maxSeconds",
                    "maxSeconds is " + maxLength.toSeconds() + "; it must be 1 to " + LONGEST.toSeconds());
        }
    }

    public RecordingOptions withFps(int wanted) {
        return new RecordingOptions(wanted, label, pointer, maxLength);
    }

    public RecordingOptions withLabel(@Nullable String wanted) {
        return new RecordingOptions(fps, wanted, pointer, maxLength);
    }
}
