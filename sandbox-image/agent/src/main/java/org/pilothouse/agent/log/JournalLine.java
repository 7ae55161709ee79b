package org.pilothouse.agent.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.log.LogEntry.Stream;

/**
 * A line of a {@link ProcessLog}'s files: number, milliseconds of the epoch, stream, offset in the process's output
 * file, text, with tabs between.
 *
 * @param sequence 0 for a note that the output file begins anew
 */
record JournalLine(long sequence, Instant at, Stream stream, long offset, String text) {
    String format() {
        String clean = text.replace('\n', ' ');
        String shorter = clean.length() > LogEntry.MAX_CHARACTERS ? clean.substring(0, LogEntry.MAX_CHARACTERS) : clean;
        return sequence + "\t" + at.toEpochMilli() + "\t" + stream.wire() + "\t" + offset + "\t" + shorter + "\n";
    }

    @Nullable
    LogEntry entry() {
        return sequence > 0 ? new LogEntry(sequence, at, stream, text) : null;
    }

    /** What cannot be read is left out: the files are in a folder that programs of the same user can write. */
    static List<JournalLine> parse(String lines) {
        List<JournalLine> parsed = new ArrayList<>();
        int start = 0;
        for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', start)) {
            JournalLine line = parseLine(lines.substring(start, end));
            if (line != null) {
                parsed.add(line);
            }
            start = end + 1;
        }
        return parsed;
    }

    private static @Nullable JournalLine parseLine(String line) {
        String[] fields = line.split("\t", 5);
        if (fields.length < 5) {
            return null;
        }
        try {
            Stream stream = fields[2].equals(Stream.STDERR.wire()) ? Stream.STDERR : Stream.STDOUT;
            return new JournalLine(
                    Long.parseLong(fields[0]),
                    Instant.ofEpochMilli(Long.parseLong(fields[1])),
                    stream,
                    Long.parseLong(fields[3]),
                    fields[4]);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
