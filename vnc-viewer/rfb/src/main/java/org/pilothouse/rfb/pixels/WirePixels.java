package org.pilothouse.rfb.pixels;

import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** The pixels of one session: its format, and the codecs of the forms that encodings make of it. For one thread. */
public final class WirePixels {
    private static final int MOST_COLOURS = 1 << 16;
    private static final int BYTES_OF_A_COLOUR = 6;
    private static final int OPAQUE = 0xFF000000;

    private final PixelFormat format;
    private final PixelCodec whole;
    private final PixelCodec compact;
    private final PixelCodec tight;
    private final Channels channels;
    /** All colours there are, where pixels have one or two bytes. */
    private final int[] table;

    /**
     * Makes the codecs of a format.
     *
     * @throws IllegalArgumentException if it is not sane
     */
    public WirePixels(PixelFormat format) {
        if (!format.isSane()) {
            throw new IllegalArgumentException("There can be no pixels of " + format + ".");
        }
        this.format = format;
        this.channels = new Channels(format);
        this.table = new int[format.bits() == 32 ? 0 : 1 << format.bits()];
        for (int i = 0; i < table.length; i++) {
            table[i] = format.trueColour() ? channels.colour(i) : OPAQUE;
        }
        this.whole = whole();
        this.compact = compact();
        this.tight = format.isEightBitColour() ? new RgbCodec() : whole;
    }

    public PixelFormat format() {
        return format;
    }

    /** PIXEL: what most encodings send. */
    public PixelCodec pixel() {
        return whole;
    }

    /** CPIXEL: without a byte that means nothing (ZRLE, TRLE). */
    public PixelCodec compactPixel() {
        return compact;
    }

    /** TPIXEL: Tight's. */
    public PixelCodec tightPixel() {
        return tight;
    }

    /** The parts of colours, which Tight's gradient predicts; they make sense only where there is no colour map. */
    public Channels channels() {
        return channels;
    }

    /**
     * Reads a SetColourMapEntries message after its type (RFC 6143, 7.6.2).
     *
     * @return whether a colour that pixels are shown in became another
     */
    public boolean readColourMap(WireReader in) throws RfbProtocolException, RfbConnectionException {
        in.skip(1);
        int first = in.u16();
        int count = in.u16();
        if (first + count > MOST_COLOURS) {
            throw new RfbProtocolException("The server's colour map has more than " + MOST_COLOURS + " entries.");
        }
        if (format.trueColour()) {
            in.skip((long) count * BYTES_OF_A_COLOUR); // some servers send one all the same
            return false;
        }
        boolean changed = false;
        for (int i = first; i < first + count; i++) {
            // of two bytes the first is what a screen can show
            int colour = OPAQUE | (in.u16() >> 8 << 16) | (in.u16() >> 8 << 8) | (in.u16() >> 8);
            if (i < table.length) {
                changed |= table[i] != colour;
                table[i] = colour;
            }
        }
        return changed;
    }

    private PixelCodec whole() {
        if (format.bits() != 32) {
            return new TableCodec(table, format.bigEndian());
        }
        return isNative() ? new NativeCodec() : new ChannelCodec(format, 4, 0);
    }

    private PixelCodec compact() {
        if (format.bits() != 32 || format.depth() > 24) {
            return whole;
        }
        if ((format.mask() & 0xFF000000) == 0) {
            return isNative() ? new CompactCodec() : new ChannelCodec(format, 3, 0);
        }
        return (format.mask() & 0xFF) == 0 ? new ChannelCodec(format, 3, 8) : whole;
    }

    private boolean isNative() {
        return format.mask() == 0xFFFFFF && format.redShift() == 16 && format.greenShift() == 8 && !format.bigEndian();
    }
}
