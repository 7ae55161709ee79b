package org.pilothouse.agent.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.exec.LogFollower;

/** What a terminal shows, as binary messages of a WebSocket. */
public final class TerminalOutput {
    private static final Duration PING = Duration.ofSeconds(15);
    /** More than that waits for the client; then it is read later, from the log. */
    private static final Duration SEND_WITHIN = Duration.ofSeconds(30);

    private TerminalOutput() {}

    /**
     * Returns when the log is at its end or the connection is closed.
     *
     * @throws java.util.concurrent.CompletionException where the client is gone or too slow
     */
    public static void send(LogFollower follower, Session to) throws IOException, InterruptedException {
        List<LogEntry> entries = follower.next(PING);
        while (entries != null && to.isOpen()) {
            for (LogEntry entry : entries) {
                Callback.Completable sent = new Callback.Completable();
                to.sendBinary(ByteBuffer.wrap(entry.data()), sent);
                sent.orTimeout(SEND_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
            }
            if (entries.isEmpty()) {
                to.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            }
            entries = follower.next(PING);
        }
    }
}
