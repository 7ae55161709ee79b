package org.pilothouse.rfb.pixels;

/** Pixels of three or four bytes with channels anywhere. */
final class ChannelCodec extends PixelCodec {
    private final Channels channels;
    private final boolean bigEndian;
    /** How far the bytes lie above the lowest ones of the pixel: 8 where the lowest byte is left out. */
    private final int lift;

    ChannelCodec(PixelFormat format, int size, int lift) {
        super(size);
        this.channels = new Channels(format);
        this.bigEndian = format.bigEndian();
        this.lift = lift;
    }

    @Override
    public int load(byte[] from, int offset) {
        int value = 0;
        for (int i = 0; i < size(); i++) {
            int place = bigEndian ? i : size() - 1 - i;
            value = (value << 8) | (from[offset + place] & 0xFF);
        }
        return channels.colour(value << lift);
    }

    @Override
    public void copy(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        for (int i = 0, at = fromOffset; i < count; i++, at += size()) {
            to[toOffset + i] = load(from, at);
        }
    }
}
