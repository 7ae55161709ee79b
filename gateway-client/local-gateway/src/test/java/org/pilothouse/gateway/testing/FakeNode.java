package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.databind.JsonNode;

/** A sandbox's agent, played by a test: speaks through an exec as the real one does, or straight to a gateway. */
public final class FakeNode implements AutoCloseable {
    public final DeviceIdentity identity;
    public final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    public final CompletableFuture<JsonNode> accepted = new CompletableFuture<>();
    public final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    /** What to answer to a task; null answers nothing. */
    public volatile Function<JsonNode, Frame> onTask = task -> null;

    private final String role;
    private final HttpClient http = HttpClient.newHttpClient();
    private WebSocket socket;

    private FakeNode(DeviceIdentity identity, String role) {
        this.identity = identity;
        this.role = role;
    }

    /** Connects as an agent inside a container does: through the program that the relay runs there. */
    public static FakeNode through(FakeExec exec, DeviceIdentity identity) {
        return over(exec.programInput(), exec.programOutput(), exec::close, identity);
    }

    /** Connects over the two halves of a socket inside a real container. */
    public static FakeNode over(
            InputStream fromGateway, OutputStream toGateway, Runnable onEnd, DeviceIdentity identity) {
        FakeNode node = new FakeNode(identity, Handshake.ROLE_NODE);
        Thread.startVirtualThread(() -> {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread.startVirtualThread(() -> bridge(server, fromGateway, toGateway, onEnd));
                node.connect(URI.create("ws://localhost:" + server.getLocalPort() + "/ws"), null);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return node;
    }

    /** Connects to a gateway's public port with a token. */
    public static FakeNode direct(URI gateway, String token, DeviceIdentity identity, String role) {
        FakeNode node = new FakeNode(identity, role);
        node.connect(URI.create(gateway.toString().replace("http", "ws") + "/ws"), token);
        return node;
    }

    private void connect(URI uri, String token) {
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(Frame.SUBPROTOCOL);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(uri, new Listener()).join();
        try {
            introduce();
        } catch (CompletionException e) {
            // closed before it could say a word; the close code tells why
        }
    }

    private void introduce() {
        send(Frame.Request.of(
                "init",
                Handshake.INIT,
                new Handshake.Init(
                        2,
                        role,
                        new Handshake.Device(
                                identity.deviceId(),
                                identity.publicKey(),
                                "test node",
                                "linux",
                                "0.1.0",
                                "desktop-sandbox",
                                "desktop",
                                "linux",
                                null),
                        Arrays.stream(DesktopCapability.values())
                                .map(DesktopCapability::capability)
                                .toList())));
    }

    public void send(Frame frame) {
        raw(frame.toJson());
    }

    public synchronized void raw(String text) {
        socket.sendText(text, true).join();
    }

    /** Reports a desktop in this state. */
    public void desktop(String state) {
        send(Frame.Request.of(
                "status-" + System.nanoTime(),
                NodeMessages.DESKTOP_STATUS,
                new NodeMessages.DesktopStatus(state, 1280, 800, Map.of("painted", 900L), null)));
    }

    /** The next frame of that type. */
    public JsonNode await(String type) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            JsonNode frame = received.poll(100, TimeUnit.MILLISECONDS);
            if (frame != null && type.equals(frame.path("type").asString(""))) {
                return frame;
            }
        }
        throw new AssertionError("no " + type + " arrived");
    }

    public FakeNode awaitAccepted() {
        accepted.orTimeout(10, TimeUnit.SECONDS).join();
        return this;
    }

    /** The agent dies. */
    public void vanish() {
        socket.abort();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.shutdownNow();
    }

    private void handle(String text) {
        JsonNode frame = Json.LENIENT.readTree(text);
        received.add(frame);
        if (frame.path("request_id").asString("").equals("init")) {
            var challenge = Json.LENIENT.treeToValue(frame.path("result"), Handshake.Challenge.class);
            String proof = identity.prove(new DeviceIdentity.Transcript(
                    2, role, identity.deviceId(), challenge.connectionId(), challenge.challenge()));
            send(Frame.Request.of("proof", Handshake.PROOF, new Handshake.Proof(challenge.connectionId(), proof)));
        } else if (frame.path("request_id").asString("").equals("proof")) {
            accepted.complete(frame.path("result"));
        } else if (NodeMessages.TASK_EXECUTE.equals(frame.path("type").asString(""))) {
            Frame answer = onTask.apply(frame);
            if (answer != null) {
                send(answer);
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                Thread.startVirtualThread(() -> handle(whole));
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.complete(-1);
        }
    }

    private static void bridge(ServerSocket server, InputStream fromGateway, OutputStream toGateway, Runnable onEnd) {
        try (Socket socket = server.accept()) {
            Thread.startVirtualThread(() -> pump(fromGateway, output(socket)));
            pump(socket.getInputStream(), toGateway);
        } catch (IOException e) {
            // the other side went away
        } finally {
            onEnd.run();
        }
    }

    private static OutputStream output(Socket socket) {
        try {
            return socket.getOutputStream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pump(InputStream from, OutputStream to) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                to.write(buffer, 0, n);
                to.flush();
            }
        } catch (IOException e) {
            // the other side went away
        } finally {
            try {
                to.close();
            } catch (IOException e) {
                // closed already
            }
        }
    }

    /** Capabilities of the contract, as ids. */
    public static List<String> capabilityIds() {
        return Arrays.stream(DesktopCapability.values())
                .map(DesktopCapability::id)
                .toList();
    }
}
