package org.pilothouse.rfb.jpeg;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/** A Huffman table (ITU T.81, annexes C and F): codes of up to ten bits by look-up, longer ones by comparison. */
final class HuffmanTable {
    static final int LOOKUP_BITS = 10;
    static final int LENGTH_MASK = 31;
    private static final int MAX_LENGTH = 16;

    /** For every ten bits: the code's length times 256, plus its symbol; 0 where the code is longer. */
    final short[] lookup = new short[1 << LOOKUP_BITS];

    /**
     * For bits that hold both an AC code and all of its coefficient: the coefficient times 65536, plus the run of zeros before it times 256,
     * plus how many bits that was; 0 for other bits.
     */
    final int[] whole = new int[1 << LOOKUP_BITS];

    /** The largest code of a length, left-aligned to 16 bits, exclusive; so that comparing finds the length. */
    final int[] beyond = new int[MAX_LENGTH + 2];

    private final int[] offset = new int[MAX_LENGTH + 1];
    private final byte[] symbols = new byte[256];
    private final int[] counts = new int[MAX_LENGTH + 1];
    private boolean defined;

    boolean isDefined() {
        return defined;
    }

    /** Reads the table from a DHT segment, after its class and number. */
    void read(JpegInput in) throws RfbProtocolException {
        int total = 0;
        boolean same = defined;
        defined = false;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            int number = in.u8();
            same &= counts[length] == number;
            counts[length] = number;
            total += number;
        }
        if (total > symbols.length) {
            throw new RfbProtocolException("A JPEG has a Huffman table of " + total + " codes.");
        }
        for (int i = 0; i < total; i++) {
            byte symbol = (byte) in.u8();
            same &= symbols[i] == symbol;
            symbols[i] = symbol;
        }
        if (!same) { // servers send the same tables with every image
            build();
            joinCoefficients();
        }
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

    /** A number as T.81 writes it: those that begin with 0 are negative. */
    static int signed(int value, int size) {
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    private void joinCoefficients() {
        for (int bits = 0; bits < whole.length; bits++) {
            int length = lookup[bits] >> 8;
            int size = lookup[bits] & 15;
            int run = (lookup[bits] >> 4) & 15;
            whole[bits] = 0;
            if (size > 0 && length + size <= LOOKUP_BITS) {
                int value = (bits >> (LOOKUP_BITS - length - size)) & ((1 << size) - 1);
                whole[bits] = (signed(value, size) << 16) | (run << 8) | (length + size);
            }
        }
    }

    private void build() throws RfbProtocolException {
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
