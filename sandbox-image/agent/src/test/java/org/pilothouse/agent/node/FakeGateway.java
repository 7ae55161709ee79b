package org.pilothouse.agent.node;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A gateway's side of the protocol, as small as can be: RFC 6455 and the handshake by hand, on streams or a socket. */
public final class FakeGateway implements Closeable {
    /** How the gateway behaves at the handshake. */
    public enum Mood {
        FRIENDLY,
        /** Like a real Tyrum gateway: knows no extensions. */
        PLAIN,
        SILENT,
        REFUSING
    }

    private final Mood mood;
    private final List<Closeable> open = new ArrayList<>();
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();

    public FakeGateway(Mood mood) {
        this.mood = mood;
    }

    /** Listens on a Unix socket; {@code once} is what {@code socat} without {@code fork} does. */
    public void listen(Path socket, boolean once) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        open.add(server);
        Thread.ofVirtual().start(() -> {
            try {
                do {
                    SocketChannel channel = server.accept();
                    open.add(channel);
                    Thread.ofVirtual()
                            .start(() -> serve(Channels.newInputStream(channel), Channels.newOutputStream(channel)));
                } while (!once);
                server.close();
            } catch (ClosedChannelException e) {
                // closed by the test
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Speaks with one node over these streams until they end. */
    public void serve(InputStream in, OutputStream out) {
        try {
            Peer peer = new Peer(new DataInputStream(in), out);
            try {
                peer.run();
            } finally {
                peer.gone();
            }
        } catch (IOException e) {
            // the node went away
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next node that gets through the handshake. */
    public Peer awaitPeer() throws InterruptedException {
        Peer peer = peers.poll(20, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("no node came within 20 s");
        }
        return peer;
    }

    @Override
    public void close() throws IOException {
        for (Closeable closeable : open) {
            closeable.close();
        }
    }

    /** A node's connection. */
    public final class Peer {
        private final DataInputStream in;
        private final OutputStream out;
        private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
        public final BlockingQueue<Frame.Request> requests = new LinkedBlockingQueue<>();
        public final BlockingQueue<Integer> pings = new LinkedBlockingQueue<>();
        public final Map<String, String> headers = new ConcurrentHashMap<>();
        public volatile Handshake.Init init;

        private Peer(DataInputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        private void run() throws Exception {
            upgrade();
            String connection = UUID.randomUUID().toString();
            for (String text = read(); text != null; text = read()) {
                JsonNode node = Json.LENIENT.readTree(text);
                if (node.has("ok")) {
                    CompletableFuture<JsonNode> reply =
                            waiting.remove(node.path("request_id").asString(""));
                    if (reply != null) {
                        reply.complete(node);
                    }
                } else if (Frame.parse(text) instanceof Frame.Request request) {
                    handle(request, connection);
                }
            }
        }

        private void handle(Frame.Request request, String connection) throws Exception {
            if (mood == Mood.SILENT) {
                return;
            }
            switch (request.type()) {
                case Handshake.INIT -> {
                    init = Json.LENIENT.treeToValue(request.payload(), Handshake.Init.class);
                    send(Frame.Success.of(request, new Handshake.Challenge(connection, "challenge"))
                            .toJson());
                }
                case Handshake.PROOF -> {
                    var proof = Json.LENIENT.treeToValue(request.payload(), Handshake.Proof.class);
                    var transcript = new DeviceIdentity.Transcript(
                            2, "node", init.device().deviceId(), connection, "challenge");
                    boolean right = DeviceIdentity.verify(init.device().pubkey(), transcript, proof.proof());
                    if (!right || mood == Mood.REFUSING) {
                        close(4007, "invalid proof");
                        return;
                    }
                    send(Frame.Success.of(
                                    request,
                                    new Handshake.Accepted(
                                            connection,
                                            init.device().deviceId(),
                                            "node",
                                            mood == Mood.PLAIN ? null : List.of("desktop.status")))
                            .toJson());
                    peers.add(this);
                }
                default -> requests.add(request);
            }
        }

        private void gone() {
            waiting.values().forEach(reply -> reply.completeExceptionally(new EOFException("the node is gone")));
        }

        /** Has the node do something; its answer as JSON. */
        public JsonNode execute(String args) throws Exception {
            return execute("task-" + UUID.randomUUID(), args);
        }

        public JsonNode execute(String requestId, String args) throws Exception {
            ObjectNode payload = Json.LENIENT.createObjectNode();
            payload.put("dispatch_id", UUID.randomUUID().toString());
            payload.putObject("action").put("type", "Desktop").set("args", Json.LENIENT.readTree(args));
            return ask(requestId, "task.execute", payload);
        }

        public JsonNode ask(String requestId, String type, JsonNode payload) throws Exception {
            CompletableFuture<JsonNode> reply = new CompletableFuture<>();
            waiting.put(requestId, reply);
            send(Frame.Request.of(requestId, type, payload).toJson());
            return reply.get(20, TimeUnit.SECONDS);
        }

        /** The node's next request of this type. */
        public JsonNode awaitRequest(String type) throws InterruptedException {
            while (true) {
                Frame.Request request = requests.poll(20, TimeUnit.SECONDS);
                if (request == null) {
                    throw new AssertionError("no " + type + " within 20 s");
                }
                if (request.type().equals(type)) {
                    return request.payload();
                }
            }
        }

        private void upgrade() throws Exception {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new EOFException();
                }
                head.append((char) c);
            }
            for (String line : head.toString().split("\r\n", -1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((headers.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            String reply = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n"
                    + "Sec-WebSocket-Protocol: tyrum-v1\r\n\r\n";
            write(reply.getBytes(StandardCharsets.US_ASCII));
        }

        /** The next text message; null at the end. Messages of several fragments do not occur. */
        private String read() throws IOException {
            while (true) {
                int first = in.read();
                if (first < 0) {
                    return null;
                }
                int second = in.readUnsignedByte();
                long length = second & 0x7f;
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = in.readLong();
                }
                byte[] mask = in.readNBytes(4);
                byte[] data = in.readNBytes(Math.toIntExact(length));
                for (int i = 0; i < data.length; i++) {
                    data[i] ^= mask[i % 4];
                }
                switch (first & 0x0f) {
                    case 1 -> {
                        return new String(data, StandardCharsets.UTF_8);
                    }
                    case 8 -> {
                        return null;
                    }
                    case 9 -> {
                        pings.add(data.length);
                        frame(10, data);
                    }
                    default -> throw new IOException("opcode " + (first & 0x0f));
                }
            }
        }

        public void send(String text) throws IOException {
            frame(1, text.getBytes(StandardCharsets.UTF_8));
        }

        public void close(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            byte[] data = new byte[2 + text.length];
            data[0] = (byte) (code >> 8);
            data[1] = (byte) code;
            System.arraycopy(text, 0, data, 2, text.length);
            frame(8, data);
        }

        private void frame(int opcode, byte[] data) throws IOException {
            java.nio.ByteBuffer frame = java.nio.ByteBuffer.allocate(10 + data.length);
            frame.put((byte) (0x80 | opcode));
            if (data.length < 126) {
                frame.put((byte) data.length);
            } else if (data.length < 65536) {
                frame.put((byte) 126).putShort((short) data.length);
            } else {
                frame.put((byte) 127).putLong(data.length);
            }
            frame.put(data);
            write(java.util.Arrays.copyOf(frame.array(), frame.position()));
        }

        private synchronized void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }
    }
}
