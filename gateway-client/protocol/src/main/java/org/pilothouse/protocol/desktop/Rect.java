package org.pilothouse.protocol.desktop;

/** A rectangle on the desktop, px, origin at the top left. */
public record Rect(int x, int y, int width, int height) {

    public boolean contains(int px, int py) {
        return px >= x && py >= y && px < (long) x + width && py < (long) y + height;
    }

    public long area() {
        return (long) Math.max(0, width) * Math.max(0, height);
    }
}
