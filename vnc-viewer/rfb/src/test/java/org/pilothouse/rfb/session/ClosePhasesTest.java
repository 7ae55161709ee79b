package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** close() ends in bounded time whatever the server is doing, leaves no thread behind, and loses no input. */
class ClosePhasesTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);

    /** What a server does from the accepted connection on, until it is left alone. */
    @FunctionalInterface
    interface Play {
        void on(InputStream in, OutputStream out) throws IOException;
    }

    static List<Named<Play>> phases() {
        return List.of(
                Named.of("before the version", (in, out) -> {}),
                Named.of("within the version", (in, out) -> out.write("RFB 0".getBytes(StandardCharsets.US_ASCII))),
                Named.of("before the security types", (in, out) -> out.write(VERSION)),
                Named.of("within a challenge", (in, out) -> {
                    security(in, out, 2);
                    out.write(new byte[7]);
                }),
                Named.of("before the result", (in, out) -> {
                    security(in, out, 2);
                    out.write(new byte[16]);
                }),
                Named.of("within the TLS handshake", (in, out) -> {
                    security(in, out, 19);
                    out.write(new byte[] {0, 2});
                    in.readNBytes(2);
                    out.write(new byte[] {0, 1, 0, 0, 1, 4});
                    in.readNBytes(4);
                    out.write(1);
                    in.readNBytes(5); // the head of its hello, and never an answer
                }),
                Named.of("before ServerInit", (in, out) -> security(in, out, 1)),
                Named.of("silent", ClosePhasesTest::desktop),
                Named.of("within a rectangle", (in, out) -> {
                    desktop(in, out);
                    out.write(Message.update(1).rect(0, 0, 8, 4, 0).zeros(17).bytes());
                }),
                Named.of("flooding", (in, out) -> {
                    desktop(in, out);
                    byte[] update = Message.update(1)
                            .rect(0, 0, 8, 4, 0)
                            .zeros(8 * 4 * 4)
                            .bytes();
                    while (true) {
                        out.write(update);
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void closeEndsWhateverTheServerDoes(Play play) throws Exception {
        CountDownLatch played = new CountDownLatch(1);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> serve(listening, play, played));
            RfbSession session = RfbClient.connect(
                    RfbTransport.tcp("127.0.0.1", listening.getLocalPort(), Duration.ofSeconds(5)),
                    RfbOptions.builder()
                            .credentials(RfbCredentials.ofPassword("secret"))
                            .securityTypes(List.of(SecurityType.X509_NONE, SecurityType.VNC_AUTH, SecurityType.NONE))
                            .build(),
                    new RfbListener() {});
            assertTrue(played.await(20, TimeUnit.SECONDS), "the server played its part");
            assertClosesInTime(session);
            server.join(BOUND);
        }
    }

    private static void serve(ServerSocket listening, Play play, CountDownLatch played) {
        try (Socket socket = listening.accept()) {
            Thread.ofVirtual().start(() -> {
                // A flood never ends by itself; half a second of it is enough.
                try {
                    TimeUnit.MILLISECONDS.sleep(500);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                played.countDown();
            });
            play.on(socket.getInputStream(), socket.getOutputStream());
            while (socket.getInputStream().read() >= 0) {
                // what the session still says
            }
        } catch (IOException e) {
            played.countDown(); // the session hung up
        }
    }

    private static void security(InputStream in, OutputStream out, int type) throws IOException {
        out.write(VERSION);
        in.readNBytes(VERSION.length);
        out.write(new byte[] {1, (byte) type});
        in.readNBytes(1);
        if (type == 1) {
            out.write(new byte[4]);
            in.readNBytes(1);
        }
    }

    private static void desktop(InputStream in, OutputStream out) throws IOException {
        security(in, out, 1);
        out.write(FakeServer.serverInit(8, 4, "busy").bytes());
    }

    @Test
    void aQuestionForAPasswordIsGivenUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RfbOptions options = RfbOptions.builder()
                .securityTypes(List.of(SecurityType.VNC_AUTH))
                .credentials(() -> {
                    asked.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return null;
                })
                .build();
        try (FakeServer server = new FakeServer()) {
            RfbSession session = RfbClient.connect(server.transport(), options, new RfbListener() {});
            server.send(VERSION);
            server.read(12);
            server.send(new Message().u8(1).u8(2));
            server.read(1);
            server.send(new byte[16]);
            assertTrue(asked.await(20, TimeUnit.SECONDS));
            assertClosesInTime(session);
        }
    }

    @Test
    void inputThatStillWaitsLeavesFirst() throws Exception {
        try (FakeServer server = new FakeServer()) {
            RfbSession session = RfbClient.connect(server.transport(), RfbOptions.defaults(), new RfbListener() {});
            server.welcome(8, 4);
            for (int i = 0; i < 500; i++) {
                session.key('a', true);
                session.key('a', false);
            }
            session.key('b', true);
            session.pointer(1, 1, 1);
            session.close();
            String typed = "0401000000000061" + "0400000000000061";
            assertEquals(typed.repeat(500), server.readHex(8 * 1000));
            assertEquals("0401000000000062" + "050100010001", server.readHex(14));
            assertEquals("0400000000000062" + "050000010001", server.readHex(14), "nothing stays pressed");
        }
    }

    @Test
    void aServerThatTakesNothingMoreDoesNotKeepUs() throws Exception {
        try (FakeServer server = new FakeServer()) {
            RfbSession session = RfbClient.connect(server.transport(), RfbOptions.defaults(), new RfbListener() {});
            server.welcome(8, 4);
            session.sendCutText("x".repeat(1 << 20)); // more than the pipe takes
            assertClosesInTime(session);
        }
    }

    @Test
    void aListenerMayClose() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (FakeServer server = new FakeServer()) {
            RfbSession[] session = new RfbSession[1];
            session[0] = RfbClient.connect(server.transport(), RfbOptions.defaults(), new RfbListener() {
                @Override
                public void updated(Framebuffer framebuffer, Damage damage) {
                    session[0].close();
                    closed.countDown();
                }
            });
            server.welcome(8, 4);
            server.send(Message.update(1).rect(0, 0, 1, 1, 0).pixel(1));
            assertTrue(closed.await(20, TimeUnit.SECONDS));
            assertTrue(session[0].awaitClosed(BOUND));
        }
    }

    private static void assertClosesInTime(RfbSession session) throws InterruptedException {
        long start = System.nanoTime();
        session.close();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(BOUND) < 0, "close() took " + took);
        assertTrue(session.awaitClosed(BOUND), "its thread ended");
        RfbState state = session.state();
        assertTrue(
                state instanceof RfbState.Closed(CloseReason reason) && reason.kind() == CloseReason.Kind.LOCAL,
                state.toString());
    }
}
