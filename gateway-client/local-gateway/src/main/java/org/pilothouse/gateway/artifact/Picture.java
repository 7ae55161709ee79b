package org.pilothouse.gateway.artifact;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the header of an image file says. The gateway never decodes pixels; it only makes sure that what a node calls a
 * picture is one that a console can show without harm.
 *
 * @param mime {@code image/png} or {@code image/jpeg}
 * @param width px, 1 to {@value #MAX_SIDE}
 */
public record Picture(String mime, int width, int height) {
    public static final int MAX_BYTES = 32 * 1024 * 1024;
    static final int MAX_SIDE = 16_384;
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    private static final int PNG_HEADER = 33;

    /** Empty where these bytes are no picture, or one that is too large. */
    public static Optional<Picture> of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        return png(bytes).or(() -> jpeg(bytes)).filter(Picture::isSane);
    }

    private boolean isSane() {
        return width >= 1 && width <= MAX_SIDE && height >= 1 && height <= MAX_SIDE;
    }

    private static Optional<Picture> png(byte[] bytes) {
        if (bytes.length < PNG_HEADER) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean isPng = header.getLong() == PNG && header.getInt() == 13 && header.getInt() == IHDR;
        return isPng ? Optional.of(new Picture("image/png", header.getInt(), header.getInt())) : Optional.empty();
    }

    /** Walks the segments to the frame header, which has the size. */
    private static Optional<Picture> jpeg(byte[] bytes) {
        if (bytes.length < 4 || u8(bytes, 0) != 0xFF || u8(bytes, 1) != 0xD8) {
            return Optional.empty();
        }
        int at = 2;
        while (at + 9 < bytes.length && u8(bytes, at) == 0xFF) {
            int marker = u8(bytes, at + 1);
            int length = u8(bytes, at + 2) << 8 | u8(bytes, at + 3);
            boolean startOfFrame =
                    marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (startOfFrame) {
                return Optional.of(new Picture(
                        "image/jpeg",
                        u8(bytes, at + 7) << 8 | u8(bytes, at + 8),
                        u8(bytes, at + 5) << 8 | u8(bytes, at + 6)));
            }
            if (length < 2) {
                return Optional.empty();
            }
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }
}
