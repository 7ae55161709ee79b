package org.pilothouse.agent.log;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Reads a log as it grows, at its own pace. One that comes back after a break goes on after the number that it saw
 * last. Used by one thread.
 */
public final class LogFollower {
    private static final int AT_ONCE = 500;

    private final ProcessLog log;
    private long sequence;

    LogFollower(ProcessLog log, long sequence) {
        this.log = log;
        this.sequence = sequence;
    }

    /**
     * The next lines, the oldest first; waits where there are none.
     *
     * @param limit how long to wait
     * @return at most {@value #AT_ONCE} lines; empty where there were none in time
     */
    public List<LogEntry> next(Duration limit) throws IOException, InterruptedException {
        List<LogEntry> entries = log.next(sequence, AT_ONCE, limit);
        if (!entries.isEmpty()) {
            sequence = entries.getLast().sequence();
        }
        return entries;
    }

    /** Number of the last line that was read; what to go on from after a break. */
    public long sequence() {
        return sequence;
    }
}
