package org.pilothouse.agent.dbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
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
