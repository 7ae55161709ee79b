package org.pilothouse.agent.exec;

import java.time.Instant;

/**
 * Something that a process wrote at once.
 *
 * @param sequence from 1 over all its streams; a gap is what was lost for the log's size
 * @param at resolution of 10 ms
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record LogEntry(long sequence, Stream stream, Instant at, byte[] data) {

    /** What a process writes to. */
    public enum Stream {
        STDOUT('o'),
        STDERR('e'),
        /** A terminal, which is both. */
        PTY('p');

        private final char letter;

        Stream(char letter) {
            this.letter = letter;
        }

        static Stream of(char letter) {
            for (Stream stream : values()) {
                if (stream.letter == letter) {
                    return stream;
                }
            }
            throw new IllegalArgumentException("no stream has the letter " + letter);
        }
    }
}
