package org.pilothouse.agent.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.exec.LogFollower;

/** What a command of a session writes, as it writes it, until it has ended. Not safe for use by several threads. */
public final class CommandFollower {
    private final LogFollower log;
    private final MarkedOutput marked;
    private List<Piece> pieces = new ArrayList<>();
    private boolean shellEnded;
    private @Nullable Long last;
    private boolean gap;

    /** Something that the command wrote at once. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Piece(LogEntry.Stream stream, byte[] data) {}

    CommandFollower(LogFollower log, String secret, String command) {
        this.log = log;
        this.marked = new MarkedOutput(secret, command, (stream, data) -> pieces.add(new Piece(stream, data)));
    }

    /**
     * Waits for the next pieces; none after {@code limit}.
     *
     * @return null when the command has ended and all that it wrote was answered
     */
    public @Nullable List<Piece> next(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (marked.exitCode().isPresent() || shellEnded) {
                return null;
            }
            List<LogEntry> entries = log.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (entries == null) {
                shellEnded = true;
                return null;
            }
            for (LogEntry entry : entries) {
                gap |= last != null && entry.sequence() != last + 1;
                last = entry.sequence();
                marked.take(entry);
            }
            if (!pieces.isEmpty()) {
                List<Piece> found = pieces;
                pieces = new ArrayList<>();
                return found;
            }
            if (entries.isEmpty()
                    || (System.nanoTime() > deadline && marked.exitCode().isEmpty())) {
                return List.of();
            }
        }
    }

    /** Once it has ended: its exit code; empty where the shell ended with it. */
    OptionalInt exitCode() {
        return marked.exitCode();
    }

    boolean shellEnded() {
        return shellEnded;
    }

    /** Whether something is missing that was too much for the log. */
    boolean gap() {
        return gap;
    }
}
