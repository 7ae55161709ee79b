package org.pilothouse.agent.v1;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.ApiJson;
import org.pilothouse.agent.api.TerminalOutput;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.exec.LogFollower;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One look at a terminal: what it shows comes as binary messages, what is typed goes as JSON ones. Several may look at
 * the same; the process runs on when they leave.
 */
public final class TerminalSocket implements Session.Listener.AutoDemanding {
    private static final Logger log = LoggerFactory.getLogger(TerminalSocket.class);

    private final UserProcesses processes;
    private final String id;
    private @Nullable Session session;

    TerminalSocket(UserProcesses processes, String id) {
        this.processes = processes;
        this.id = id;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.setIdleTimeout(Duration.ZERO);
        send(opened, Map.of("type", "ready", "processId", id));
        Thread.ofVirtual().name("terminal-" + id).start(() -> show(opened));
    }

    private void show(Session to) {
        try {
            LogFollower follower = processes.follow(id, List.of(LogEntry.Stream.PTY), 0);
            TerminalOutput.send(follower, to);
            ProcessInfo ended = processes.get(id);
            Map<String, Object> exit = new LinkedHashMap<>();
            exit.put("type", "exit");
            exit.put("exitCode", ended.exitCode());
            send(to, exit);
            to.close(StatusCode.NORMAL, "the process has ended", Callback.NOOP);
        } catch (ExecException | IOException e) {
            error(to, String.valueOf(e.getMessage()));
            to.close(StatusCode.SERVER_ERROR, "the terminal is gone", Callback.NOOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            log.debug("a terminal's client is gone or too slow: {}", e.getMessage());
            to.disconnect();
        }
    }

    @Override
    public void onWebSocketText(String message) {
        Session from = session;
        if (from == null) {
            return;
        }
        try {
            JsonNode frame = ApiJson.MAPPER.readTree(message);
            switch (frame.path("type").asString("")) {
                case "input" -> input(frame);
                case "resize" ->
                    processes.resize(
                            id, frame.path("cols").asInt(0), frame.path("rows").asInt(0));
                case "close" -> from.close(StatusCode.NORMAL, "closed by the client", Callback.NOOP);
                default -> error(from, "type must be input, resize or close");
            }
        } catch (ExecException | Refusal e) {
            error(from, String.valueOf(e.getMessage()));
        } catch (JacksonException _) {
            error(from, "the message is not valid JSON");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without an encoding it is what was typed, not base64: that is how clients of this socket send it. */
    private void input(JsonNode frame) throws ExecException, InterruptedException {
        boolean base64 = frame.path("encoding").asString("").equals("base64");
        var input = new ProcessRoutes.Input(
                frame.path("data").asString(""), base64 ? ProcessRoutes.Encoding.BASE64 : ProcessRoutes.Encoding.UTF8);
        processes.input(id, input.bytes());
    }

    private static void error(Session to, String message) {
        send(to, Map.of("type", "error", "message", message));
    }

    private static void send(Session to, Map<String, Object> frame) {
        to.sendText(ApiJson.MAPPER.writeValueAsString(frame), Callback.NOOP);
    }
}
