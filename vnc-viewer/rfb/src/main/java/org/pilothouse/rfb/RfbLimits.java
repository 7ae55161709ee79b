package org.pilothouse.rfb;

/**
 * How much a server may ask of us. Beyond a limit the session ends with an {@link RfbProtocolException}, except for cut text, which
 * is skipped.
 *
 * @param maxSide framebuffer width and height, pixels
 * @param maxPixels framebuffer area, pixels
 * @param maxCursorSide cursor width and height, pixels
 * @param maxCutTextBytes clipboard text that is taken over, bytes, also after inflating
 * @param maxTextBytes failure reasons and desktop names, bytes
 * @param maxCompressedBytes one compressed rectangle, bytes; never more than twice its pixels plus 64 KiB is accepted either
 * @param maxJpegBytes one JPEG or PNG image, bytes
 * @param maxCoverage how many times over one update may paint the desktop; small desktops may always be painted up to 16 Mpx
 */
public record RfbLimits(
        int maxSide,
        int maxPixels,
        int maxCursorSide,
        int maxCutTextBytes,
        int maxTextBytes,
        int maxCompressedBytes,
        int maxJpegBytes,
        int maxCoverage) {
    /** What the defaults of {@link RfbOptions} allow. */
    public static final RfbLimits DEFAULT =
            new RfbLimits(16_384, 64 << 20, 256, 1 << 20, 64 << 10, 64 << 20, 4 << 20, 64);

    public RfbLimits {
        requireRange("maxSide", maxSide, 1, 65_535);
        requireRange("maxPixels", maxPixels, 1, 512 << 20);
        requireRange("maxCursorSide", maxCursorSide, 1, 1024);
        requireRange("maxCutTextBytes", maxCutTextBytes, 0, 64 << 20);
        requireRange("maxTextBytes", maxTextBytes, 0, 1 << 20);
        requireRange("maxCompressedBytes", maxCompressedBytes, 1 << 10, 1 << 30);
        requireRange("maxJpegBytes", maxJpegBytes, 1 << 10, 4 << 20);
        requireRange("maxCoverage", maxCoverage, 1, 1 << 20);
    }

    /** The same limits for desktops of this size at most. */
    public RfbLimits withFramebuffer(int side, int pixels) {
        return new RfbLimits(
                side,
                pixels,
                maxCursorSide,
                maxCutTextBytes,
                maxTextBytes,
                maxCompressedBytes,
                maxJpegBytes,
                maxCoverage);
    }

    /** The same limits with another one for the clipboard. */
    public RfbLimits withCutText(int bytes) {
        return new RfbLimits(
                maxSide, maxPixels, maxCursorSide, bytes, maxTextBytes, maxCompressedBytes, maxJpegBytes, maxCoverage);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + ", not " + value + ".");
        }
    }
}
