package org.pilothouse.app.artifact;

/** A rectangle on a picture, px, origin at the top left. Elements that are nowhere have strange ones. */
public record Area(int x, int y, int width, int height) {
    /** Whether anything of it can be seen on a picture of that size. */
    public boolean isOn(double pictureWidth, double pictureHeight) {
        return width > 0
                && height > 0
                && x < pictureWidth
                && y < pictureHeight
                && (long) x + width > 0
                && (long) y + height > 0;
    }

    public boolean contains(double px, double py) {
        return px >= x && py >= y && px < (double) x + width && py < (double) y + height;
    }

    /** px², where it has any. */
    public long size() {
        return width > 0 && height > 0 ? (long) width * height : 0;
    }

    /** {@code 802 × 458 at 5, 81}. */
    public String words() {
        return width + " × " + height + " at " + x + ", " + y;
    }
}
