package org.pilothouse.agent.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.x11.Size;

/**
 * A film of the screen, finished or being made.
 *
 * @param id {@code rec_1}, {@code rec_2} …; a number is never given twice
 * @param label what it was called by whoever started it
 * @param size of the picture in px; even numbers
 * @param bytes of the file, so far
 * @param length of the film, so far
 * @param endedAt null while it is being made
 * @param problem one sentence, where it did not end because it was to
 */
public record Recording(
        String id,
        Status status,
        @Nullable String label,
        String fileName,
        Size size,
        int fps,
        long bytes,
        Duration length,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String problem) {

    /** Where a recording is. */
    public enum Status {
        RECORDING,
        COMPLETED,
        /** The agent or the container ended meanwhile; what was recorded until then can be played. */
        INTERRUPTED,
        /** There is no film, or only its beginning; {@link Recording#problem} says why. */
        FAILED;

        /** The word that sandbox-agent's clients know: {@code recording}, {@code completed} or {@code failed}. */
        public String wire() {
            return this == INTERRUPTED ? "failed" : name().toLowerCase(Locale.ROOT);
        }
    }
}
