package org.pilothouse.agent.x11;

/** A picture in memory: rows from the top, one {@code int} {@code 0xAARRGGBB} a pixel. What is in A depends on its maker. */
public final class Pixels {
    private final int width;
    private final int height;
    private final int[] argb;

    /**
     * @param argb kept, not copied
     * @throws IllegalArgumentException where the length is not width times height
     */
    public Pixels(int width, int height, int[] argb) {
        if (width < 1 || height < 1 || argb.length != width * height) {
            throw new IllegalArgumentException(width + "x" + height + " does not fit " + argb.length + " pixels");
        }
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixels themselves, not a copy. */
    public int[] argb() {
        return argb;
    }

    public int at(int x, int y) {
        return argb[y * width + x];
    }

    public Size size() {
        return new Size(width, height);
    }
}
