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
                target[row + x] = CursorImage.over(image.at(x, y), target[row + x]);
            }
        }
    }
}
