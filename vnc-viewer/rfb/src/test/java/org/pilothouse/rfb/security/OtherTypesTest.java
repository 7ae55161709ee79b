package org.pilothouse.rfb.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Apple's, UltraVNC's and Tight's ways, and the first steps of VeNCrypt. */
class OtherTypesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** RFC 2409, 6.2: the second Oakley group, 1024 bits. */
    private static final BigInteger PRIME = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                    + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
            16);

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void appleDiffieHellman() throws Exception {
        try (RfbSession session = connect(SecurityType.APPLE_DH)) {
            greet(30);
            BigInteger secret = new BigInteger("123456789abcdef", 16);
            server.send(new Message()
                    .u16(2)
                    .u16(128)
                    .put(fixed(PRIME, 128))
                    .put(fixed(BigInteger.TWO.modPow(secret, PRIME), 128)));
            byte[] hidden = server.read(128);
            BigInteger theirs = new BigInteger(1, server.read(128));
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            byte[] key = MessageDigest.getInstance("MD5").digest(fixed(theirs.modPow(secret, PRIME), 128));
            aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
            byte[] credentials = aes.doFinal(hidden);
            assertEquals("jack\0", text(credentials, 0, 5));
            assertEquals("secret\0", text(credentials, 64, 7));
            letIn();
            assertEquals("desk", session.awaitConnected(SOON).name());
        }
    }

    @Test
    void msLogon() throws Exception {
        try (RfbSession session = connect(SecurityType.MS_LOGON_II)) {
            greet(113);
            BigInteger prime = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
            BigInteger secret = BigInteger.valueOf(987654321);
            BigInteger generator = BigInteger.valueOf(37);
            server.send(new Message()
                    .put(fixed(generator, 8))
                    .put(fixed(prime, 8))
                    .put(fixed(generator.modPow(secret, prime), 8)));
            byte[] key = fixed(new BigInteger(1, server.read(8)).modPow(secret, prime), 8);
            byte[] reversed = key.clone();
            VncAuth.reverseBits(reversed);
            Cipher des = Cipher.getInstance("DES/CBC/NoPadding");
            des.init(Cipher.DECRYPT_MODE, new SecretKeySpec(reversed, "DES"), new IvParameterSpec(key));
            assertEquals("jack\0", text(des.doFinal(server.read(256)), 0, 5));
            des.init(Cipher.DECRYPT_MODE, new SecretKeySpec(reversed, "DES"), new IvParameterSpec(key));
            assertEquals("secret\0", text(des.doFinal(server.read(64)), 0, 7));
            letIn();
            assertEquals("desk", session.awaitConnected(SOON).name());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 00", "2, 128, 00", "0, 128, ff", "2, 128, 02", "2, 8, ff", "2, 1025, ff"})
    void senselessNumbersAreRefused(int generator, int length, String prime) {
        try (RfbSession _ = connect(SecurityType.APPLE_DH)) {
            greet(30);
            byte[] number = new byte[length];
            Arrays.fill(number, (byte) Integer.parseInt(prime, 16));
            byte[] key = new byte[length];
            server.send(new Message().u16(generator).u16(length).put(number).put(key));
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.PROTOCOL, reason.kind(), reason.message());
        }
    }

    @Test
    void tightWithATunnelListAndAPassword() throws Exception {
        try (RfbSession session = connect(SecurityType.VNC_AUTH)) {
            greet(16);
            server.send(new Message().u32(1).u32(0).put(name("TGHTNOTUNNEL")));
            assertEquals("00000000", server.readHex(4));
            server.send(new Message()
                    .u32(2)
                    .u32(129)
                    .put(name("TGHTULGNAUTH"))
                    .u32(2)
                    .put(name("STDVVNCAUTH_")));
            assertEquals("00000002", server.readHex(4));
            server.send(new Message().zeros(16));
            server.read(16);
            letInThroughTight();
            assertEquals("desk", session.awaitConnected(SOON).name());
            server.readSetUp();
            server.send(new Message().u8(2));
            events.await(Events.Bell.class);
        }
    }

    @Test
    void tightWithoutAnyAuthenticationStillSendsAResult() throws Exception {
        try (RfbSession session = connect(SecurityType.NONE)) {
            greet(16);
            server.send(new Message().u32(0).u32(0));
            letInThroughTight();
            assertEquals("desk", session.awaitConnected(SOON).name());
        }
    }

    @Test
    void tightWithUnixLogin() throws Exception {
        try (RfbSession session = connect(SecurityType.UNIX_LOGIN)) {
            greet(16);
            server.send(new Message().u32(0).u32(1).u32(129).put(name("TGHTULGNAUTH")));
            assertEquals("00000081", server.readHex(4));
            assertEquals("00000004" + "00000006" + "6a61636b" + "736563726574", server.readHex(18));
            letInThroughTight();
            assertEquals("desk", session.awaitConnected(SOON).name());
        }
    }

    @ParameterizedTest
    @CsvSource({"1025", "4294967295"})
    void capabilitiesWithoutEndAreRefused(long count) {
        try (RfbSession _ = connect(SecurityType.NONE)) {
            greet(16);
            server.send(new Message().u32(count));
            assertTrue(events.awaitClosed().message().contains(count + " capabilities"));
        }
    }

    @Test
    void capabilitiesBehindServerInitHaveAnEndToo() {
        try (RfbSession _ = connect(SecurityType.NONE)) {
            greet(16);
            server.send(new Message().u32(0).u32(0).u32(0));
            server.read(1);
            server.send(FakeServer.serverInit(3, 2, "desk"));
            server.send(new Message().u16(1).u16(65535).u16(0).u16(0));
            assertTrue(events.awaitClosed().message().contains("65535 capabilities"));
        }
    }

    @Test
    void tightDoesNotGoAroundThePolicy() {
        try (RfbSession _ = connect(SecurityType.VNC_AUTH)) {
            greet(16);
            server.send(new Message().u32(0).u32(0));
            assertEquals(CloseReason.Kind.SECURITY, events.awaitClosed().kind());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0001, VeNCrypt 0.1",
        "000201, does not accept VeNCrypt",
        "00020000, without any type",
        "0002000100000103, offers only security types 259 (TLSPlain)",
        "000200010000010400, does not accept VeNCrypt's type",
    })
    void venCryptThatDoesNotFitIsToldInWords(String bytes, String sentence) {
        try (RfbSession _ = connect(SecurityType.X509_NONE)) {
            greet(19);
            server.send(new Message().hex(bytes));
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind());
            assertTrue(reason.message().contains(sentence), reason.message());
        }
    }

    @Test
    void somethingElseThanTlsIsToldInWords() {
        try (RfbSession _ = connect(SecurityType.X509_NONE)) {
            greet(19);
            server.send(new Message().hex("0002 00 01 00000104 01"));
            server.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            CloseReason reason = events.awaitClosed();
            assertTrue(reason.message().startsWith("TLS with the server failed"), reason.message());
        }
    }

    @Test
    void anonymousTlsNeedsPermission() {
        String property = "jdk.tls.disabledAlgorithms";
        String before = java.security.Security.getProperty(property);
        java.security.Security.setProperty(property, "anon, NULL");
        try (RfbSession _ = connect(SecurityType.TLS_NONE)) {
            greet(19);
            server.send(new Message().hex("0002 00 01 00000101 01"));
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.SECURITY, reason.kind());
            assertTrue(reason.message().contains("permitted"), reason.message());
        } finally {
            java.security.Security.setProperty(property, before);
        }
    }

    private void letIn() {
        server.send(new Message().u32(0));
        assertEquals("01", server.readHex(1), "shared");
        server.send(FakeServer.serverInit(3, 2, "desk"));
    }

    private void letInThroughTight() {
        letIn();
        server.send(new Message().u16(1).u16(0).u16(2).u16(0).zeros(16 * 3));
    }

    private RfbSession connect(SecurityType type) {
        RfbOptions options = RfbOptions.builder()
                .credentials(RfbCredentials.of("jack", "secret"))
                .securityTypes(List.of(type))
                .build();
        return RfbClient.connect(server.transport(), options, events);
    }

    private void greet(int type) {
        server.send("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        server.read(12);
        server.send(new Message().u8(1).u8(type));
        assertEquals(type, server.read(1)[0] & 0xFF);
    }

    private static byte[] name(String vendorAndName) {
        return vendorAndName.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }
}
