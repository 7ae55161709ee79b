package org.pilothouse.rfb.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.ServerTrust;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Against a server side of our own, written from the same notes; Debian 12 has no server that knows RSA-AES. */
class RsaAesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static KeyPair serverKey;

    @TempDir
    Path directory;

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();
    private Eax outgoing;
    private Eax incoming;

    @BeforeAll
    static void makeKey() throws GeneralSecurityException {
        serverKey = newKey(2048);
    }

    private static KeyPair newKey(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"RA2, true", "RA2_256, true", "RA2_NE, false", "RA2_NE_256, false"})
    void logsInAndGoesOn(SecurityType type, boolean encrypted) throws Exception {
        try (RfbSession session = connect(type)) {
            agree(type, serverKey);
            sendSealed(new Message().u8(1));
            assertEquals("05" + "6a61636b21" + "06" + "73656372657a".substring(0, 12), readSealedHex(13));
            if (encrypted) {
                sendSealed(new Message().u32(0));
                assertEquals("01", readSealedHex(1), "shared");
                sendSealed(FakeServer.serverInit(3, 2, "desk"));
                assertEquals("00000000", readSealedHex(20).substring(0, 8), "SetPixelFormat");
                sendSealed(new Message().u8(2));
            } else {
                server.send(new Message().u32(0));
                assertEquals("01", server.readHex(1), "shared");
                server.send(FakeServer.serverInit(3, 2, "desk"));
                server.readSetUp();
                server.send(new Message().u8(2));
            }
            assertEquals("desk", session.awaitConnected(SOON).name());
            events.await(Events.Bell.class);
        }
    }

    @Test
    void aPasswordAloneMayBeWanted() throws Exception {
        try (RfbSession _ = connect(SecurityType.RA2_256)) {
            agree(SecurityType.RA2_256, serverKey);
            sendSealed(new Message().u8(2));
            assertEquals("00" + "06" + "73656372657a", readSealedHex(8));
            sendSealed(new Message().u32(1).u32(4).put("nope".getBytes(StandardCharsets.US_ASCII)));
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind());
            assertTrue(reason.message().contains("nope"), reason.message());
        }
    }

    @Test
    void anotherKeyThanLastTimeIsRefusedBeforeAnythingIsSent() throws Exception {
        ServerTrust trust = ServerTrust.onFirstUse(directory.resolve("known"));
        try (RfbSession _ = connect(SecurityType.RA2, trust)) {
            agree(SecurityType.RA2, serverKey);
        }
        try (FakeServer other = new FakeServer()) {
            Events told = new Events();
            try (RfbSession _ = RfbClient.connect(other.transport(), options(SecurityType.RA2, trust), told)) {
                greet(other, SecurityType.RA2);
                other.send(RsaKey.of((RSAPublicKey) newKey(1024).getPublic()).wire());
                CloseReason reason = told.awaitClosed();
                assertEquals(CloseReason.Kind.SECURITY, reason.kind());
                assertTrue(reason.message().contains("another key than before"), reason.message());
            }
        }
    }

    @Test
    void nobodyIsTrustedByDefault() {
        try (RfbSession _ = connect(SecurityType.RA2, ServerTrust.authoritiesOnly())) {
            greet(server, SecurityType.RA2);
            server.send(RsaKey.of((RSAPublicKey) serverKey.getPublic()).wire());
            assertEquals(CloseReason.Kind.SECURITY, events.awaitClosed().kind());
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "8", "1023", "8193", "4294967295"})
    void keysOfAbsurdLengthAreRefused(long bits) {
        try (RfbSession _ = connect(SecurityType.RA2_256)) {
            greet(server, SecurityType.RA2_256);
            server.send(new Message().u32(bits).zeros(64));
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.PROTOCOL, reason.kind());
            assertTrue(reason.message().contains(bits + " bits"), reason.message());
        }
    }

    @Test
    void aKeyOfZerosIsRefused() {
        try (RfbSession _ = connect(SecurityType.RA2_256)) {
            greet(server, SecurityType.RA2_256);
            server.send(new Message().u32(1024).zeros(256));
            assertTrue(events.awaitClosed().message().contains("makes no sense"));
        }
    }

    @Test
    void oneInBetweenWithKeysOfItsOwnIsNoticed() throws Exception {
        try (RfbSession _ = connect(SecurityType.RA2)) {
            exchange(SecurityType.RA2, serverKey);
            server.read(2 + 20 + Eax.TAG_BYTES);
            sendSealed(new Message().zeros(20));
            assertTrue(events.awaitClosed().message().contains("stands in between"));
        }
    }

    @Test
    void changedRecordsAreNoticed() throws Exception {
        try (RfbSession _ = connect(SecurityType.RA2)) {
            agree(SecurityType.RA2, serverKey);
            server.send(new Message().u16(1).zeros(1 + Eax.TAG_BYTES));
            assertTrue(events.awaitClosed().message().contains("was changed"));
        }
    }

    private RfbSession connect(SecurityType type) {
        return connect(type, ServerTrust.onFirstUse(directory.resolve("known")));
    }

    private RfbSession connect(SecurityType type, ServerTrust trust) {
        return RfbClient.connect(server.transport(), options(type, trust), events);
    }

    private static RfbOptions options(SecurityType type, ServerTrust trust) {
        return RfbOptions.builder()
                .credentials(RfbCredentials.of("jack!", "secrez"))
                .securityTypes(List.of(type))
                .server("desk.example", 5900)
                .serverTrust(trust)
                .build();
    }

    private static void greet(FakeServer server, SecurityType type) {
        server.send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        server.read(12);
        server.send(new Message().u8(1).u8(type.number()));
        server.read(1);
    }

    /** Keys, secrets and hashes: until the server is to say which credentials it wants. */
    private void agree(SecurityType type, KeyPair key) throws GeneralSecurityException {
        byte[][] keys = exchange(type, key);
        byte[] theirs = openSealed(digest(type).getDigestLength());
        assertArrayEquals(digest(type, keys[1], keys[0]), theirs, "client's hash");
        sendSealed(new Message().put(digest(type, keys[0], keys[1])));
    }

    private byte[][] exchange(SecurityType type, KeyPair key) throws GeneralSecurityException {
        greet(server, type);
        byte[] ours = RsaKey.of((RSAPublicKey) key.getPublic()).wire();
        server.send(ours);
        byte[] theirs = server.read(4 + 2 * 256);
        RsaKey client;
        try {
            client = RsaKey.read(new org.pilothouse.rfb.wire.WireReader(new java.io.ByteArrayInputStream(theirs)));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        byte[] ourSecret = new byte[keyBytes(type)];
        Arrays.fill(ourSecret, (byte) 7);
        rsa.init(Cipher.ENCRYPT_MODE, client.key());
        byte[] hidden = rsa.doFinal(ourSecret);
        server.send(new Message().u16(hidden.length).put(hidden));
        rsa.init(Cipher.DECRYPT_MODE, key.getPrivate());
        assertEquals("0100", server.readHex(2));
        byte[] theirSecret = rsa.doFinal(server.read(256));
        incoming = new Eax(Arrays.copyOf(digest(type, ourSecret, theirSecret), keyBytes(type)));
        outgoing = new Eax(Arrays.copyOf(digest(type, theirSecret, ourSecret), keyBytes(type)));
        return new byte[][] {ours, theirs};
    }

    private static int keyBytes(SecurityType type) {
        return type == SecurityType.RA2_256 || type == SecurityType.RA2_NE_256 ? 32 : 16;
    }

    private static MessageDigest digest(SecurityType type) throws GeneralSecurityException {
        return MessageDigest.getInstance(keyBytes(type) == 32 ? "SHA-256" : "SHA-1");
    }

    private static byte[] digest(SecurityType type, byte[] first, byte[] second) throws GeneralSecurityException {
        MessageDigest digest = digest(type);
        digest.update(first);
        return digest.digest(second);
    }

    private void sendSealed(Message message) throws GeneralSecurityException {
        byte[] plain = message.bytes();
        byte[] header = {(byte) (plain.length >> 8), (byte) plain.length};
        server.send(header);
        server.send(outgoing.seal(header, plain, 0, plain.length));
    }

    private byte[] openSealed(int length) throws GeneralSecurityException {
        byte[] header = server.read(2);
        int announced = (header[0] & 0xFF) << 8 | header[1] & 0xFF;
        byte[] record = server.read(announced + Eax.TAG_BYTES);
        assertTrue(incoming.open(header, record, announced), "tag");
        return Arrays.copyOf(record, Math.min(length, announced));
    }

    private String readSealedHex(int length) throws GeneralSecurityException {
        return java.util.HexFormat.of().formatHex(openSealed(length));
    }
}
