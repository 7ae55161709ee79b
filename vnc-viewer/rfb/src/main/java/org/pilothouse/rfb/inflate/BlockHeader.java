package org.pilothouse.rfb.inflate;

import java.util.Arrays;
import org.pilothouse.rfb.RfbProtocolException;

/** Reads the code lengths at the start of a block (RFC 1951, 3.2.7), one number at a time, and builds the block's codes. */
final class BlockHeader {
    private static final int HEAD_BITS = 14;
    private static final int CODE_BITS = 3;
    private static final int CODE_LENGTH_BITS = 7;
    private static final int MOST_LITERALS = 286;
    private static final int MOST_DISTANCES = 30;

    private final byte[] lengths = new byte[MOST_LITERALS + MOST_DISTANCES];
    private final byte[] codeLengths = new byte[Codes.LENGTH_ORDER.length];
    private final CodeTable code = new CodeTable(CODE_LENGTH_BITS, 1 << CODE_LENGTH_BITS);
    private final int[] literalMeanings = Codes.literalMeanings();
    private final int[] distanceMeanings = Codes.distanceMeanings();
    private final int[] plainMeanings = Codes.plainMeanings();
    private int literalCount;
    private int distanceCount;
    private int codeCount;
    private int codesRead;
    private int lengthsRead;

    /** Reads how many numbers there are; gives the bits that it used, 0 if there are too few. */
    int head(long bits, int count) throws RfbProtocolException {
        if (count < HEAD_BITS) {
            return 0;
        }
        literalCount = ((int) bits & 31) + 257;
        distanceCount = ((int) (bits >>> 5) & 31) + 1;
        codeCount = ((int) (bits >>> 10) & 15) + 4;
        if (literalCount > MOST_LITERALS || distanceCount > MOST_DISTANCES) {
            throw CodeTable.damaged("a block has too many codes");
        }
        codesRead = 0;
        lengthsRead = 0;
        Arrays.fill(codeLengths, (byte) 0);
        return HEAD_BITS;
    }

    /** Reads a length of the code that the lengths are in. */
    int code(long bits, int count) throws RfbProtocolException {
        if (count < CODE_BITS) {
            return 0;
        }
        codeLengths[Codes.LENGTH_ORDER[codesRead++]] = (byte) (bits & 7);
        if (isCodeComplete()) {
            code.build(codeLengths, 0, codeLengths.length, plainMeanings, true);
        }
        return CODE_BITS;
    }

    boolean isCodeComplete() {
        return codesRead == codeCount;
    }

    /** Reads one length, or a repetition. */
    int length(long bits, int count) throws RfbProtocolException {
        int entry = code.find(bits);
        int used = entry & CodeTable.LENGTH_MASK;
        if (used > count) {
            return 0;
        }
        int symbol = entry >>> CodeTable.VALUE_SHIFT;
        if (symbol < 16) {
            lengths[lengthsRead++] = (byte) symbol;
            return used;
        }
        int extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
        if (used + extra > count) {
            return 0;
        }
        int times = ((int) (bits >>> used) & ((1 << extra) - 1)) + (symbol == 18 ? 11 : 3);
        byte value = 0;
        if (symbol == 16) {
            if (lengthsRead == 0) {
                throw CodeTable.damaged("a block repeats nothing");
            }
            value = lengths[lengthsRead - 1];
        }
        if (times > literalCount + distanceCount - lengthsRead) {
            throw CodeTable.damaged("a block repeats too often");
        }
        Arrays.fill(lengths, lengthsRead, lengthsRead + times, value);
        lengthsRead += times;
        return used + extra;
    }

    boolean isComplete() {
        return lengthsRead == literalCount + distanceCount;
    }

    void build(CodeTable literals, CodeTable distances) throws RfbProtocolException {
        if (lengths[Codes.END_OF_BLOCK] == 0) {
            throw CodeTable.damaged("a block cannot end");
        }
        literals.build(lengths, 0, literalCount, literalMeanings, false);
        distances.build(lengths, literalCount, distanceCount, distanceMeanings, false);
    }
}
