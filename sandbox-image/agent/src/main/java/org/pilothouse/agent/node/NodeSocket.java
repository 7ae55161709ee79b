package org.pilothouse.agent.node;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Utf8;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.frame.MalformedFrameException;
import org.pilothouse.protocol.frame.NodeMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One WebSocket connection as a node: handshake, then tasks, until it ends. Used once. */
final class NodeSocket extends WebSocketListener {
    private static final Logger log = LoggerFactory.getLogger(NodeSocket.class);
    /** A gateway that sends more nonsense than this is not spoken to any longer. */
    private static final int MAX_MALFORMED = 20;

    private static final long MAX_QUEUE = 16_000_000;
    private static final long QUEUE_LOOK_MILLIS = 5;

    private final NodeProfile profile;
    private final TaskRunner tasks;
    private final Listener listener;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<Boolean> handshake = new CompletableFuture<>();
    private final ReentrantLock replying = new ReentrantLock(true);
    private volatile @Nullable WebSocket socket;
    /** Only the thread that reads uses it. */
    private int malformed;

    NodeSocket(NodeProfile profile, TaskRunner tasks, Listener listener) {
        this.profile = profile;
        this.tasks = tasks;
        this.listener = listener;
    }

    /** Told, on the thread that reads, that the gateway accepted this node. */
    @FunctionalInterface
    interface Listener {
        void accepted(NodeSocket socket, Handshake.Accepted accepted);
    }

    /**
     * How a connection ended.
     *
     * @param accepted the handshake had succeeded
     * @param refused the gateway does not want this node, as opposed to being away
     */
    record End(boolean accepted, boolean refused, String why) {}

    /** Connects and stays until the connection is over. */
    End runUntilEnd(OkHttpClient client, Request request, Duration handshakeLimit) throws InterruptedException {
        WebSocket opened = client.newWebSocket(request, this);
        socket = opened;
        try {
            CompletableFuture.anyOf(handshake, end).get(handshakeLimit.toMillis(), TimeUnit.MILLISECONDS);
            return end.get();
        } catch (TimeoutException e) {
            return new End(false, false, "the gateway did not finish the handshake in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            opened.cancel();
            tasks.connectionEnded(this);
        }
    }

    /** Sends a request of which the answer does not matter; false where the connection is gone. */
    boolean send(String type, Object payload) {
        WebSocket current = socket;
        return current != null
                && current.send(Frame.Request.of(UUID.randomUUID().toString(), type, payload)
                        .toJson());
    }

    void close() {
        WebSocket current = socket;
        if (current != null) {
            current.close(1000, "the agent is stopping");
        }
        finish(false, "the agent is stopping");
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        socket = opened;
        send(Handshake.INIT, profile.init());
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        try {
            switch (Frame.parse(text)) {
                case Frame.Success success -> answered(success);
                case Frame.Failure failure -> refused(from, failure);
                case Frame.Request request -> asked(from, request);
                // Events are for operators; a pairing's scoped token is not kept.
                case Frame.Event event -> log.debug("event {}", event.type());
            }
        } catch (MalformedFrameException | JacksonException e) {
            log.warn("the gateway sent something that is no frame: {}", e.getMessage());
            if (++malformed > MAX_MALFORMED) {
                finish(false, "the gateway sends no frames of the protocol");
            }
        }
    }

    private void answered(Frame.Success success) {
        JsonNode result = success.result() == null ? Json.LENIENT.createObjectNode() : success.result();
        switch (success.type()) {
            case Handshake.INIT -> {
                var challenge = Json.LENIENT.treeToValue(result, Handshake.Challenge.class);
                if (result.path("connection_id").isString()
                        && result.path("challenge").isString()) {
                    send(Handshake.PROOF, profile.proof(challenge));
                } else {
                    finish(false, "the gateway's challenge is incomplete");
                }
            }
            case Handshake.PROOF -> {
                if (handshake.complete(true)) {
                    listener.accepted(this, Json.LENIENT.treeToValue(result, Handshake.Accepted.class));
                }
            }
            default -> log.debug("done: {}", success.type());
        }
    }

    private void refused(WebSocket from, Frame.Failure failure) {
        boolean opening =
                failure.type().equals(Handshake.INIT) || failure.type().equals(Handshake.PROOF);
        if (opening) {
            finish(true, failure.error().message());
            from.close(1000, null);
        } else {
            log.debug("refused: {}: {}", failure.type(), failure.error().message());
        }
    }

    private void asked(WebSocket from, Frame.Request request) {
        if (request.type().equals(NodeMessages.TASK_EXECUTE) && handshake.isDone()) {
            tasks.run(request, this, answer -> reply(from, answer));
        } else {
            from.send(Frame.Failure.of(
                            request, "unsupported_request", "this node knows no request '" + request.type() + "'")
                    .toJson());
        }
    }

    /** Answers, when there is room: a socket with more than 16 MB to send would be closed. */
    private void reply(WebSocket to, String answer) {
        long bytes = Utf8.size(answer);
        replying.lock();
        try {
            while (to.queueSize() + bytes > MAX_QUEUE && !end.isDone()) {
                Thread.sleep(QUEUE_LOOK_MILLIS);
            }
            to.send(answer);
        } catch (InterruptedException e) {
            // the agent is stopping
            Thread.currentThread().interrupt();
        } finally {
            replying.unlock();
        }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        from.close(1000, null);
        finish(isRefusal(code), reason.isBlank() ? "closed with code " + code : reason + " (code " + code + ")");
    }

    private static boolean isRefusal(int code) {
        return code == CloseCode.UNAUTHORIZED
                || (code >= CloseCode.PROTOCOL_REV_MISMATCH && code <= CloseCode.IDENTITY_MISMATCH);
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, @Nullable Response response) {
        boolean unauthorized = response != null && (response.code() == 401 || response.code() == 403);
        String why = response != null && response.code() != 101
                ? "HTTP " + response.code()
                : failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        finish(unauthorized, why);
    }

    private void finish(boolean refused, String why) {
        end.complete(new End(handshake.isDone(), refused, why));
    }
}
