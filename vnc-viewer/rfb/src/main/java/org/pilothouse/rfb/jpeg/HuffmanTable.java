package org.pilothouse.rfb.jpeg;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/** A Huffman table (ITU T.81, annexes C and F): codes of up to nine bits by look-up, longer ones by comparison. */
final class HuffmanTable {
    static final int LOOKUP_BITS = 9;
    private static final int MAX_LENGTH = 16;

    /** For every nine bits: the code's length times 256, plus its symbol; 0 where the code is longer. */
    final short[] lookup = new short[1 << LOOKUP_BITS];

    /** The largest code of a length, left-aligned to 16 bits, exclusive; so that comparing finds the length. */
    final int[] beyond = new int[MAX_LENGTH + 2];

    private final int[] offset = new int[MAX_LENGTH + 1];
    private final byte[] symbols = new byte[256];
    private boolean defined;

    boolean isDefined() {
        return defined;
    }

    /** Reads the table from a DHT segment, after its class and number. */
    void read(JpegInput in) throws RfbProtocolException {
        int[] counts = new int[MAX_LENGTH + 1];
        int total = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            counts[length] = in.u8();
            total += counts[length];
        }
        if (total > symbols.length) {
            throw new RfbProtocolException("A JPEG has a Huffman table of " + total + " codes.");
        }
        for (int i = 0; i < total; i++) {
            symbols[i] = (byte) in.u8();
        }
        build(counts);
        defined = true;
    }

    /** The symbol of a long code, given its 16 bits; the length is put in the upper bits as in {@link #lookup}. */
    int find(int bits16) throws RfbProtocolException {
        for (int length = LOOKUP_BITS + 1; length <= MAX_LENGTH; length++) {
            if (bits16 < beyond[length]) {
                int code = bits16 >> (MAX_LENGTH - length);
                return (length << 8) | (symbols[(code + offset[length]) & 0xFF] & 0xFF);
            }
        }
        throw new RfbProtocolException("A JPEG uses a Huffman code that it does not define.");
    }

    private void build(int[] counts) throws RfbProtocolException {
        Arrays.fill(lookup, (short) 0);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            offset[length] = index - code;
            if (code + counts[length] > 1 << length) {
                throw new RfbProtocolException("A JPEG has an impossible Huffman table.");
            }
            for (int i = 0; i < counts[length]; i++, code++, index++) {
                if (length <= LOOKUP_BITS) {
                    int from = code << (LOOKUP_BITS - length);
                    short entry = (short) ((length << 8) | (symbols[index] & 0xFF));
                    Arrays.fill(lookup, from, from + (1 << (LOOKUP_BITS - length)), entry);
                }
            }
            beyond[length] = code << (MAX_LENGTH - length);
            code <<= 1;
        }
    }
}
