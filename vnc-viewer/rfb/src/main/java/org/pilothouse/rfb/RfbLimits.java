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
 */
public record RfbLimits(int maxSide, int maxPixels, int maxCursorSide, int maxCutTextBytes, int maxTextBytes) {
    /** What the defaults of {@link RfbOptions} allow. */
    public static final RfbLimits DEFAULT = new RfbLimits(16_384, 64 << 20, 256, 1 << 20, 64 << 10);

    public RfbLimits {
        requireRange("maxSide", maxSide, 1, 65_535);
        requireRange("maxPixels", maxPixels, 1, 512 << 20);
        requireRange("maxCursorSide", maxCursorSide, 1, 1024);
        requireRange("maxCutTextBytes", maxCutTextBytes, 0, 64 << 20);
        requireRange("maxTextBytes", maxTextBytes, 0, 1 << 20);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + most + ", not " + value + ".");
        }
    }
}
