package org.pilothouse.rfb.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LossyPixelsTest {
    @Test
    void exactPaintingChangesNothingWhileAllIsExact() {
        LossyPixels pixels = new LossyPixels(200, 100);
        pixels.painted(0, 0, 200, 100, false, 5);
        pixels.copied(0, 0, 50, 50, 10, 10, 5);
        assertTrue(pixels.isEmpty());
        assertEquals(List.of(), pixels.due(99, 1 << 20));
    }

    @Test
    void knowsEveryPixelWhateverHappens() {
        Random random = new Random(7);
        for (int round = 0; round < 30; round++) {
            int width = 1 + random.nextInt(300);
            int height = 1 + random.nextInt(150);
            LossyPixels pixels = new LossyPixels(width, height);
            boolean[][] model = new boolean[height][width];
            for (int i = 0; i < 60; i++) {
                Area area = randomArea(random, width, height);
                if (random.nextInt(3) == 0) {
                    Area from = new Area(
                            random.nextInt(width - area.width() + 1),
                            random.nextInt(height - area.height() + 1),
                            area.width(),
                            area.height());
                    pixels.copied(from.x(), from.y(), area.x(), area.y(), area.width(), area.height(), i);
                    copy(model, from, area);
                } else {
                    boolean lossy = random.nextBoolean();
                    pixels.painted(area.x(), area.y(), area.width(), area.height(), lossy, i);
                    paint(model, area, lossy);
                }
                assertSame(model, pixels, random);
            }
        }
    }

    private static Area randomArea(Random random, int width, int height) {
        int w = 1 + random.nextInt(width);
        int h = 1 + random.nextInt(height);
        return new Area(random.nextInt(width - w + 1), random.nextInt(height - h + 1), w, h);
    }

    private static void paint(boolean[][] model, Area area, boolean lossy) {
        for (int y = area.y(); y < area.y() + area.height(); y++) {
            java.util.Arrays.fill(model[y], area.x(), area.x() + area.width(), lossy);
        }
    }

    private static void copy(boolean[][] model, Area from, Area to) {
        boolean[][] source = new boolean[to.height()][to.width()];
        for (int y = 0; y < to.height(); y++) {
            System.arraycopy(model[from.y() + y], from.x(), source[y], 0, to.width());
        }
        for (int y = 0; y < to.height(); y++) {
            System.arraycopy(source[y], 0, model[to.y() + y], to.x(), to.width());
        }
    }

    private static void assertSame(boolean[][] model, LossyPixels pixels, Random random) {
        int height = model.length;
        int width = model[0].length;
        Area any = randomArea(random, width, height);
        assertEquals(count(model, any) > 0, pixels.anyIn(any), any.toString());
        assertEquals(count(model, new Area(0, 0, width, height)), pixels.count());
    }

    private static int count(boolean[][] model, Area area) {
        int count = 0;
        for (int y = area.y(); y < area.y() + area.height(); y++) {
            for (int x = area.x(); x < area.x() + area.width(); x++) {
                count += model[y][x] ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void whatIsDueAreWholeTilesInsideTheDesktop() {
        LossyPixels pixels = new LossyPixels(200, 100);
        pixels.painted(70, 10, 1, 1, true, 5);
        assertEquals(List.of(new Area(64, 0, 64, 64)), pixels.due(5, 1 << 20));
        pixels.painted(199, 99, 1, 1, true, 5);
        assertEquals(List.of(new Area(64, 0, 64, 64), new Area(192, 64, 8, 36)), pixels.due(5, 1 << 20));
        pixels.painted(0, 0, 200, 100, true, 5);
        assertEquals(List.of(new Area(0, 0, 200, 100)), pixels.due(5, 1 << 20));
    }

    @Test
    void whatStillChangesIsNotDue() {
        LossyPixels pixels = new LossyPixels(128, 64);
        pixels.painted(0, 0, 128, 64, true, 5);
        pixels.painted(100, 0, 2, 2, true, 9);
        assertEquals(List.of(new Area(0, 0, 64, 64)), pixels.due(8, 1 << 20));
        assertEquals(List.of(new Area(0, 0, 128, 64)), pixels.due(9, 1 << 20));
    }

    @Test
    void aSliceIsNoLargerThanAskedButNeverNothing() {
        LossyPixels pixels = new LossyPixels(1920, 1080);
        pixels.painted(0, 0, 1920, 1080, true, 5);
        int sum = pixels.due(5, 100_000).stream().mapToInt(Area::pixels).sum();
        assertTrue(sum >= 100_000 && sum < 100_000 + 64 * 64, sum + " pixels");
        assertEquals(List.of(new Area(0, 0, 64, 64)), pixels.due(5, 1));
    }

    @Test
    void manySmallPlacesAreAFewAreasAtATime() {
        LossyPixels pixels = new LossyPixels(1920, 1080);
        for (int x = 0; x < 1920; x += 128) {
            for (int y = 0; y < 1080; y += 128) {
                pixels.painted(x, y, 1, 1, true, 5);
            }
        }
        List<Area> areas = pixels.due(5, 1 << 24);
        assertEquals(16, areas.size());
        areas.forEach(area -> pixels.painted(area.x(), area.y(), area.width(), area.height(), false, 6));
        assertFalse(areas.stream().anyMatch(pixels::anyIn));
        assertFalse(pixels.isEmpty());
    }
}
