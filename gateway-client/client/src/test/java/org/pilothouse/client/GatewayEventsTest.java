package org.pilothouse.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;

class GatewayEventsTest {
    private FakeGateway gateway;
    private GatewayClient client;
    private final Server server = new Server();
    private final BlockingQueue<Frame.Event> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refetches = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway().onSocket("/ws", server);
        client = gateway.client();
        client.events().subscribe(new GatewayEvents.Listener() {
            @Override
            public void event(Frame.Event event) {
                events.add(event);
            }

            @Override
            public void refetch() {
                refetches.add("refetch");
            }

            @Override
            public void state(ConnectionState state) {
                states.add(state);
            }
        });
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void connectsProvesItselfAndMeasuresTheRoundTrip() throws Exception {
        client.events().start();
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS), "a new connection asks to fetch");
        assertTrue(server.proofs.poll(30, TimeUnit.SECONDS), "the proof verifies");
        await(s -> s instanceof ConnectionState.Connected c && c.roundTrip() != null);
    }

    @Test
    void anEventIsDeliveredOnce() throws Exception {
        client.events().start();
        WebSocket socket = server.sockets.poll(30, TimeUnit.SECONDS);
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS));
        String event = new Frame.Event(
                        "e1", "environment.updated", Instant.EPOCH, null, Json.LENIENT.createObjectNode())
                .toJson();
        socket.send(event);
        socket.send(event);
        socket.send(event.replace("\"e1\"", "\"e2\""));
        assertEquals("e1", events.poll(30, TimeUnit.SECONDS).eventId());
        assertEquals("e2", events.poll(30, TimeUnit.SECONDS).eventId());
        assertNull(events.poll(50, TimeUnit.MILLISECONDS));
    }

    @Test
    void aLostConnectionIsMadeAgainAndAsksToFetch() throws Exception {
        client.events().start();
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS));
        server.sockets.poll(30, TimeUnit.SECONDS).close(Handshake.CloseCode.SHUTDOWN, "restart");
        await(s -> s instanceof ConnectionState.Waiting);
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS), "after a gap everything is fetched again");
        await(s -> s instanceof ConnectionState.Connected);
    }

    @Test
    void aRefusedTokenIsSaidSo() throws Exception {
        server.refuse = true;
        client.events().start();
        var refused = assertInstanceOf(ConnectionState.Refused.class, await(s -> s instanceof ConnectionState.Refused));
        assertTrue(refused.why().contains("token"), refused.why());
    }

    @Test
    void garbageEndsTheConnectionAndAnotherIsMade() throws Exception {
        client.events().start();
        WebSocket socket = server.sockets.poll(30, TimeUnit.SECONDS);
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS));
        socket.send("no frame");
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void aSilentGatewayIsGivenUpInTheHandshake() throws Exception {
        server.silent = true;
        client.events().start();
        var waiting = (ConnectionState.Waiting) await(s -> s instanceof ConnectionState.Waiting);
        assertTrue(waiting.why().contains("handshake"), waiting.why());
    }

    @Test
    void afterCloseNothingIsTriedAgain() throws Exception {
        client.events().start();
        assertNotNull(refetches.poll(30, TimeUnit.SECONDS));
        client.close();
        assertInstanceOf(ConnectionState.Idle.class, client.events().state());
        assertNull(refetches.poll(300, TimeUnit.MILLISECONDS));
    }

    private ConnectionState await(Predicate<ConnectionState> wanted) throws InterruptedException {
        for (ConnectionState state = states.poll(30, TimeUnit.SECONDS);
                state != null;
                state = states.poll(30, TimeUnit.SECONDS)) {
            if (wanted.test(state)) {
                return state;
            }
        }
        throw new AssertionError("the state never came");
    }

    /** The gateway's side of the handshake. */
    private static final class Server extends WebSocketListener {
        final BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
        final BlockingQueue<Boolean> proofs = new LinkedBlockingQueue<>();
        volatile boolean refuse;
        volatile boolean silent;
        private volatile Handshake.Init init;

        @Override
        public void onOpen(WebSocket socket, Response response) {
            if (refuse) {
                socket.close(Handshake.CloseCode.UNAUTHORIZED, "unauthorized");
            } else {
                sockets.add(socket);
            }
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            if (silent || refuse) {
                return;
            }
            try {
                var request = (Frame.Request) Frame.parse(text);
                switch (request.type()) {
                    case Handshake.INIT -> {
                        init = Json.LENIENT.treeToValue(request.payload(), Handshake.Init.class);
                        answer(socket, request, new Handshake.Challenge("c1", "n1"));
                    }
                    case Handshake.PROOF -> {
                        var proof = Json.LENIENT.treeToValue(request.payload(), Handshake.Proof.class);
                        var device = init.device();
                        proofs.add(DeviceIdentity.verify(
                                device.pubkey(),
                                new DeviceIdentity.Transcript(2, "client", device.deviceId(), "c1", "n1"),
                                proof.proof()));
                        answer(socket, request, new Handshake.Accepted("c1", device.deviceId(), "client", null));
                    }
                    default -> answer(socket, request, null);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
        }

        private static void answer(WebSocket socket, Frame.Request request, Object result) {
            socket.send(Frame.Success.of(request, result).toJson());
        }
    }
}
