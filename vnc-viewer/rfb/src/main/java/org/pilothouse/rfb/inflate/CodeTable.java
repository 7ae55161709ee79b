package org.pilothouse.rfb.inflate;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/**
 * A Huffman code as a table that is indexed by the next bits (RFC 1951, 3.2.2). Longer codes lead to a second table behind the first.
 *
 * <p>An entry has the code's length in bits 0 to 4, extra bits in 8 to 12, a value in 16 to 30, and one bit for its kind. Bit 5 is always 0,
 * so that a long can be shifted by an entry. In a link to a second table, the extra bits are that table's width and the value is its
 * place. 0 is no code.
 */
final class CodeTable {
    static final int LENGTH_MASK = 31;
    static final int LITERAL = 1 << 31;
    /** A match length, or a distance. */
    static final int BASE = 1 << 6;

    static final int END = 1 << 7;
    static final int LINK = 1 << 13;
    static final int EXTRA_SHIFT = 8;
    static final int VALUE_SHIFT = 16;
    private static final int MAX_LENGTH = 15;
    private static final int MAX_SYMBOLS = 288;

    final int[] entries;
    final int bits;
    private final int[] counts = new int[MAX_LENGTH + 1];
    private final int[] next = new int[MAX_LENGTH + 1];
    private final short[] symbols = new short[MAX_SYMBOLS];

    /** A table of so many bits; {@code room} entries must do for it and all second tables. */
    CodeTable(int bits, int room) {
        this.bits = bits;
        this.entries = new int[room];
    }

    /**
     * Builds the table. A code may have a single symbol of one bit, or none; otherwise it has to be complete.
     *
     * @param lengths of each symbol's code, 0 for symbols that do not occur
     * @param meanings of each symbol: an entry without its length
     * @param strict whether even a code of one symbol must be complete
     */
    void build(byte[] lengths, int offset, int count, int[] meanings, boolean strict) throws RfbProtocolException {
        Arrays.fill(counts, 0);
        for (int i = 0; i < count; i++) {
            counts[lengths[offset + i]]++;
        }
        counts[0] = 0;
        int longest = requireComplete(strict);
        if (longest <= 1 && counts[1] < 2) {
            Arrays.fill(entries, 0, 1 << bits, 0);
        }
        sort(lengths, offset, count);
        int code = 0;
        int sorted = 0;
        for (int length = 1; length <= Math.min(bits, longest); length++) {
            if (length > 1) {
                System.arraycopy(entries, 0, entries, 1 << (length - 1), 1 << (length - 1));
            }
            for (int i = 0; i < counts[length]; i++) {
                entries[code] = meanings[symbols[sorted++]] | length;
                code = following(code, length);
            }
        }
        for (int length = Math.max(1, longest); length < bits; length++) {
            System.arraycopy(entries, 0, entries, 1 << length, 1 << length);
        }
        if (longest > bits) {
            link(code, sorted, longest, meanings);
        }
    }

    /** Codes that are longer than the table is wide, in tables of their own. */
    private void link(int first, int firstSorted, int longest, int[] meanings) {
        int width = longest - bits;
        int mask = (1 << bits) - 1;
        int code = first;
        int sorted = firstSorted;
        int base = (1 << bits) - (1 << width);
        int root = -1;
        for (int length = bits + 1; length <= longest; length++) {
            for (int i = 0; i < counts[length]; i++) {
                if ((code & mask) != root) {
                    root = code & mask;
                    base += 1 << width;
                    entries[root] = (base << VALUE_SHIFT) | (width << EXTRA_SHIFT) | LINK | bits;
                }
                int entry = meanings[symbols[sorted++]] | length;
                for (int at = code >>> bits; at < 1 << width; at += 1 << (length - bits)) {
                    entries[base + at] = entry;
                }
                code = following(code, length);
            }
        }
    }

    /** The next code of this length; codes are kept as they are read, their first bit lowest. */
    private static int following(int code, int length) {
        int zeros = ~code & ((1 << length) - 1);
        int highestZero = Integer.highestOneBit(zeros);
        return (code & (highestZero - 1)) | highestZero;
    }

    /** Symbols by the length of their codes, and by their number within a length. */
    private void sort(byte[] lengths, int offset, int count) {
        int place = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            next[length] = place;
            place += counts[length];
        }
        for (int symbol = 0; symbol < count; symbol++) {
            int length = lengths[offset + symbol];
            if (length > 0) {
                symbols[next[length]++] = (short) symbol;
            }
        }
    }

    private int requireComplete(boolean strict) throws RfbProtocolException {
        int left = 1;
        int longest = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            left = (left << 1) - counts[length];
            if (left < 0) {
                throw damaged("a code has too many symbols");
            }
            if (counts[length] > 0) {
                longest = length;
            }
        }
        if (left > 0 && (strict || longest > 1)) {
            throw damaged("a code has too few symbols");
        }
        return longest;
    }

    /** The entry for the next bits, links followed; 0 if they are no code. */
    int find(long next) {
        int entry = entries[(int) next & ((1 << bits) - 1)];
        if ((entry & LINK) != 0) {
            int width = (entry >> EXTRA_SHIFT) & LENGTH_MASK;
            return entries[(entry >>> VALUE_SHIFT) + (int) (next >>> bits & ((1 << width) - 1))];
        }
        return entry;
    }

    static RfbProtocolException damaged(String what) {
        return new RfbProtocolException("A compressed rectangle is damaged: " + what + ".");
    }
}
