package org.pilothouse.client;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.frame.MalformedFrameException;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One WebSocket connection as an operator client: handshake, then events, until it ends. Used once. */
final class EventSocket extends WebSocketListener {
    private static final Logger log = LoggerFactory.getLogger(EventSocket.class);
    private static final String PING = "ping";

    private final GatewayProfile profile;
    private final Timing timing;
    private final Listener listener;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final Map<String, Long> pings = new ConcurrentHashMap<>();
    private volatile boolean connected;
    private volatile @Nullable WebSocket socket;

    EventSocket(GatewayProfile profile, Timing timing, Listener listener) {
        this.profile = profile;
        this.timing = timing;
        this.listener = listener;
    }

    interface Listener {
        void connected();

        void event(Frame.Event event);

        void roundTrip(Duration roundTrip);
    }

    /** @param refused the gateway does not want this client, as opposed to being away */
    record End(boolean wasConnected, boolean refused, String why) {}

    /** Connects and stays until the connection is over; pings for the round trip meanwhile. */
    End runUntilEnd(OkHttpClient okHttp, HttpCalls http) {
        Request request = http.request("ws")
                .header("Sec-WebSocket-Protocol", Frame.SUBPROTOCOL)
                .build();
        WebSocket opened = okHttp.newWebSocket(request, this);
        socket = opened;
        long handshakeEnds = System.nanoTime() + timing.handshake().toNanos();
        while (true) {
            try {
                return end.get(timing.ping().toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                if (connected) {
                    ping(opened);
                } else if (System.nanoTime() > handshakeEnds) {
                    finish(opened, new End(false, false, "the gateway did not finish the handshake in time"));
                }
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                finish(opened, new End(connected, false, "the client is closing"));
            }
        }
    }

    void close() {
        WebSocket current = socket;
        if (current != null) {
            current.close(1000, null);
        }
        end.complete(new End(connected, false, "closed"));
    }

    @Override
    public void onOpen(WebSocket opened, Response response) {
        DeviceIdentity identity = profile.identity();
        var device = new Handshake.Device(
                identity.deviceId(),
                identity.publicKey(),
                "Pilothouse console",
                "java",
                null,
                "desktop",
                null,
                null,
                null);
        send(
                opened,
                Handshake.INIT,
                new Handshake.Init(Frame.PROTOCOL_REV, Handshake.ROLE_CLIENT, device, java.util.List.of()));
    }

    @Override
    public void onMessage(WebSocket opened, String text) {
        try {
            switch (Frame.parse(text)) {
                case Frame.Success success -> answered(opened, success);
                case Frame.Failure failure -> failed(opened, failure);
                case Frame.Event event -> listener.event(event);
                case Frame.Request request -> log.debug("a gateway asks clients for nothing: {}", request.type());
            }
        } catch (MalformedFrameException | JacksonException e) {
            finish(opened, new End(connected, false, "the gateway sent something that is no frame: " + e.getMessage()));
        }
    }

    @Override
    public void onClosing(WebSocket opened, int code, String reason) {
        boolean refused = code == CloseCode.UNAUTHORIZED
                || (code >= CloseCode.PROTOCOL_REV_MISMATCH && code <= CloseCode.IDENTITY_MISMATCH);
        finish(opened, new End(connected, refused, explain(code, reason)));
    }

    @Override
    public void onFailure(WebSocket opened, Throwable why, @Nullable Response response) {
        if (response != null && (response.code() == 401 || response.code() == 403)) {
            finish(opened, new End(connected, true, "the gateway does not accept the token"));
        } else {
            finish(opened, new End(connected, false, explain(why)));
        }
    }

    private void answered(WebSocket opened, Frame.Success success) {
        switch (success.type()) {
            case Handshake.INIT -> {
                var challenge = Json.LENIENT.treeToValue(orEmpty(success.result()), Handshake.Challenge.class);
                DeviceIdentity identity = profile.identity();
                var transcript = new DeviceIdentity.Transcript(
                        Frame.PROTOCOL_REV,
                        Handshake.ROLE_CLIENT,
                        identity.deviceId(),
                        challenge.connectionId(),
                        challenge.challenge());
                send(
                        opened,
                        Handshake.PROOF,
                        new Handshake.Proof(challenge.connectionId(), identity.prove(transcript)));
            }
            case Handshake.PROOF -> {
                connected = true;
                listener.connected();
                ping(opened);
            }
            case PING -> {
                Long sent = pings.remove(success.requestId());
                if (sent != null) {
                    listener.roundTrip(Duration.ofNanos(System.nanoTime() - sent));
                }
            }
            default -> log.debug("answer to {}", success.type());
        }
    }

    private void failed(WebSocket opened, Frame.Failure failure) {
        if (connected) {
            pings.remove(failure.requestId());
            log.debug("{} was refused: {}", failure.type(), failure.error().code());
        } else {
            finish(opened, new End(false, true, failure.error().message()));
        }
    }

    private void ping(WebSocket opened) {
        String id = UUID.randomUUID().toString();
        if (pings.size() > 16) {
            pings.clear(); // a gateway that never answers pings; OkHttp's own pings decide whether it lives
        }
        pings.put(id, System.nanoTime());
        opened.send(Frame.Request.of(id, PING, Map.of()).toJson());
    }

    private static void send(WebSocket opened, String type, Object payload) {
        opened.send(
                Frame.Request.of(UUID.randomUUID().toString(), type, payload).toJson());
    }

    private void finish(WebSocket opened, End how) {
        end.complete(how);
        opened.cancel();
    }

    private static JsonNode orEmpty(@Nullable JsonNode node) {
        return node == null ? Json.LENIENT.createObjectNode() : node;
    }

    private String explain(Throwable why) {
        return switch (why) {
            case ConnectException nobody ->
                "nothing listens at " + profile.base().getAuthority();
            case UnknownHostException unknown ->
                "no address is known for " + profile.base().getHost();
            case EOFException ended -> "the connection was lost";
            default -> Objects.requireNonNullElse(why.getMessage(), "the connection was lost");
        };
    }

    private static String explain(int code, String reason) {
        return switch (code) {
            case CloseCode.UNAUTHORIZED -> "the gateway does not accept the token";
            case CloseCode.SHUTDOWN -> "the gateway is shutting down";
            case CloseCode.SLOW_CONSUMER -> "this console read too slowly";
            default -> reason.isBlank() ? "the gateway closed the connection (" + code + ")" : reason;
        };
    }
}
