package org.pilothouse.agent.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.agent.x11.CursorImage;
import org.pilothouse.agent.x11.Pixels;

class PicturesTest {
    private static Pixels noise(int width, int height) {
        Random random = new Random(1);
        int[] argb = new int[width * height];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = random.nextInt();
        }
        return new Pixels(width, height, argb);
    }

    private static Pixels filled(int width, int height, int colour) {
        int[] argb = new int[width * height];
        java.util.Arrays.fill(argb, colour);
        return new Pixels(width, height, argb);
    }

    private static int[] opaque(Pixels pixels) {
        return java.util.Arrays.stream(pixels.argb()).map(p -> p | 0xff000000).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "7,1", "333,217", "1280,800"})
    void pngHoldsEveryPixel(int width, int height) throws Exception {
        Pixels picture = noise(width, height);
        // Rows that repeat take the other filter.
        for (int y = 2; y < height / 2; y++) {
            System.arraycopy(picture.argb(), width, picture.argb(), y * width, width);
        }
        Pixels decoded = PngDecoder.decode(PngWriter.write(picture));
        assertEquals(picture.size(), decoded.size());
        assertArrayEquals(opaque(picture), decoded.argb());
    }

    @Test
    void aPlainPngIsSmall() {
        assertTrue(PngWriter.write(filled(1280, 800, 0x1b2a41)).length < 20_000);
    }

    @Test
    void scalingTakesTheMeanOfTheArea() {
        int[] argb = {0x000000, 0xffffff, 0x101010, 0x303030, 0xffffff, 0x000000, 0x303030, 0x101010};
        Pixels half = Scaler.toWidth(new Pixels(4, 2, argb), 2);
        assertEquals(2, half.width());
        assertEquals(1, half.height());
        assertEquals(0xff808080, half.at(0, 0));
        assertEquals(0xff202020, half.at(1, 0));
    }

    @ParameterizedTest
    @CsvSource({"1280,800,1000", "1281,799,33", "5000,17,16", "300,200,299"})
    void aPlainAreaKeepsItsColourAtAnyScale(int width, int height, int target) {
        Pixels scaled = Scaler.toWidth(filled(width, height, 0x336699), target);
        assertEquals(target, scaled.width());
        assertEquals(Math.max(1, Math.round(height * (target / (float) width))), scaled.height());
        for (int pixel : scaled.argb()) {
            assertEquals(0xff336699, pixel);
        }
    }

    @Test
    void aNarrowPictureIsLeftAlone() {
        Pixels picture = noise(10, 10);
        assertSame(picture, Scaler.toWidth(picture, 10));
    }

    @Test
    void thePointerIsDrawnWithItsTransparencyAndCutAtTheEdges() {
        Pixels screen = filled(4, 4, 0x0000ff);
        int[] look = {0xffff0000, 0x80400000, 0x00000000, 0xff00ff00};
        Overlay.draw(new CursorImage(3, 3, new Pixels(2, 2, look)), screen);
        assertEquals(0xffff0000, screen.at(3, 3));
        Overlay.draw(new CursorImage(-1, -1, new Pixels(2, 2, look)), screen);
        assertEquals(0xff00ff00, screen.at(0, 0));
        Overlay.draw(new CursorImage(1, 0, new Pixels(2, 2, look)), screen);
        assertEquals(0xff40007f, screen.at(2, 0));
        assertEquals(0x0000ff, screen.at(1, 1) & 0xffffff, "transparent");
        Overlay.draw(new CursorImage(100, 100, new Pixels(2, 2, look)), screen);
    }

    @Test
    void jpegIsAJpegOfTheRightSize() {
        byte[] jpeg = JpegEncoder.encode(noise(320, 200), 85, JpegEncoder.Chroma.QUARTER);
        assertEquals(0xffd8, (jpeg[0] & 0xff) << 8 | jpeg[1] & 0xff);
        assertEquals(0xffd9, (jpeg[jpeg.length - 2] & 0xff) << 8 | jpeg[jpeg.length - 1] & 0xff);
        byte[] plain = JpegEncoder.encode(filled(320, 200, 0x336699), 85, JpegEncoder.Chroma.FULL);
        assertTrue(plain.length < jpeg.length / 4);
    }
}
