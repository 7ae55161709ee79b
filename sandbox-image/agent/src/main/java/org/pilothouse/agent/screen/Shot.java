package org.pilothouse.agent.screen;

import org.jspecify.annotations.Nullable;

/**
 * What a picture of the screen is to be.
 *
 * @param quality 1 to 100, of formats that lose something
 * @param area of the screen, all of it where null
 * @param scale more than 0, at most 1
 * @param maxWidth px; a wider picture is made smaller, after {@code scale}
 * @param pointer whether the pointer is on it
 */
public record Shot(
        Screen.Format format, int quality, @Nullable Area area, double scale, int maxWidth, boolean pointer) {
    public static final int DEFAULT_QUALITY = 85;

    /** A rectangle, px. */
    public record Area(int x, int y, int width, int height) {}

    public Shot {
        if (quality < 1 || quality > 100 || !(scale > 0 && scale <= 1) || maxWidth < 1) {
            throw new IllegalArgumentException("quality " + quality + ", scale " + scale + ", width " + maxWidth);
        }
    }

    /** The whole screen with the pointer on it, as large as it is. */
    public static Shot of(Screen.Format format) {
        return new Shot(format, DEFAULT_QUALITY, null, 1, Integer.MAX_VALUE, true);
    }

    public Shot ofArea(@Nullable Area part) {
        return new Shot(format, quality, part, scale, maxWidth, pointer);
    }

    public Shot atMostWide(int width) {
        return new Shot(format, quality, area, scale, width, pointer);
    }
}
