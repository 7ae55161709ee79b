package org.pilothouse.rfb.pixels;

/** Reads pixels of one kind. Up to three bytes behind a pixel may be loaded without being used. */
public abstract class PixelCodec {
    static final int OPAQUE = 0xFF000000;

    private final int size;

    PixelCodec(int size) {
        this.size = size;
    }

    /** Bytes of a pixel. */
    public final int size() {
        return size;
    }

    /** A pixel as {@code 0xFFrrggbb}. */
    public abstract int load(byte[] from, int offset);

    /** Many pixels. */
    public abstract void copy(byte[] from, int fromOffset, int[] to, int toOffset, int count);
}
