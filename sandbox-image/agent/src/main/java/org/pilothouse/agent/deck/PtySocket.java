package org.pilothouse.agent.deck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.ApiJson;
import org.pilothouse.agent.api.TerminalOutput;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.LogFollower;
import org.pilothouse.agent.shell.Terminals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of those who are attached to a terminal: a message that tells so, then what the terminal shows in binary
 * messages; what comes back is typed. The reason of the end has the exit code.
 */
// public, as Jetty calls it by reflection from another module
public final class PtySocket implements Session.Listener.AutoDemanding {
    private static final Logger log = LoggerFactory.getLogger(PtySocket.class);

    private final Terminals terminals;
    private final String id;
    private final LogFollower follower;
    private @Nullable Session session;

    PtySocket(Terminals terminals, String id, LogFollower follower) {
        this.terminals = terminals;
        this.id = id;
        this.follower = follower;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.setIdleTimeout(Duration.ZERO);
        opened.sendText(
                ApiJson.MAPPER.writeValueAsString(Map.of("type", "control", "status", "connected")), Callback.NOOP);
        Thread.ofVirtual().name("terminal-" + id).start(() -> show(opened));
    }

    private void show(Session to) {
        try {
            TerminalOutput.send(follower, to);
            Integer code = terminals.get(id).exitCode();
            to.close(StatusCode.NORMAL, "{\"exitCode\":" + code + "}", Callback.NOOP);
        } catch (ExecException | IOException e) {
            // deleted meanwhile
            to.close(StatusCode.NORMAL, "{\"exitCode\":null}", Callback.NOOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            log.debug("one who was attached to a terminal is gone or too slow: {}", e.getMessage());
            to.disconnect();
        }
    }

    @Override
    public void onWebSocketText(String message) {
        type(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] data = new byte[payload.remaining()];
        payload.get(data);
        callback.succeed();
        type(data);
    }

    private void type(byte[] data) {
        Session from = session;
        try {
            terminals.input(id, data);
        } catch (ExecException e) {
            if (from != null) {
                String said = ApiJson.MAPPER.writeValueAsString(
                        Map.of("type", "control", "status", "error", "error", String.valueOf(e.getMessage())));
                from.sendText(said, Callback.NOOP);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
