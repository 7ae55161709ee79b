package org.pilothouse.rfb;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The remote picture: one {@code int} for each pixel, {@code 0xFFrrggbb}, row by row without padding. The size never changes; a
 * resize makes a new framebuffer.
 *
 * <p>The session's thread writes while others may read: between {@link RfbListener#updated} calls a reader can see half an
 * update. Read inside that callback for a picture that is whole.
 */
public final class Framebuffer {
    /** Opaque black. */
    public static final int BLACK = 0xFF000000;

    private final int width;
    private final int height;
    private final int[] pixels;

    /**
     * Makes a black picture.
     *
     * @throws IllegalArgumentException if it has more pixels than an array can hold
     */
    public Framebuffer(int width, int height) {
        if (width < 0 || height < 0 || (long) width * height > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("No framebuffer can be " + width + "x" + height + ".");
        }
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
        Arrays.fill(pixels, BLACK);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The live array itself, not a copy: read it, never write it. */
    public int[] pixels() {
        return pixels;
    }

    /** The pixel at a place, {@code 0xFFrrggbb}. */
    public int pixel(int x, int y) {
        return pixels[y * width + x];
    }

    /** CRC-32 over the R, G, B bytes of all pixels, row by row: the same number for the same picture, in any viewer. */
    public int crc32() {
        CRC32 crc = new CRC32();
        byte[] row = new byte[width * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0, to = 0; x < width; x++) {
                int pixel = pixels[y * width + x];
                row[to++] = (byte) (pixel >> 16);
                row[to++] = (byte) (pixel >> 8);
                row[to++] = (byte) pixel;
            }
            crc.update(row);
        }
        return (int) crc.getValue();
    }

    /** Writes the picture as PNG. The stream stays open. */
    public void writePng(OutputStream out) throws IOException {
        new PngEncoder(out).write(this);
    }

    /** A framebuffer of another size that starts with what fits of this picture. */
    public Framebuffer resized(int newWidth, int newHeight) {
        Framebuffer other = new Framebuffer(newWidth, newHeight);
        int columns = Math.min(width, newWidth);
        for (int y = 0; y < Math.min(height, newHeight); y++) {
            System.arraycopy(pixels, y * width, other.pixels, y * newWidth, columns);
        }
        return other;
    }
}
