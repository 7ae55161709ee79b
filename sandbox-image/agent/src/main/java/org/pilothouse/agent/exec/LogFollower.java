package org.pilothouse.agent.exec;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a process writes, as it writes it, until it has ended. Not safe for use by several threads. */
public final class LogFollower {
    private static final int BATCH = 256 << 10;

    private final KeptProcess process;
    private final LogReader reader;
    private final Predicate<LogEntry> wanted;

    LogFollower(KeptProcess process, long since, Predicate<LogEntry> wanted) {
        this.process = process;
        this.reader = new LogReader(process.folder().path(), since);
        this.wanted = wanted;
    }

    /**
     * Waits for the next entries; none after {@code limit}.
     *
     * @return null when the process has ended and all that it wrote was answered
     */
    public @Nullable List<LogEntry> next(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long seen = process.changes();
            boolean running = process.running();
            List<LogEntry> all = reader.read(BATCH);
            List<LogEntry> entries = all.stream().filter(wanted).toList();
            if (!entries.isEmpty()) {
                return entries;
            }
            if (all.isEmpty()) {
                if (!running) {
                    return null;
                }
                long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
                if (left <= 0) {
                    return List.of();
                }
                process.awaitChange(seen, left);
            }
        }
    }

    /** Sequence of the last entry that was answered or passed over. */
    public long position() {
        return reader.position();
    }
}
