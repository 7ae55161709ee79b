package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

class HandshakeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRepeaterIsToldWhichServerIsMeant() throws Exception {
        RfbOptions options = RfbOptions.builder().repeaterTarget("ID:4711").build();
        try (RfbSession session = connect(options)) {
            server.send(ascii("RFB 000.000\n"));
            byte[] field = server.read(250);
            assertEquals("ID:4711" + "\0".repeat(243), new String(field, StandardCharsets.US_ASCII));
            server.welcome(8, 4);
            assertEquals(8, session.awaitConnected(SOON).framebuffer().width());
        }
    }

    @Test
    void aRepeaterBehindARepeaterIsTheEnd() {
        RfbOptions options = RfbOptions.builder().repeaterTarget("host:5900").build();
        try (RfbSession _ = connect(options)) {
            server.send(ascii("RFB 000.000\n"));
            server.read(250);
            server.send(ascii("RFB 000.000\n"));
            assertEquals(
                    "The VNC repeater leads to a repeater.",
                    events.awaitClosed().message());
        }
    }

    @Test
    void whatARepeaterCannotBeToldIsRefused() {
        for (String target : new String[] {"a b", "\n", "\u00e4", "x".repeat(250)}) {
            assertThrows(
                    IllegalArgumentException.class, () -> RfbOptions.builder().repeaterTarget(target));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RFB 003.003, RFB 003.003",
        "RFB 003.005, RFB 003.003",
        "RFB 003.007, RFB 003.007",
        "RFB 003.008, RFB 003.008",
        "RFB 003.016, RFB 003.008",
        "RFB 003.889, RFB 003.008",
        "RFB 005.000, RFB 003.008",
    })
    void answersWithAVersionThatExists(String offered, String answered) throws Exception {
        try (RfbSession session = connect(RfbOptions.defaults())) {
            server.send(ascii(offered + "\n"));
            assertEquals(answered + "\n", new String(server.read(12), StandardCharsets.US_ASCII));
            switch (answered) {
                case "RFB 003.003" -> server.send(new Message().u32(1));
                case "RFB 003.007" -> {
                    server.send(new Message().u8(1).u8(1));
                    assertEquals("01", server.readHex(1));
                }
                default -> {
                    server.send(new Message().u8(2).u8(99).u8(1));
                    assertEquals("01", server.readHex(1));
                    server.send(new Message().u32(0));
                }
            }
            assertEquals("01", server.readHex(1), "shared");
            server.send(FakeServer.serverInit(3, 2, "desk"));

            RfbState.Connected desktop = session.awaitConnected(SOON);
            assertEquals(3, desktop.framebuffer().width());
            assertEquals(2, desktop.framebuffer().height());
            assertEquals("desk", desktop.name());
        }
    }

    @Test
    void asksForTrueColourAndEverythingThatItKnowsThenForThePicture() {
        try (RfbSession _ = connect(RfbOptions.defaults())) {
            server.send(ascii("RFB 003.003\n"));
            server.read(12);
            server.send(new Message().u32(1));
            server.read(1);
            server.send(FakeServer.serverInit(16, 9, ""));

            assertEquals("00000000" + "20180001" + "00ff00ff00ff" + "100800" + "000000", server.readHex(20));
            assertEquals("0200", server.readHex(2));
            int count = HexFormat.fromHexDigits(server.readHex(2));
            String encodings = server.readHex(4 * count);
            assertTrue(encodings.startsWith("00000001" + "00000007" + "00000010"), encodings);
            assertTrue(encodings.contains("ffffff11"), "cursor");
            assertEquals("0300" + "0000" + "0000" + "0010" + "0009", server.readHex(10));
        }
    }

    @Test
    void answersAPasswordChallenge() throws Exception {
        RfbOptions options = RfbOptions.builder()
                .credentials(RfbCredentials.ofPassword("password"))
                .build();
        try (RfbSession session = connect(options)) {
            server.send(ascii("RFB 003.008\n"));
            server.read(12);
            server.send(new Message().u8(2).u8(1).u8(2));
            assertEquals("02", server.readHex(1), "a password is preferred to nothing");
            server.send(new Message().hex("00112233445566778899aabbccddeeff"));
            // made with: openssl enc -des-ecb -nopad -K 0e86ceceeef64e26 (each byte of "password", its bits reversed)
            assertEquals("b7b9c87777661a7a2299733209bfdfce", server.readHex(16));
            server.send(new Message().u32(0));
            server.read(1);
            server.send(FakeServer.serverInit(1, 1, ""));
            session.awaitConnected(SOON);
        }
    }

    @Test
    void aRefusedPasswordIsToldInTheServersWords() {
        RfbOptions options =
                RfbOptions.builder().credentials(() -> "wrong".toCharArray()).build();
        try (RfbSession session = connect(options)) {
            server.send(ascii("RFB 003.008\n"));
            server.read(12);
            server.send(new Message().u8(1).u8(2));
            server.read(1);
            server.send(new byte[16]);
            server.read(16);
            byte[] reason = ascii("Too many\u0007 attempts\n");
            server.send(new Message().u32(1).u32(reason.length).put(reason));

            CloseReason closed = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, closed.kind());
            assertEquals("The server refused the connection: Too many  attempts.", closed.message());
            assertInstanceOf(RfbConnectionException.class, closed.cause());
            assertEquals(closed, ((RfbState.Closed) session.state()).reason());
        }
    }

    @Test
    void aPasswordThatNobodyKnowsEndsIt() {
        try (RfbSession _ = connect(RfbOptions.defaults())) {
            server.send(ascii("RFB 003.007\n"));
            server.read(12);
            server.send(new Message().u8(1).u8(2));
            server.read(1);
            server.send(new byte[16]);

            CloseReason closed = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, closed.kind());
            assertEquals("The server wants a password, and none was given.", closed.message());
        }
    }

    @Test
    void onlyAllowedSecurityTypesAreUsed() {
        RfbOptions options = RfbOptions.builder()
                .securityTypes(List.of(SecurityType.VNC_AUTH))
                .build();
        try (RfbSession _ = connect(options)) {
            server.send(ascii("RFB 003.008\n"));
            server.read(12);
            server.send(new Message().u8(2).u8(1).u8(30));

            CloseReason closed = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, closed.kind());
            assertEquals(
                    "The server offers only security types 1 (None), 30 (Apple DH); allowed here: VNC_AUTH.",
                    closed.message());
        }
    }

    @Test
    void aServerThatRefusesAtOnceSaysWhy() {
        try (RfbSession _ = connect(RfbOptions.defaults())) {
            server.send(ascii("RFB 003.008\n"));
            server.read(12);
            server.send(new Message().u8(0).u32(4).put(ascii("busy")));

            assertEquals(
                    "The server refused the connection: busy.",
                    events.awaitClosed().message());
        }
    }

    @Test
    void somethingElseThanAVncServerIsCalledThat() {
        try (RfbSession _ = connect(RfbOptions.defaults())) {
            server.send(ascii("SSH-2.0-OpenSSH_9.2\r\n"));

            CloseReason closed = events.awaitClosed();
            assertEquals(CloseReason.Kind.PROTOCOL, closed.kind());
            assertEquals("This is not a VNC server: it greeted with \"SSH-2.0-Open\".", closed.message());
        }
    }

    @Test
    void textsLongerThanAllowedAreRefusedUnread() {
        try (RfbSession _ = connect(RfbOptions.defaults())) {
            server.send(ascii("RFB 003.008\n"));
            server.read(12);
            server.send(new Message().u8(0).u32(0xFFFFFFFFL));

            CloseReason closed = events.awaitClosed();
            assertEquals(CloseReason.Kind.PROTOCOL, closed.kind());
            assertInstanceOf(RfbProtocolException.class, closed.cause());
        }
    }

    @ParameterizedTest
    @CsvSource({"20000, 10", "10, 20000", "16384, 16384"})
    void desktopsLargerThanAllowedAreRefused(int width, int height) {
        try (RfbSession _ = connect(RfbOptions.defaults())) {
            server.send(ascii("RFB 003.003\n"));
            server.read(12);
            server.send(new Message().u32(1));
            server.read(1);
            server.send(FakeServer.serverInit(width, height, ""));

            assertEquals(CloseReason.Kind.PROTOCOL, events.awaitClosed().kind());
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        RfbOptions options =
                RfbOptions.builder().handshakeTimeout(Duration.ofMillis(100)).build();
        try (RfbSession _ = connect(options)) {
            CloseReason closed = events.awaitClosed();
            assertEquals(CloseReason.Kind.CONNECTION, closed.kind());
            assertEquals("The server did not finish the handshake within 100 ms.", closed.message());
        }
    }

    @Test
    void aPersonMayTakeLongerForThePasswordThanTheServerMay() throws Exception {
        RfbOptions options = RfbOptions.builder()
                .handshakeTimeout(Duration.ofMillis(400))
                .credentials(() -> {
                    waitLongerThanTheHandshakeMay();
                    return "secret".toCharArray();
                })
                .build();
        try (RfbSession session = connect(options)) {
            server.send(ascii("RFB 003.003\n"));
            server.read(12);
            server.send(new Message().u32(2).zeros(16));
            server.read(16);
            server.send(new Message().u32(0));
            server.read(1);
            server.send(FakeServer.serverInit(1, 1, ""));
            assertArrayEquals(
                    new int[] {1},
                    new int[] {session.awaitConnected(SOON).framebuffer().width()});
        }
    }

    private static void waitLongerThanTheHandshakeMay() {
        try {
            Thread.sleep(600);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RfbSession connect(RfbOptions options) {
        return RfbClient.connect(server.transport(), options, events);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
