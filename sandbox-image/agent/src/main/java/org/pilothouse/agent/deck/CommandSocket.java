package org.pilothouse.agent.deck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.shell.CommandFollower;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session's command writes, as it does: each piece after three bytes that tell its stream. */
// public, as Jetty calls it by reflection from another module
public final class CommandSocket implements Session.Listener.AutoDemanding {
    private static final byte[] STDOUT = {1, 1, 1};
    private static final byte[] STDERR = {2, 2, 2};
    private static final Duration PING = Duration.ofSeconds(15);
    private static final Duration SEND_WITHIN = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(CommandSocket.class);

    private final CommandFollower follower;

    CommandSocket(CommandFollower follower) {
        this.follower = follower;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        session.setIdleTimeout(Duration.ZERO);
        Thread.ofVirtual().name("command-logs").start(() -> show(session));
    }

    private void show(Session to) {
        try {
            List<CommandFollower.Piece> pieces = follower.next(PING);
            while (pieces != null && to.isOpen()) {
                for (CommandFollower.Piece piece : pieces) {
                    send(to, piece);
                }
                if (pieces.isEmpty()) {
                    to.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
                }
                pieces = follower.next(PING);
            }
            to.close(StatusCode.NORMAL, "the command has ended", Callback.NOOP);
        } catch (IOException e) {
            to.close(StatusCode.SERVER_ERROR, "the log cannot be read", Callback.NOOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            log.debug("a reader of logs is gone or too slow: {}", e.getMessage());
            to.disconnect();
        }
    }

    private static void send(Session to, CommandFollower.Piece piece) {
        byte[] prefix = piece.stream() == LogEntry.Stream.STDERR ? STDERR : STDOUT;
        ByteBuffer message = ByteBuffer.allocate(prefix.length + piece.data().length);
        message.put(prefix).put(piece.data()).flip();
        Callback.Completable sent = new Callback.Completable();
        to.sendBinary(message, sent);
        sent.orTimeout(SEND_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }
}
