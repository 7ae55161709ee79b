package org.pilothouse.gateway.ws;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.NodeLink;
import org.pilothouse.gateway.control.NodeLink.NodeFailure.Kind;
import org.pilothouse.gateway.control.Nodes;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.frame.NodeMessages.CapabilityReady;
import org.pilothouse.protocol.frame.NodeMessages.DesktopStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A node's connection. Nothing that comes over it is trusted: what is not understood ends it. */
final class NodePeer implements Peer, NodeLink {
    private static final int MAX_STATUS_TEXT = 2000;
    private static final int MAX_PIXELS = 16_384;

    private final Nodes nodes;
    private final String nodeId;
    private final Outbox outbox;
    private final PeerSocket socket;
    private final InstantSource clock;
    private final Map<String, CompletableFuture<Frame>> pending = new ConcurrentHashMap<>();
    private volatile boolean closed;

    NodePeer(Nodes nodes, String nodeId, Outbox outbox, PeerSocket socket, InstantSource clock) {
        this.nodes = nodes;
        this.nodeId = nodeId;
        this.outbox = outbox;
        this.socket = socket;
        this.clock = clock;
    }

    @Override
    public JsonNode request(String requestId, String type, Object payload, long timeoutMillis) throws NodeFailure {
        CompletableFuture<Frame> answer = new CompletableFuture<>();
        pending.put(requestId, answer);
        try {
            if (closed) {
                throw gone();
            }
            outbox.send(Frame.Request.of(requestId, type, payload));
            return switch (answer.get(timeoutMillis, TimeUnit.MILLISECONDS)) {
                case Frame.Success success ->
                    success.result() == null ? Json.LENIENT.createObjectNode() : success.result();
                case Frame.Failure failure ->
                    throw new NodeFailure(
                            Kind.REFUSED,
                            failure.error().message() == null
                                    ? failure.error().code()
                                    : failure.error().message(),
                            failure.error().details());
                default -> throw new NodeFailure(Kind.MALFORMED, "the node's answer is no answer", null);
            };
        } catch (TimeoutException _) {
            throw new NodeFailure(Kind.TIMEOUT, "the node did not answer in time", null);
        } catch (ExecutionException _) {
            throw gone();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw gone();
        } finally {
            pending.remove(requestId);
        }
    }

    private static NodeFailure gone() {
        return new NodeFailure(Kind.DISCONNECTED, "the node's connection ended", null);
    }

    @Override
    public void onFrame(Frame frame) {
        switch (frame) {
            case Frame.Success success -> complete(success.requestId(), success);
            case Frame.Failure failure -> complete(failure.requestId(), failure);
            case Frame.Request request -> request(request);
            // events of a node have no meaning here; they show that it lives
            case Frame.Event _ -> {}
        }
        nodes.answered(nodeId);
    }

    /** An answer to nothing, or to what was given up, is dropped. */
    private void complete(String requestId, Frame answer) {
        CompletableFuture<Frame> waiting = pending.get(requestId);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    private void request(Frame.Request request) {
        try {
            switch (request.type()) {
                case "ping" -> outbox.send(Frame.Success.of(request, null));
                case NodeMessages.DESKTOP_STATUS -> {
                    DesktopStatus status = Json.LENIENT.treeToValue(request.payload(), DesktopStatus.class);
                    if (!sane(status)) {
                        socket.close(CloseCode.MALFORMED, "malformed " + request.type());
                        return;
                    }
                    outbox.send(Frame.Success.of(request, null));
                    nodes.desktop(nodeId, status);
                }
                case NodeMessages.CAPABILITY_READY -> {
                    CapabilityReady ready = Json.LENIENT.treeToValue(request.payload(), CapabilityReady.class);
                    if (!sane(ready)) {
                        socket.close(CloseCode.MALFORMED, "malformed " + request.type());
                        return;
                    }
                    outbox.send(Frame.Success.of(request, null));
                    nodes.ready(nodeId, ready);
                }
                default ->
                    outbox.send(Frame.Failure.of(
                            request, "unsupported_request", "this gateway does not know " + request.type()));
            }
        } catch (JacksonException _) {
            socket.close(CloseCode.MALFORMED, "malformed " + request.type());
        }
    }

    @SuppressWarnings("NullAway") // a record filled by Jackson
    private static boolean sane(DesktopStatus status) {
        return status != null
                && status.state() != null
                && status.state().length() <= 64
                && status.width() >= 0
                && status.width() <= MAX_PIXELS
                && status.height() >= 0
                && status.height() <= MAX_PIXELS
                && (status.stagesMs() == null || status.stagesMs().size() <= 32)
                && (status.error() == null || status.error().length() <= MAX_STATUS_TEXT)
                && (status.browserSandbox() == null || status.browserSandbox().length() <= MAX_STATUS_TEXT);
    }

    @SuppressWarnings("NullAway") // a record filled by Jackson
    private static boolean sane(CapabilityReady ready) {
        return ready != null
                && ready.capabilities() != null
                && ready.capabilities().size() <= 128
                && ready.capabilities().stream().allMatch(c -> c != null && c.id() != null);
    }

    @Override
    public void send(Events.Event event) {
        outbox.send(new Frame.Event(
                UUID.randomUUID().toString(),
                event.type(),
                clock.instant(),
                null,
                Json.LENIENT.valueToTree(event.payload())));
    }

    @Override
    public void close(int code, String reason) {
        socket.close(code, reason);
    }

    @Override
    public void onClose() {
        closed = true;
        pending.values().forEach(waiting -> waiting.completeExceptionally(gone()));
        nodes.disconnected(nodeId, this);
    }
}
