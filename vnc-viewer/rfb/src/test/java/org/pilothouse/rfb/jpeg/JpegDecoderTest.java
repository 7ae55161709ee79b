package org.pilothouse.rfb.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbProtocolException;

/** The images were made by ImageMagick, the one with restart markers by libjpeg-turbo 2.1.5; the CRCs are of what that decodes them to. */
class JpegDecoderTest {
    private final JpegDecoder decoder = new JpegDecoder();

    @ParameterizedTest
    @CsvSource({
        "colour-1x1, 61, 45, 6184c280",
        "colour-2x1, 61, 45, c7b5470f",
        "colour-1x2, 61, 45, f3fe97ac",
        "colour-2x2, 61, 45, b61b3477",
        "grey, 61, 45, de7249f7",
        "narrow-2x2, 4, 5, ba234e92",
        "restart-2x2, 61, 45, 0d60188a",
    })
    void givesThePixelsOfLibjpegTurbo(String name, int width, int height, String crc32) throws IOException {
        Framebuffer picture = new Framebuffer(width, height);
        byte[] bytes = image(name);
        decoder.decode(bytes, bytes.length, picture.pixels(), 0, width, width, height);
        assertEquals(crc32, HexFormat.of().toHexDigits(picture.crc32()));
    }

    @Test
    void aSmallerRectangleGetsTheTopLeftCornerAndNothingIsWrittenBesideIt() throws IOException {
        byte[] bytes = image("colour-2x2");
        Framebuffer whole = new Framebuffer(61, 45);
        decoder.decode(bytes, bytes.length, whole.pixels(), 0, 61, 61, 45);
        Framebuffer picture = new Framebuffer(100, 100);
        Arrays.fill(picture.pixels(), 7);
        decoder.decode(bytes, bytes.length, picture.pixels(), 10 * 100 + 20, 100, 30, 20);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                boolean inside = x >= 20 && x < 50 && y >= 10 && y < 30;
                assertEquals(inside ? whole.pixel(x - 20, y - 10) : 7, picture.pixel(x, y));
            }
        }
    }

    @Test
    void imagesSmallerThanTheirRectangleAreRefused() throws IOException {
        assertRefused(image("colour-1x1"), 62, 45);
        assertRefused(image("colour-1x1"), 61, 46);
    }

    @Test
    void whatVncDoesNotUseIsRefused() throws IOException {
        assertRefused(image("progressive"), 61, 45);
        assertRefused(new byte[] {1, 2, 3}, 1, 1);
        assertRefused(new byte[0], 1, 1);
        assertRefused(HexFormat.of().parseHex("ffd8ffd9"), 1, 1);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] bytes = image("colour-2x1");
        for (int length = 0; length < bytes.length - 3; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(RfbProtocolException.class, () -> decode(cut, 61, 45), "length " + length);
        }
    }

    @Test
    void damageGivesAPictureOrARefusalAndNothingElse() throws IOException {
        Random random = new Random(11);
        for (String name : new String[] {"colour-2x2", "colour-1x1", "grey", "restart-2x2"}) {
            byte[] original = image(name);
            for (int round = 0; round < 3000; round++) {
                byte[] damaged = original.clone();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                try {
                    decode(damaged, 61, 45);
                } catch (RfbProtocolException e) {
                    assertTrue(e.getMessage().contains("JPEG"), e.getMessage());
                }
            }
        }
    }

    private void assertRefused(byte[] bytes, int width, int height) {
        assertThrows(RfbProtocolException.class, () -> decode(bytes, width, height));
    }

    private void decode(byte[] bytes, int width, int height) throws RfbProtocolException {
        decoder.decode(bytes, bytes.length, new int[width * height], 0, width, width, height);
    }

    private static byte[] image(String name) throws IOException {
        try (InputStream in = JpegDecoderTest.class.getResourceAsStream("/jpeg/" + name + ".jpg")) {
            return in.readAllBytes();
        }
    }
}
