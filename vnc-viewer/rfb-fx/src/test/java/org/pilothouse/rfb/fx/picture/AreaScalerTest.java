package org.pilothouse.rfb.fx.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaScalerTest {
    private static final int WHITE = 0xFFFFFFFF;
    private static final int BLACK = 0xFF000000;
    private static final int GREY = 0xFF808080;

    @Test
    void halfTheSizeIsTheAverageOfFour() {
        int[] from = {WHITE, BLACK, BLACK, WHITE};
        assertArrayEquals(new int[] {GREY}, scale(from, 2, 2, 1, 1));
    }

    @Test
    void aWholeFactorCopiesPixelsSharply() {
        int[] from = {WHITE, BLACK, 0xFF123456, 0xFFFEDCBA};
        int[] expected = {
            WHITE,
            WHITE,
            BLACK,
            BLACK,
            WHITE,
            WHITE,
            BLACK,
            BLACK,
            0xFF123456,
            0xFF123456,
            0xFFFEDCBA,
            0xFFFEDCBA,
            0xFF123456,
            0xFF123456,
            0xFFFEDCBA,
            0xFFFEDCBA,
        };
        assertArrayEquals(expected, scale(from, 2, 2, 4, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 80, 75, 60",
        "100, 80, 33, 17",
        "100, 80, 150, 120",
        "7, 3, 100, 90",
        "100, 80, 1, 1",
        "1, 1, 9, 9"
    })
    void oneColourStaysThatColour(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        int[] from = new int[fromWidth * fromHeight];
        for (int colour : new int[] {WHITE, BLACK, 0xFF010203, 0xFFFF0080}) {
            Arrays.fill(from, colour);
            for (int pixel : scale(from, fromWidth, fromHeight, toWidth, toHeight)) {
                assertEquals(colour, pixel);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 48, 50, 40", "64, 48, 20, 11", "64, 48, 100, 75"})
    void aPartScaledAloneIsTheSameAsWithinTheWhole(int fromWidth, int fromHeight, int toWidth, int toHeight) {
        Random random = new Random(5);
        int[] from =
                random.ints((long) fromWidth * fromHeight).map(p -> p | BLACK).toArray();
        AreaScaler scaler = new AreaScaler(fromWidth, fromHeight, toWidth, toHeight);
        int[] picture = scale(from, fromWidth, fromHeight, toWidth, toHeight);
        for (int round = 0; round < 50; round++) {
            int x = random.nextInt(fromWidth);
            int y = random.nextInt(fromHeight);
            int right = x + 1 + random.nextInt(fromWidth - x);
            int bottom = y + 1 + random.nextInt(fromHeight - y);
            for (int row = y; row < bottom; row++) {
                for (int column = x; column < right; column++) {
                    from[row * fromWidth + column] = random.nextInt() | BLACK;
                }
            }
            scaler.scale(
                    from,
                    picture,
                    new Placement.Crop(0, 0, toWidth, toHeight),
                    scaler.toX(x),
                    scaler.toY(y),
                    scaler.toRight(right),
                    scaler.toBottom(bottom));
            assertArrayEquals(scale(from, fromWidth, fromHeight, toWidth, toHeight), picture, "round " + round);
        }
    }

    @Test
    void aCropIsThatPartOfTheWhole() {
        int[] from = new Random(3).ints(40 * 30).map(p -> p | BLACK).toArray();
        int[] whole = scale(from, 40, 30, 120, 90);
        int[] part = new int[50 * 20];
        new AreaScaler(40, 30, 120, 90).scale(from, part, new Placement.Crop(31, 17, 50, 20), 31, 17, 81, 37);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 50; x++) {
                assertEquals(whole[(17 + y) * 120 + 31 + x], part[y * 50 + x]);
            }
        }
    }

    @Test
    void theMeanBrightnessStays() {
        int[] from = new Random(1).ints(200 * 100).map(p -> p | BLACK).toArray();
        double before = Arrays.stream(from).map(p -> p & 0xFF).average().orElseThrow();
        double after = Arrays.stream(scale(from, 200, 100, 130, 65))
                .map(p -> p & 0xFF)
                .average()
                .orElseThrow();
        assertTrue(Math.abs(before - after) < 2, before + " became " + after);
    }

    private static int[] scale(int[] from, int fromWidth, int fromHeight, int toWidth, int toHeight) {
        int[] to = new int[toWidth * toHeight];
        new AreaScaler(fromWidth, fromHeight, toWidth, toHeight)
                .scale(from, to, new Placement.Crop(0, 0, toWidth, toHeight), 0, 0, toWidth, toHeight);
        return to;
    }
}
