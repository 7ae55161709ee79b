package org.pilothouse.rfb.pixels;

import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/**
 * How a pixel is laid out on the wire (RFC 6143, 7.4).
 *
 * @param bits of a whole pixel: 8, 16 or 32
 * @param depth how many of them mean something
 * @param trueColour false where a pixel is a number in a colour map
 */
public record PixelFormat(
        int bits,
        int depth,
        boolean bigEndian,
        boolean trueColour,
        int redMax,
        int greenMax,
        int blueMax,
        int redShift,
        int greenShift,
        int blueShift) {
    /** Bytes blue, green, red and one that means nothing: an int of ours without its alpha. */
    public static final PixelFormat TRUE_COLOUR = new PixelFormat(32, 24, false, true, 255, 255, 255, 16, 8, 0);

    /** Five bits of red, six of green, five of blue. */
    public static final PixelFormat HIGH_COLOUR = new PixelFormat(16, 16, false, true, 31, 63, 31, 11, 5, 0);

    /** Two bits of blue, three of green, three of red, as other viewers ask for it. */
    public static final PixelFormat LOW_COLOUR = new PixelFormat(8, 8, false, true, 7, 7, 3, 0, 3, 6);

    private static final int PADDING = 3;

    /** Reads a format as it is; see {@link #isSane}. */
    public static PixelFormat read(WireReader in) throws RfbConnectionException {
        int bits = in.u8();
        int depth = in.u8();
        boolean bigEndian = in.u8() != 0;
        boolean trueColour = in.u8() != 0;
        int redMax = in.u16();
        int greenMax = in.u16();
        int blueMax = in.u16();
        int redShift = in.u8();
        int greenShift = in.u8();
        int blueShift = in.u8();
        in.skip(PADDING);
        return new PixelFormat(
                bits, depth, bigEndian, trueColour, redMax, greenMax, blueMax, redShift, greenShift, blueShift);
    }

    /** Writes it, in sixteen bytes. */
    public void write(WireBuffer to) {
        to.u8(bits).u8(depth).u8(bigEndian ? 1 : 0).u8(trueColour ? 1 : 0);
        to.u16(redMax).u16(greenMax).u16(blueMax);
        to.u8(redShift).u8(greenShift).u8(blueShift).pad(PADDING);
    }

    /** Whether pixels can be read by it: a server's may be anything (CVE-2019-15695). */
    public boolean isSane() {
        boolean sized = (bits == 8 || bits == 16 || bits == 32) && depth > 0 && depth <= bits;
        if (!sized || !trueColour) {
            return sized && bits == 8;
        }
        if (!isChannel(redMax, redShift) || !isChannel(greenMax, greenShift) || !isChannel(blueMax, blueShift)) {
            return false;
        }
        int red = redMax << redShift;
        int green = greenMax << greenShift;
        int blue = blueMax << blueShift;
        return (red & green) == 0 && (red & blue) == 0 && (green & blue) == 0;
    }

    /** A maximum of 1, 3, 7, ... 255 that lies inside the pixel. */
    private boolean isChannel(int max, int shift) {
        return max >= 1 && max <= 255 && (max & (max + 1)) == 0 && shift + Integer.bitCount(max) <= bits;
    }

    /** Whether Tight sends red, green and blue as bytes, without regard to anything else. */
    boolean isEightBitColour() {
        return bits == 32 && depth == 24 && trueColour && redMax == 255 && greenMax == 255 && blueMax == 255;
    }

    /** All bits that mean a colour. */
    int mask() {
        return redMax << redShift | greenMax << greenShift | blueMax << blueShift;
    }

    int bytes() {
        return bits / 8;
    }
}
