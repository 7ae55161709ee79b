package org.pilothouse.rfb.pixels;

/** Pixels of one or two bytes, looked up in a table of all there are. */
final class TableCodec extends PixelCodec {
    private final int[] table;
    private final boolean wide;
    private final int highByte;

    /** Uses the table itself, which may change. */
    TableCodec(int[] table, boolean bigEndian) {
        super(table.length > 256 ? 2 : 1);
        this.table = table;
        this.wide = table.length > 256;
        this.highByte = bigEndian ? 0 : 1;
    }

    @Override
    public int load(byte[] from, int offset) {
        int index = wide
                ? ((from[offset + highByte] & 0xFF) << 8) | (from[offset + 1 - highByte] & 0xFF)
                : from[offset] & 0xFF;
        return table[index];
    }

    @Override
    public void copy(byte[] from, int fromOffset, int[] to, int toOffset, int count) {
        int step = size();
        for (int i = 0, at = fromOffset; i < count; i++, at += step) {
            to[toOffset + i] = load(from, at);
        }
    }
}
