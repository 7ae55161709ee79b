package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Attack;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** What a malicious server can do before there is a desktop. */
class HandshakeAttacksTest {
    private static final RfbOptions OPTIONS = RfbOptions.builder()
            .credentials(RfbCredentials.ofPassword("secret"))
            .handshakeTimeout(Duration.ofSeconds(3))
            .build();

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Named<Attack>> greetings() {
        return Stream.of(
                Attack.of("another protocol", new Message().put(ascii("SSH-2.0-OpenSSH_9.2\r\n")), "not a VNC server"),
                Attack.of("a banner without end", new Message().put(all((byte) 'A', 1 << 20)), "not a VNC server"),
                Attack.of("zeros without end", new Message().zeros(1 << 20), "not a VNC server"),
                Attack.of("no line end", new Message().put(ascii("RFB 003.008 ")), "not a VNC server"),
                Attack.of("a minus in the version", new Message().put(ascii("RFB -03.008\n")), "not a VNC server"),
                Attack.of("version 0", new Message().put(ascii("RFB 000.000\n")), "repeater"),
                Attack.of("version 0.1", new Message().put(ascii("RFB 000.001\n")), "3.3 or later"),
                Attack.of("version 2", new Message().put(ascii("RFB 002.002\n")), "3.3 or later"),
                Attack.of("a reason of 4 GiB", v38().u8(0).u32(0xFFFFFFFFL), "4294967295 bytes"),
                Attack.of("a reason of 4 GiB in 3.3", v33().u32(0).u32(0xFFFFFFFFL), "4294967295 bytes"),
                Attack.of("control characters", v38().u8(0).u32(6).put(ascii("\u001b[31m!")), "connection: [31m!"),
                Attack.of("types that nobody knows", v38().u8(3).hex("65ffc8"), "101, 255, 200"),
                Attack.of("a type that nobody knows in 3.3", v33().u32(0xFFFFFFFFL), "4294967295"),
                Attack.of("255 times the same type", v38().u8(255).put(all((byte) 77, 255)), "security types 77"),
                Attack.of(
                        "a failed None",
                        v38().u8(1).u8(1).u32(1).u32(2).put(ascii("no")),
                        "refused the connection: no"),
                Attack.of(
                        "a result that does not exist",
                        v38().u8(1).u8(1).u32(77).u32(0),
                        "refused"),
                Attack.of("a reason of 4 GiB for None", v38().u8(1).u8(1).u32(1).u32(0xFFFFFFFFL), "4294967295"),
                Attack.of("a password refused in 3.3", v33().u32(2).zeros(16).u32(1), "refused"),
                Attack.of(
                        "a password refused too often",
                        v38().u8(1).u8(2).zeros(16).u32(2).u32(0),
                        "refused"),
                Attack.of(
                        "a desktop of 4 Gpx",
                        none().u16(65535).u16(65535).zeros(16).u32(0),
                        "65535x65535"),
                Attack.of(
                        "a desktop of 16385x1",
                        none().u16(16385).u16(1).zeros(16).u32(0),
                        "16385x1"),
                Attack.of(
                        "a desktop of 256 Mpx",
                        none().u16(16384).u16(16384).zeros(16).u32(0),
                        "16384x16384"),
                Attack.of("a name of 4 GiB", none().u16(1).u16(1).zeros(16).u32(0xFFFFFFFFL), "desktop name"));
    }

    @ParameterizedTest
    @MethodSource("greetings")
    void endsWithASentence(Attack attack) {
        CloseReason reason = reasonOf(attack.message().bytes());

        assertTrue(
                reason.kind() == CloseReason.Kind.PROTOCOL || reason.kind() == CloseReason.Kind.SECURITY,
                reason.toString());
        assertTrue(reason.message().contains(attack.sentence()), reason.message());
        assertOneOfItsOwn(reason);
    }

    @Test
    void aServerThatHangsUpAtAnyByteIsALostConnection() {
        byte[] whole = none().put(FakeServer.serverInit(1, 1, "desk").bytes()).bytes();
        for (int length = 0; length < whole.length; length++) {
            try (FakeServer shy = new FakeServer()) {
                Events told = new Events();
                try (RfbSession _ = RfbClient.connect(shy.transport(), OPTIONS, told)) {
                    shy.send(Arrays.copyOf(whole, length));
                    shy.closeOutput();
                    CloseReason reason = told.awaitClosed();
                    assertTrue(reason.kind().worthRetrying(), "length " + length + ": " + reason);
                    assertOneOfItsOwn(reason);
                }
            }
        }
    }

    @Test
    void aServerThatDripsIsGivenUpInTime() {
        byte[] whole = none().bytes();
        long start = System.nanoTime();
        try (RfbSession _ = RfbClient.connect(server.transport(), OPTIONS, events)) {
            Thread.ofVirtual().start(() -> drip(whole));
            CloseReason reason = events.awaitClosed();

            assertEquals(CloseReason.Kind.CONNECTION, reason.kind());
            assertTrue(reason.message().contains("handshake within 3000 ms"), reason.message());
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 8);
        }
    }

    private void drip(byte[] bytes) {
        try {
            for (byte next : bytes) {
                server.send(new byte[] {next});
                Thread.sleep(500);
            }
        } catch (UncheckedIOException e) {
            assertFalse(e.getMessage().isEmpty()); // the session hung up, as it should
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CloseReason reasonOf(byte[] bytes) {
        try (RfbSession _ = RfbClient.connect(server.transport(), OPTIONS, events)) {
            Thread.ofVirtual().start(() -> sendWhatItTakes(bytes));
            return events.awaitClosed();
        }
    }

    private void sendWhatItTakes(byte[] bytes) {
        try {
            server.send(bytes);
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause() instanceof IOException); // the session hung up, as it should
        }
    }

    private static void assertOneOfItsOwn(CloseReason reason) {
        assertTrue(
                reason.cause() instanceof RfbProtocolException || reason.cause() instanceof RfbConnectionException,
                String.valueOf(reason.cause()));
    }

    private static Message v38() {
        return new Message().put(ascii("RFB 003.008\n"));
    }

    private static Message v33() {
        return new Message().put(ascii("RFB 003.003\n"));
    }

    /** Up to ServerInit, without security. */
    private static Message none() {
        return v38().u8(1).u8(1).u32(0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] all(byte value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
