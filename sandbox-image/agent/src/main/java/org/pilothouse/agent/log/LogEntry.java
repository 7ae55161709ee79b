package org.pilothouse.agent.log;

import java.time.Instant;
import java.util.Locale;

/**
 * One line that a process of the desktop wrote.
 *
 * @param sequence grows from line to line of the process, across rotations and restarts of the agent; never reused
 * @param at when the agent read it
 * @param text without its line break, at most {@value #MAX_CHARACTERS} characters
 */
public record LogEntry(long sequence, Instant at, Stream stream, String text) {
    public static final int MAX_CHARACTERS = 16 * 1024;

    /** Where it was written to. */
    public enum Stream {
        STDOUT,
        STDERR;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
