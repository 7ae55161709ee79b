package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a keeper wrote: segments {@code log.N}, N being the first sequence in it, of which the keeper drops the
 * oldest. It never holds the keeper up; what it is too slow for is a gap. Not safe for use by several threads.
 */
final class LogReader {
    private static final String PREFIX = "log.";
    private static final int MAX_RECORD = 1 << 20;

    private final Path folder;
    private @Nullable Path segment;
    private long offset;
    private long after;

    /**
     * @param after sequence after which to begin; 0 for the oldest that there is
     */
    LogReader(Path folder, long after) {
        this.folder = folder;
        this.after = after;
    }

    /** Sequence of the last entry that was read, or after which reading began. */
    long position() {
        return after;
    }

    /**
     * The next entries that are there now; none at the present end.
     *
     * @param about bytes; it stops soon after so many
     */
    List<LogEntry> read(int about) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        long taken = 0;
        while (taken < about) {
            // Listed before the segment is read: once there is a newer one, the older does not grow any more.
            List<Path> segments = segments(folder);
            Path current = choose(segments);
            if (current == null) {
                break;
            }
            long before = offset;
            taken += readSegment(current, about - taken, entries);
            if (offset == before) {
                int at = segments.indexOf(current);
                if (at + 1 >= segments.size()) {
                    break;
                }
                segment = segments.get(at + 1);
                offset = 0;
            }
        }
        return entries;
    }

    private @Nullable Path choose(List<Path> segments) {
        if (segments.isEmpty()) {
            return null;
        }
        if (segment == null || !segments.contains(segment)) {
            segment = segments.getFirst();
            for (Path candidate : segments) {
                if (firstSequence(candidate) <= after + 1) {
                    segment = candidate;
                }
            }
            offset = 0;
        }
        return segment;
    }

    private long readSegment(Path file, long about, List<LogEntry> entries) throws IOException {
        ByteBuffer text;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long wanted = Math.min(about + MAX_RECORD, in.size() - offset);
            text = ByteBuffer.allocate((int) Math.max(0, wanted));
            while (text.hasRemaining() && in.read(text, offset + text.position()) > 0) {
                // until it is full
            }
        } catch (NoSuchFileException e) {
            // dropped meanwhile: a gap
            segment = null;
            return 0;
        }
        text.flip();
        long taken = 0;
        LogEntry entry = record(text);
        while (entry != null) {
            offset += text.position();
            text = text.slice();
            if (entry.sequence() > after) {
                after = entry.sequence();
                entries.add(entry);
                taken += entry.data().length;
            }
            entry = taken < about ? record(text) : null;
        }
        return taken;
    }

    /** The record at the beginning, and the position after it; null where there is no whole one (yet). */
    private static @Nullable LogEntry record(ByteBuffer text) throws IOException {
        int end = 0;
        while (end < text.limit() && text.get(end) != '\n') {
            end++;
        }
        if (end == text.limit()) {
            return null;
        }
        String head = new String(text.array(), text.arrayOffset(), end, StandardCharsets.ISO_8859_1);
        String[] fields = head.split(" ", -1);
        int size = fields.length == 4 ? Integer.parseInt(fields[3]) : -1;
        if (size < 0 || size > MAX_RECORD) {
            throw new IOException("not a record of a process's log: " + head);
        }
        if (text.limit() < end + 1 + size + 1) {
            return null;
        }
        byte[] data = new byte[size];
        text.get(end + 1, data);
        text.position(end + 1 + size + 1);
        return new LogEntry(
                Long.parseLong(fields[1]),
                LogEntry.Stream.of(fields[0].charAt(0)),
                Instant.ofEpochMilli(Long.parseLong(fields[2])),
                data);
    }

    /** Sequence of the last entry in a folder's log; 0 where there is none. */
    static long lastSequence(Path folder) throws IOException {
        List<Path> segments = segments(folder);
        if (segments.isEmpty()) {
            return 0;
        }
        LogReader reader = new LogReader(folder, firstSequence(segments.getLast()) - 1);
        while (!reader.read(1 << 20).isEmpty()) {
            // on to the end
        }
        return reader.position();
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(PREFIX))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static long firstSequence(Path segment) {
        String number = Optional.ofNullable(segment.getFileName())
                .map(Path::toString)
                .orElse("")
                .substring(PREFIX.length());
        return Long.parseLong(number);
    }
}
