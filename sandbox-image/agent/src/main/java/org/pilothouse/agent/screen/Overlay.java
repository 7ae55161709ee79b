package org.pilothouse.agent.screen;

import org.pilothouse.agent.x11.CursorImage;
import org.pilothouse.agent.x11.Pixels;

/** Draws the pointer into a picture of the screen, which has none of its own. */
final class Overlay {
    private Overlay() {}

    static void draw(CursorImage cursor, Pixels screen) {
        Pixels image = cursor.pixels();
        int left = Math.max(0, -cursor.x());
        int right = Math.min(image.width(), screen.width() - cursor.x());
        int top = Math.max(0, -cursor.y());
        int bottom = Math.min(image.height(), screen.height() - cursor.y());
        int[] target = screen.argb();
        for (int y = top; y < bottom; y++) {
            int row = (cursor.y() + y) * screen.width() + cursor.x();
            for (int x = left; x < right; x++) {
                target[row + x] = over(image.at(x, y), target[row + x]);
            }
        }
    }

    /** The pointer's colours are multiplied by its alpha already. */
    private static int over(int above, int below) {
        int rest = 255 - (above >>> 24);
        if (rest == 0) {
            return above;
        }
        return 0xff00_0000
                | channel(above, below, rest, 16)
                | channel(above, below, rest, 8)
                | channel(above, below, rest, 0);
    }

    private static int channel(int above, int below, int rest, int shift) {
        int value = ((above >> shift) & 0xff) + (((below >> shift) & 0xff) * rest + 127) / 255;
        return Math.min(255, value) << shift;
    }
}
