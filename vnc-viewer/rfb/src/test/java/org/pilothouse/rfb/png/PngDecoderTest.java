package org.pilothouse.rfb.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
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
import org.pilothouse.rfb.testing.Attack;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** The images were made by ImageMagick; the CRCs are of what that decodes them to. */
class PngDecoderTest {
    private final PngDecoder decoder = new PngDecoder();

    @ParameterizedTest
    @CsvSource({
        "rgb8, 14f9d0df",
        "rgb8-interlaced, 14f9d0df",
        "rgb16, 14f9d0df",
        "rgba8, 14f9d0df",
        "indexed8, a7467ee3",
        "indexed4, d9d022a8",
        "indexed4-interlaced, 657d604d",
        "grey8, 637ea7b4",
        "grey-alpha8, 637ea7b4",
        "grey4, 94366bd3",
        "grey1, 361b7b9d",
    })
    void givesThePixelsOfLibpng(String name, String crc32) throws IOException {
        Framebuffer picture = new Framebuffer(61, 45);
        byte[] bytes = image(name);
        decoder.decode(bytes, bytes.length, picture.pixels(), 0, 61, 61, 45);
        assertEquals(crc32, HexFormat.of().toHexDigits(picture.crc32()));
    }

    @Test
    void imagesFollowEachOtherAndNothingIsWrittenBesideThem() throws IOException {
        Framebuffer whole = new Framebuffer(61, 45);
        byte[] first = image("rgb16");
        decoder.decode(first, first.length, whole.pixels(), 0, 61, 61, 45);
        Framebuffer picture = new Framebuffer(100, 100);
        Arrays.fill(picture.pixels(), 7);
        byte[] second = image("rgb8-interlaced");
        decoder.decode(second, second.length, picture.pixels(), 10 * 100 + 20, 100, 61, 45);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 100; x++) {
                boolean inside = x >= 20 && x < 81 && y >= 10 && y < 55;
                assertEquals(inside ? whole.pixel(x - 20, y - 10) : 7, picture.pixel(x, y));
            }
        }
    }

    @Test
    void whatOurOwnEncoderWritesIsReadBack() throws IOException {
        Framebuffer picture = new Framebuffer(300, 7);
        Random random = new Random(1);
        for (int i = 0; i < picture.pixels().length; i++) {
            picture.pixels()[i] = 0xFF000000 | random.nextInt();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        picture.writePng(out);
        Framebuffer again = new Framebuffer(300, 7);
        decoder.decode(out.toByteArray(), out.size(), again.pixels(), 0, 300, 300, 7);
        assertEquals(picture.crc32(), again.crc32());
    }

    @Test
    void dataInSeveralChunksIsOneStream() throws RfbProtocolException {
        byte[] data = Attack.finished(new byte[] {0, 10, 20, 0, 30, 40});
        Message png = head(2, 2, 8, 0);
        for (byte part : data) {
            chunk(png, "IDAT", new byte[] {part});
        }
        chunk(png, "IDAT", new byte[0]);
        int[] pixels = decoded(chunk(png, "IEND", new byte[0]), 2, 2);
        assertEquals("ff0a0a0a,ff141414,ff1e1e1e,ff282828", hex(pixels));
    }

    @Test
    void everyFilterIsTakenBack() throws RfbProtocolException {
        byte[] rows = {
            0, 10, 20, 30, // none
            1, 10, 10, 10, // left
            2, 1, 1, 1, // above
            3, 5, 5, 5, // average
            4, 1, 1, 1 // nearest
        };
        int[] pixels = decoded(image(head(3, 5, 8, 0), rows), 3, 5);
        assertEquals(
                "ff0a0a0a,ff141414,ff1e1e1e,ff0a0a0a,ff141414,ff1e1e1e,ff0b0b0b,ff151515,ff1f1f1f,ff0a0a0a,ff141414,ff1e1e1e,"
                        + "ff0b0b0b,ff151515,ff1f1f1f",
                hex(pixels));
    }

    @Test
    void imagesOfAnotherSizeAreRefused() throws IOException {
        byte[] bytes = image("rgb8");
        for (int[] size : new int[][] {{60, 45}, {61, 44}, {62, 45}, {61, 46}}) {
            String message = refusal(bytes, size[0], size[1]);
            assertTrue(message.contains("61x45"), message);
        }
    }

    @Test
    void whatIsDamagedIsRefusedAndNothingElseIsThrown() throws IOException {
        for (String name : new String[] {"rgb8-interlaced", "indexed4", "grey1"}) {
            byte[] whole = image(name);
            Random random = new Random(7);
            int[] pixels = new int[61 * 45];
            for (int i = 0; i < 2000; i++) {
                byte[] damaged = whole.clone();
                for (int j = 0; j < 3; j++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
                try {
                    decoder.decode(damaged, length, pixels, 0, 61, 61, 45);
                } catch (RfbProtocolException e) {
                    assertFalse(e.getMessage().isEmpty());
                }
            }
        }
    }

    private static byte[] image(String name) throws IOException {
        try (InputStream in = PngDecoderTest.class.getResourceAsStream("/png/" + name + ".png")) {
            return in.readAllBytes();
        }
    }

    private int[] decoded(Message png, int width, int height) throws RfbProtocolException {
        int[] pixels = new int[width * height];
        decoder.decode(png.bytes(), png.bytes().length, pixels, 0, width, width, height);
        return pixels;
    }

    private String refusal(byte[] bytes, int width, int height) {
        int[] pixels = new int[width * height];
        return assertThrows(
                        RfbProtocolException.class,
                        () -> decoder.decode(bytes, bytes.length, pixels, 0, width, width, height))
                .getMessage();
    }

    private static String hex(int[] pixels) {
        return String.join(
                ",", Arrays.stream(pixels).mapToObj(Integer::toHexString).toList());
    }

    private static Message head(int width, int height, int depth, int type) {
        return Attack.pngHead(width, height, depth, type, 0);
    }

    private static Message chunk(Message png, String type, byte[] data) {
        return Attack.pngChunk(png, type, data);
    }

    private static Message image(Message head, byte[] rows) {
        return chunk(chunk(head, "IDAT", Attack.finished(rows)), "IEND", new byte[0]);
    }
}
