package org.pilothouse.app.artifact;

import java.util.Optional;

/**
 * What the first bytes of a picture say, read before anything is decoded: a picture that claims to be enormous must cost
 * nothing. PNG (ISO/IEC 15948, 5.2 and 11.2.2) and JPEG (ITU-T T.81, B.2.2).
 */
record PictureFormat(String mime, int width, int height) {
    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int PNG_HEADER = 24;

    static Optional<PictureFormat> read(byte[] bytes) {
        if (bytes.length >= PNG_HEADER && int64(bytes, 0) == PNG_SIGNATURE && int32(bytes, 12) == IHDR) {
            return Optional.of(new PictureFormat("image/png", int32(bytes, 16), int32(bytes, 20)));
        }
        if (bytes.length > 3 && int16(bytes, 0) == 0xffd8) {
            return jpeg(bytes);
        }
        return Optional.empty();
    }

    /** Walks the segments up to the frame header. */
    private static Optional<PictureFormat> jpeg(byte[] bytes) {
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            if (isFrame(marker)) {
                return Optional.of(new PictureFormat("image/jpeg", int16(bytes, at + 7), int16(bytes, at + 5)));
            }
            int length = int16(bytes, at + 2);
            if (length < 2) {
                return Optional.empty();
            }
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static boolean isFrame(int marker) {
        boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
        return marker >= 0xc0 && marker <= 0xcf && !table;
    }

    private static long int64(byte[] bytes, int at) {
        return ((long) int32(bytes, at) << 32) | (int32(bytes, at + 4) & 0xffffffffL);
    }

    private static int int32(byte[] bytes, int at) {
        return (int16(bytes, at) << 16) | int16(bytes, at + 2);
    }

    private static int int16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
