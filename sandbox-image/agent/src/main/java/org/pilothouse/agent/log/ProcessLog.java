package org.pilothouse.agent.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.log.LogEntry.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process wrote, as numbered lines in files that are rotated: {@value #KEPT_FILES} of {@value #FILE_BYTES}
 * bytes are kept. Readers take from the files and hold no lock while they do, so a slow one keeps nobody waiting; it
 * only misses what was rotated away meanwhile, which the numbers show. Safe for use by many threads.
 */
public final class ProcessLog {
    static final int FILE_BYTES = 256 * 1024;
    static final int KEPT_FILES = 3;
    private static final String SUFFIX = ".journal";
    private static final Logger log = LoggerFactory.getLogger(ProcessLog.class);

    private final Path folder;
    private final String process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** Up to where the process's own output files are in here. */
    private final Map<Stream, Long> consumed = new EnumMap<>(Stream.class);

    private @Nullable FileChannel writing;
    private long lastSequence;

    /** A file of the log: its first line's number, and how much of it is whole. */
    private record Segment(long first, Path file, long bytes) {}

    /** Goes on where an earlier agent ended. */
    ProcessLog(Path folder, String process) throws IOException {
        this.folder = folder;
        this.process = process;
        try (var files = Files.newDirectoryStream(folder, process + ".*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String first = name.substring(process.length() + 1, name.length() - SUFFIX.length());
                if (first.matches("[0-9]{1,18}")) {
                    segments.add(new Segment(Long.parseLong(first), file, wholeLines(file)));
                }
            }
        }
        List<Segment> sorted = new ArrayList<>(segments);
        sorted.sort((a, b) -> Long.compare(a.first, b.first));
        segments.clear();
        segments.addAll(sorted);
        for (Segment segment : segments) {
            for (JournalLine line : JournalLine.parse(read(segment, 0))) {
                lastSequence = Math.max(lastSequence, line.sequence());
                consumed.put(line.stream(), line.offset());
            }
        }
    }

    /** An agent that was killed while it wrote leaves half a line. */
    private static long wholeLines(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end < bytes.length) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(end);
            }
        }
        return end;
    }

    public String process() {
        return process;
    }

    /** Number of the last line; 0 before the first. */
    public long lastSequence() {
        lock.lock();
        try {
            return lastSequence;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The last lines, the oldest first.
     *
     * @param count at most so many
     * @param which of the lines
     */
    public List<LogEntry> tail(int count, Predicate<LogEntry> which) throws IOException {
        List<LogEntry> all = since(0, Integer.MAX_VALUE, which);
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    /**
     * The lines after one.
     *
     * @param sequence 0 for all that are kept
     * @param count at most so many, the oldest first
     * @param which of the lines
     */
    public List<LogEntry> since(long sequence, int count, Predicate<LogEntry> which) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        for (Segment segment : from(sequence + 1)) {
            for (JournalLine line : JournalLine.parse(read(segment, 0))) {
                LogEntry entry = line.entry();
                if (entry != null && entry.sequence() > sequence && entries.size() < count && which.test(entry)) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    /** Follows the log from after a line; to be asked by one thread. */
    public LogFollower follow(long sequence) {
        return new LogFollower(this, sequence);
    }

    /** Waits until there is a line after this one; false where there was none in time. */
    boolean await(long sequence, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (lastSequence <= sequence && left > 0) {
                left = grown.awaitNanos(left);
            }
            return lastSequence > sequence;
        } finally {
            lock.unlock();
        }
    }

    /** The files that hold this line and those after it. */
    private List<Segment> from(long sequence) {
        lock.lock();
        try {
            List<Segment> wanted = new ArrayList<>();
            for (Segment segment : segments) {
                if (segment.first <= sequence) {
                    wanted.clear();
                }
                wanted.add(segment);
            }
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    private static String read(Segment segment, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(segment.bytes - from));
        try (FileChannel channel = FileChannel.open(segment.file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
                // until it is full
            }
        } catch (NoSuchFileException e) {
            // rotated away meanwhile
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /**
     * Adds a line.
     *
     * @param offset in the process's output file, after the line
     */
    void append(Stream stream, String text, long offset) throws IOException {
        lock.lock();
        try {
            long sequence = lastSequence + 1;
            write(new JournalLine(sequence, Instant.now(), stream, offset, text));
            lastSequence = sequence;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that the process's output file begins anew. */
    void emptied(Stream stream) throws IOException {
        lock.lock();
        try {
            write(new JournalLine(0, Instant.now(), stream, 0, ""));
        } finally {
            lock.unlock();
        }
    }

    /** How much of the process's output file is in here. */
    long consumed(Stream stream) {
        lock.lock();
        try {
            return consumed.getOrDefault(stream, 0L);
        } finally {
            lock.unlock();
        }
    }

    private void write(JournalLine line) throws IOException {
        byte[] bytes = line.format().getBytes(StandardCharsets.UTF_8);
        Segment last = segments.peekLast();
        if (last == null || last.bytes + bytes.length > FILE_BYTES) {
            last = rotate();
        }
        FileChannel channel = writing;
        if (channel == null) {
            channel = FileChannel.open(last.file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            writing = channel;
        }
        channel.write(ByteBuffer.wrap(bytes), last.bytes);
        segments.removeLast();
        segments.add(new Segment(last.first, last.file, last.bytes + bytes.length));
        consumed.put(line.stream(), line.offset());
    }

    private Segment rotate() throws IOException {
        close();
        while (segments.size() >= KEPT_FILES) {
            Path oldest = segments.removeFirst().file;
            if (!Files.deleteIfExists(oldest)) {
                log.debug("{} was gone already", oldest);
            }
        }
        long first = lastSequence + 1;
        Segment fresh = new Segment(first, folder.resolve(process + "." + first + SUFFIX), 0);
        segments.add(fresh);
        return fresh;
    }

    void close() throws IOException {
        lock.lock();
        try {
            if (writing != null) {
                writing.close();
                writing = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** For {@link LogFollower}: waits, then reads. */
    List<LogEntry> next(long sequence, int count, Duration limit) throws IOException, InterruptedException {
        return await(sequence, limit) ? since(sequence, count, entry -> true) : List.of();
    }
}
