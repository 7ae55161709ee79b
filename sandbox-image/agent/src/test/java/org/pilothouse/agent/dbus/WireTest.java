package org.pilothouse.agent.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private static List<Object> decode(String signature, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new Decoder(bytes, ByteOrder.LITTLE_ENDIAN).values(signature);
    }

    @Test
    void readsWhatTheTreeIsMadeOf() throws Exception {
        assertEquals(List.of(List.of(5L, 1L)), decode("au", "08000000 05000000 01000000"));
        assertEquals(List.of(List.of(1, -2, 3, 4)), decode("(iiii)", "01000000 feffffff 03000000 04000000"));
        assertEquals(
                List.of(List.of(List.of("ab", "/c"), List.of("", "/"))),
                decode(
                        "a(so)",
                        "1e000000 00000000 02000000 616200 00 02000000 2f6300 00 00000000 00 000000 01000000 2f00"));
        assertEquals(List.of(new Variant("s", "hi")), decode("v", "01730000 02000000 686900"));
        assertEquals(
                List.of(Map.of("a", new Variant("b", true))),
                decode("a{sv}", "10000000 00000000 01000000 6100 016200 000000 01000000"));
        assertEquals(List.of(2.5, 7), decode("dy", "0000000000000440 07"));
        assertEquals(List.of(List.of()), decode("a(so)", "00000000 00000000"));
    }

    @ParameterizedTest
    @CsvSource({
        "s, ff000000 6100",
        "s, ffffffff 6100",
        "au, 04000000 01",
        "au, ffffff7f 01000000",
        "(i, 01000000",
        "v, 05",
        "z, 00000000",
        "a, 00000000",
        "a{sv}, 10000000",
    })
    void whatDoesNotFitIsAnError(String signature, String hex) {
        assertThrows(IOException.class, () -> decode(signature, hex));
    }

    @Test
    void aDeepNestingIsRefused() {
        byte[] nested = new byte[4000];
        for (int i = 0; i + 3 < nested.length; i += 3) {
            nested[i] = 1;
            nested[i + 1] = 'v';
        }
        assertThrows(IOException.class, () -> new Decoder(nested, ByteOrder.LITTLE_ENDIAN).values("v"));
    }

    @Test
    void noiseIsNeverMoreThanAnError() {
        Random random = new Random(7);
        String[] signatures = {"a(so)", "v", "a{sv}", "(iiii)", "au", "s", "aas", "a(sa{sv}v)"};
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try {
                new Decoder(noise, ByteOrder.LITTLE_ENDIAN).values(signatures[i % signatures.length]);
            } catch (IOException e) {
                // as it should be
            }
            byte[] message = noise.clone();
            try {
                Message.read(new DataInputStream(new ByteArrayInputStream(message)));
            } catch (IOException e) {
                // as it should be
            }
        }
    }

    /** An answer as a program would send it, with the sender's idea of the length of its body. */
    private static byte[] answer(long bodyLength, String signature, byte[] body) {
        Encoder fields = new Encoder();
        fields.field(8, "g", signature);
        fields.align(8);
        fields.raw(5);
        fields.signature("u");
        fields.uint32(7);
        Encoder message = new Encoder();
        message.raw(new byte[] {'l', Message.RETURN, 0, 1});
        message.uint32(bodyLength);
        message.uint32(1);
        message.uint32(fields.length());
        message.raw(fields.bytes());
        message.align(8);
        message.raw(body);
        return message.bytes();
    }

    private static Message read(byte[] bytes) throws IOException {
        return Message.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void everyCutOfAMessageIsAnErrorAndEveryFlippedBitIsNoMore() throws Exception {
        Encoder list = new Encoder();
        list.uint32(30);
        list.align(8);
        list.string("ab");
        list.string("/c");
        list.align(8);
        list.string("");
        list.string("/");
        byte[] whole = answer(list.length(), "a(so)", list.bytes());
        Message message = read(whole);
        assertEquals(7, message.replyTo());
        assertEquals(List.of(List.of(List.of("ab", "/c"), List.of("", "/"))), message.values());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> read(part), length + " bytes");
        }
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] other = whole.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                read(other).values();
            } catch (IOException e) {
                // as it should be
            }
        }
    }

    @Test
    void ofAHugeAnswerTheBeginningIsReadAndTheNextMessageIsFound() throws Exception {
        int children = 100_000;
        Encoder list = new Encoder();
        list.uint32(0);
        list.align(8);
        for (int i = 0; i < children; i++) {
            list.align(8);
            list.string(":1.7");
            list.string("/org/a11y/atspi/accessible/" + i);
        }
        byte[] body = list.bytes();
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(body.length - 8);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(answer(body.length, "a(so)", body));
        Encoder text = new Encoder();
        text.string("next");
        stream.writeBytes(answer(text.length(), "s", text.bytes()));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream.toByteArray()));
        Message huge = Message.read(in);
        assertTrue(huge.body().length <= Message.MAX_BODY);
        List<?> read = (List<?>) huge.values().getFirst();
        assertTrue(read.size() > 2000 && read.size() < children, read.size() + " children");
        assertEquals(List.of(":1.7", "/org/a11y/atspi/accessible/0"), read.getFirst());
        assertEquals(List.of("next"), Message.read(in).values());
    }

    @Test
    void aTextThatIsTooLongIsCut() throws Exception {
        Encoder text = new Encoder();
        text.string("x".repeat(3_000_000));
        String read =
                (String) read(answer(text.length(), "s", text.bytes())).values().getFirst();
        assertTrue(read.length() > 100_000 && read.length() < 3_000_000);
    }

    @Test
    void aBodyOfCountlessSmallThingsIsRefused() {
        byte[] body = new byte[Message.MAX_BODY];
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putInt(body.length - 4);
        assertThrows(
                IOException.class, () -> read(answer(body.length, "ay", body)).values());
        // An empty structure takes no bytes at all.
        assertThrows(
                IOException.class, () -> read(answer(body.length, "a()", body)).values());
    }

    @Test
    void aLengthBeyondTheSpecificationEndsTheConnection() {
        assertThrows(IOException.class, () -> read(answer(0xffff_fff0L, "s", new byte[16])));
    }

    @Test
    void aCallIsWrittenAsTheSpecificationSays() throws Exception {
        byte[] call = Call.of("org.x", "/p", "org.x.I", "Do", "iu", -1, 7).encode(9);
        assertEquals('l', call[0]);
        assertEquals(Message.CALL, call[1]);
        assertEquals(8, call[4], "body length");
        assertEquals(9, call[8], "serial");
        assertEquals(0, (call.length - 8) % 8, "the body begins on eight bytes");
        Decoder fields = new Decoder(call, ByteOrder.LITTLE_ENDIAN);
        fields.position(12);
        assertEquals(
                List.of(
                        List.of(1, new Variant("o", "/p")),
                        List.of(2, new Variant("s", "org.x.I")),
                        List.of(3, new Variant("s", "Do")),
                        List.of(6, new Variant("s", "org.x")),
                        List.of(8, new Variant("g", "iu"))),
                fields.values("a(yv)").getFirst());
        Decoder body = new Decoder(call, ByteOrder.LITTLE_ENDIAN);
        body.position(call.length - 8);
        assertEquals(List.of(-1, 7L), body.values("iu"));
    }

    @Test
    void anAddressWithoutAPathIsNamed() {
        var refused = assertThrows(DBusException.class, () -> DBus.connect("tcp:host=x"));
        assertTrue(refused.getMessage().contains("tcp:host=x"));
        assertThrows(DBusException.class, () -> DBus.connect("unix:path=/no/such/bus"));
    }
}
