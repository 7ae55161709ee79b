package org.pilothouse.agent.x11;

/**
 * What the pointer looks like now.
 *
 * @param x of the image's left edge on the screen (the hot spot is already taken off)
 * @param pixels with alpha, colours multiplied by it
 */
public record CursorImage(int x, int y, Pixels pixels) {
    /** The colour of a pixel of the screen, {@code below}, under one of the pointer, {@code above}. */
    public static int over(int above, int below) {
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
