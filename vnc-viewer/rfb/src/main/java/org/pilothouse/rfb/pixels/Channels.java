package org.pilothouse.rfb.pixels;

/** The colours in a pixel, each stretched to eight bits. */
public final class Channels {
    private static final int OPAQUE = 0xFF000000;

    private final PixelFormat format;

    Channels(PixelFormat format) {
        this.format = format;
    }

    /** The colour of a pixel. */
    public int colour(int pixel) {
        return colour(red(pixel), green(pixel), blue(pixel));
    }

    /** A colour of parts as they are in the format. */
    public int colour(int red, int green, int blue) {
        return OPAQUE
                | (stretched(red, format.redMax()) << 16)
                | (stretched(green, format.greenMax()) << 8)
                | stretched(blue, format.blueMax());
    }

    public int red(int pixel) {
        return (pixel >>> format.redShift()) & format.redMax();
    }

    public int green(int pixel) {
        return (pixel >>> format.greenShift()) & format.greenMax();
    }

    public int blue(int pixel) {
        return (pixel >>> format.blueShift()) & format.blueMax();
    }

    public int redMax() {
        return format.redMax();
    }

    public int greenMax() {
        return format.greenMax();
    }

    public int blueMax() {
        return format.blueMax();
    }

    /** Whole pixels of the wire as numbers. */
    public int pixel(byte[] from, int offset) {
        int value = 0;
        int size = format.bytes();
        for (int i = 0; i < size; i++) {
            value = (value << 8) | (from[offset + (format.bigEndian() ? i : size - 1 - i)] & 0xFF);
        }
        return value;
    }

    private static int stretched(int value, int max) {
        return (value * 255 + max / 2) / max;
    }
}
