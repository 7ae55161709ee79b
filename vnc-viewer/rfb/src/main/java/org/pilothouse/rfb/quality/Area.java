package org.pilothouse.rfb.quality;

/** A rectangle of the desktop, pixels. */
public record Area(int x, int y, int width, int height) {
    public int pixels() {
        return width * height;
    }
}
