package org.pilothouse.rfb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.testing.Certificates;

/** A WebSocket server that the test plays byte by byte. */
class WebSocketTransportTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private ServerSocket listening;

    /** The client for WebSockets uses TLS's classes, after which it would be too late for the tests that need this. */
    @BeforeAll
    static void permit() {
        Certificates.permitAnonymousTls();
    }

    private Socket peer;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        if (peer != null) {
            peer.close();
        }
        listening.close();
    }

    @Test
    void messagesOfAnySizeAreOneStream() throws Exception {
        try (RfbTransport transport = open()) {
            send(2, "RFB ".getBytes(StandardCharsets.US_ASCII));
            send(2, new byte[0]);
            send(9, new byte[] {1}); // a ping in between
            send(2, "003.008\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("RFB 003.008\n", new String(transport.input().readNBytes(12), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void whatIsWrittenArrivesMasked() throws Exception {
        try (RfbTransport transport = open()) {
            transport.output().write(new byte[] {9, 1, 2, 3, 9}, 1, 3);
            InputStream in = peer.getInputStream();
            assertArrayEquals(new byte[] {(byte) 0x82, (byte) 0x83}, in.readNBytes(2));
            byte[] mask = in.readNBytes(4);
            byte[] data = in.readNBytes(3);
            for (int i = 0; i < 3; i++) {
                assertEquals(i + 1, data[i] ^ mask[i]);
            }
        }
    }

    @Test
    void aCloseIsTheEndOfTheStream() throws Exception {
        try (RfbTransport transport = open()) {
            send(2, new byte[] {7});
            send(8, new byte[] {3, (byte) 0xE8});
            assertEquals(7, transport.input().read());
            assertEquals(-1, transport.input().read());
        }
    }

    @Test
    void aCloseWithATroubleTellsIt() throws Exception {
        try (RfbTransport transport = open()) {
            ByteArrayOutputStream close = new ByteArrayOutputStream();
            close.writeBytes(new byte[] {3, (byte) 0xF3});
            close.writeBytes("no such desktop".getBytes(StandardCharsets.US_ASCII));
            send(8, close.toByteArray());
            String message = assertThrows(
                            IOException.class, () -> transport.input().read())
                    .getMessage();
            assertTrue(message.contains("no such desktop (1011)"), message);
        }
    }

    @Test
    void textIsRefused() throws Exception {
        try (RfbTransport transport = open()) {
            send(1, "UkZC".getBytes(StandardCharsets.US_ASCII));
            String message = assertThrows(
                            IOException.class, () -> transport.input().read())
                    .getMessage();
            assertTrue(message.contains("only binary"), message);
        }
    }

    @Test
    void aServerThatDropsTheConnectionIsAnError() throws Exception {
        try (RfbTransport transport = open()) {
            peer.close();
            assertThrows(IOException.class, () -> transport.input().read());
        }
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        RfbTransport transport = open();
        CompletableFuture<Boolean> read = CompletableFuture.supplyAsync(() -> {
            try {
                return transport.input().read() < 0;
            } catch (IOException e) {
                return true;
            }
        });
        transport.close();
        assertTrue(read.get(20, TimeUnit.SECONDS));
    }

    @Test
    void whatIsNoWebSocketIsNamed() throws Exception {
        assertRefused("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP 404");
        assertRefused("RFB 003.008\n", "No WebSocket");
    }

    @Test
    void anAnswerForAnotherKeyIsRefused() {
        assertThrows(IOException.class, () -> open(key -> "AAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        listening.close();
        String message = assertThrows(IOException.class, () -> RfbTransport.webSocket(address(), TIMEOUT)
                        .dial())
                .getMessage();
        assertTrue(message.contains("nobody answers there"), message);
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        String message = assertThrows(IOException.class, () -> RfbTransport.webSocket(address(), Duration.ofMillis(300))
                        .dial())
                .getMessage();
        assertTrue(message.contains("127.0.0.1"), message);
    }

    private void assertRefused(String answer, String expected) throws Exception {
        CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
            try (Socket socket = listening.accept()) {
                readHead(socket);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        String message = assertThrows(IOException.class, () -> RfbTransport.webSocket(address(), TIMEOUT)
                        .dial())
                .getMessage();
        assertTrue(message.contains(expected), message);
        server.get(20, TimeUnit.SECONDS);
    }

    private URI address() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/websockify?token=x");
    }

    private RfbTransport open() throws Exception {
        return open(WebSocketTransportTest::answerTo);
    }

    private RfbTransport open(UnaryOperator<String> answerTo) throws Exception {
        CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> {
            try {
                Socket socket = listening.accept();
                String head = readHead(socket);
                assertTrue(head.startsWith("GET /websockify?token=x HTTP/1.1"), head);
                assertTrue(head.contains("Sec-WebSocket-Protocol: binary"), head);
                String key = head.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
                socket.getOutputStream()
                        .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                        + "Sec-WebSocket-Protocol: binary\r\nSec-WebSocket-Accept: "
                                        + answerTo.apply(key) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return socket;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        RfbTransport transport = RfbTransport.webSocket(address(), TIMEOUT).dial();
        peer = accepted.get(20, TimeUnit.SECONDS);
        return transport;
    }

    private static String readHead(Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(socket.getInputStream().read());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static String answerTo(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A frame of fewer than 126 bytes. */
    private void send(int kind, byte[] data) throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(new byte[] {(byte) (0x80 | kind), (byte) data.length});
        out.write(data);
        out.flush();
    }
}
