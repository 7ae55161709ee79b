package org.pilothouse.rfb.inflate;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/** The symbols of deflate and what they mean (RFC 1951, 3.2.5 and 3.2.6). */
final class Codes {
    static final int LITERALS = 288;
    static final int DISTANCES = 32;
    static final int END_OF_BLOCK = 256;
    /** The order in which the lengths of the code length code come. */
    static final byte[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int LENGTH_CODES = 29;
    private static final int DISTANCE_CODES = 30;

    private Codes() {}

    /** Literals, the end of a block, match lengths; the last two have no meaning. */
    static int[] literalMeanings() {
        int[] meanings = new int[LITERALS];
        for (int literal = 0; literal < END_OF_BLOCK; literal++) {
            meanings[literal] = CodeTable.LITERAL | (literal << CodeTable.VALUE_SHIFT);
        }
        meanings[END_OF_BLOCK] = CodeTable.END;
        int base = 3;
        for (int i = 0; i < LENGTH_CODES; i++) {
            int extra = i < 8 ? 0 : (i - 4) / 4;
            meanings[END_OF_BLOCK + 1 + i] = meaning(base, extra);
            base += 1 << extra;
        }
        meanings[END_OF_BLOCK + LENGTH_CODES] = meaning(258, 0);
        return meanings;
    }

    /** Distances; the last two have no meaning. */
    static int[] distanceMeanings() {
        int[] meanings = new int[DISTANCES];
        int base = 1;
        for (int i = 0; i < DISTANCE_CODES; i++) {
            int extra = i < 4 ? 0 : (i - 2) / 2;
            meanings[i] = meaning(base, extra);
            base += 1 << extra;
        }
        return meanings;
    }

    /** The numbers of the code length code. */
    static int[] plainMeanings() {
        int[] meanings = new int[LENGTH_ORDER.length];
        for (int i = 0; i < meanings.length; i++) {
            meanings[i] = meaning(i, 0);
        }
        return meanings;
    }

    /** The codes of blocks that bring none (RFC 1951, 3.2.6). */
    static void buildFixed(CodeTable literals, CodeTable distances) {
        byte[] lengths = new byte[LITERALS];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, LITERALS, (byte) 8);
        byte[] fives = new byte[DISTANCES];
        Arrays.fill(fives, (byte) 5);
        try {
            literals.build(lengths, 0, LITERALS, literalMeanings(), true);
            distances.build(fives, 0, DISTANCES, distanceMeanings(), true);
        } catch (RfbProtocolException e) {
            throw new IllegalStateException("the fixed codes are complete", e);
        }
    }

    private static int meaning(int value, int extra) {
        return (value << CodeTable.VALUE_SHIFT) | (extra << CodeTable.EXTRA_SHIFT) | CodeTable.BASE;
    }
}
