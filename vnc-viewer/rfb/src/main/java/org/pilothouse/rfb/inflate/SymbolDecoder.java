package org.pilothouse.rfb.inflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pilothouse.rfb.RfbProtocolException;

/** The symbols of a compressed block (RFC 1951, 3.2.3): fast while there is plenty of input and room, carefully at their ends. */
final class SymbolDecoder {
    static final int LITERAL_BITS = 11;
    static final int DISTANCE_BITS = 9;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A symbol and its distance load twice. */
    private static final int TWO_LOADS = 2 * Long.BYTES;

    private final Window window;
    private final BitInput input;
    private CodeTable literals;
    private CodeTable distances;
    private boolean blockEnded;

    SymbolDecoder(Window window, BitInput input, CodeTable literals, CodeTable distances) {
        this.window = window;
        this.input = input;
        this.literals = literals;
        this.distances = distances;
    }

    /** The codes of the block that begins. */
    void use(CodeTable newLiterals, CodeTable newDistances) {
        literals = newLiterals;
        distances = newDistances;
    }

    /** Whether the last decoding came to the end of the block. */
    boolean hasEnded() {
        return blockEnded;
    }

    /**
     * Decodes as much as there is and has room.
     *
     * @return the place behind the input that was used
     */
    int decode(byte[] in, int from, int to) throws RfbProtocolException {
        blockEnded = false;
        int at = to - from >= TWO_LOADS && window.write < window.end ? fast(in, from, to) : from;
        return blockEnded ? at : careful(in, at, to);
    }

    /** Decodes while at least sixteen more bytes are there and a whole match has room: nothing has to be checked for each symbol. */
    private int fast(byte[] in, int from, int to) throws RfbProtocolException {
        byte[] out = window.bytes;
        int end = window.end;
        int[] literalTable = literals.entries;
        int[] distanceTable = distances.entries;
        int lastLoad = to - TWO_LOADS;
        int at = from;
        int place = window.write;
        long next = input.bits;
        int have = input.count;
        while (at <= lastLoad && place < end) {
            next |= (long) LONG.get(in, at) << have;
            at += (63 - have) >> 3;
            have |= 56;
            int entry = literalTable[(int) next & ((1 << LITERAL_BITS) - 1)];
            if (entry < 0) {
                next >>>= entry;
                have -= entry & CodeTable.LENGTH_MASK;
                out[place++] = (byte) (entry >> CodeTable.VALUE_SHIFT);
                entry = literalTable[(int) next & ((1 << LITERAL_BITS) - 1)];
                if (entry < 0) {
                    next >>>= entry;
                    have -= entry & CodeTable.LENGTH_MASK;
                    out[place++] = (byte) (entry >> CodeTable.VALUE_SHIFT);
                    entry = literalTable[(int) next & ((1 << LITERAL_BITS) - 1)];
                    if (entry < 0) {
                        next >>>= entry;
                        have -= entry & CodeTable.LENGTH_MASK;
                        out[place++] = (byte) (entry >> CodeTable.VALUE_SHIFT);
                        continue;
                    }
                }
            }
            if ((entry & CodeTable.LINK) != 0) {
                entry = literals.find(next);
                if (entry < 0) {
                    next >>>= entry;
                    have -= entry & CodeTable.LENGTH_MASK;
                    out[place++] = (byte) (entry >> CodeTable.VALUE_SHIFT);
                    continue;
                }
            }
            if ((entry & CodeTable.BASE) == 0) {
                if ((entry & CodeTable.END) == 0) {
                    throw CodeTable.damaged("a code stands for nothing");
                }
                next >>>= entry;
                have -= entry & CodeTable.LENGTH_MASK;
                blockEnded = true;
                break;
            }
            next >>>= entry;
            have -= entry & CodeTable.LENGTH_MASK;
            int extra = (entry >> CodeTable.EXTRA_SHIFT) & CodeTable.LENGTH_MASK;
            int length = (entry >>> CodeTable.VALUE_SHIFT) + ((int) next & ((1 << extra) - 1));
            next >>>= extra;
            have -= extra;
            if (have < 28) {
                next |= (long) LONG.get(in, at) << have;
                at += (63 - have) >> 3;
                have |= 56;
            }
            entry = distanceTable[(int) next & ((1 << DISTANCE_BITS) - 1)];
            if ((entry & CodeTable.LINK) != 0) {
                entry = distances.find(next);
            }
            if ((entry & CodeTable.BASE) == 0) {
                throw CodeTable.damaged("a code stands for nothing");
            }
            next >>>= entry;
            have -= entry & CodeTable.LENGTH_MASK;
            extra = (entry >> CodeTable.EXTRA_SHIFT) & CodeTable.LENGTH_MASK;
            int distance = (entry >>> CodeTable.VALUE_SHIFT) + ((int) next & ((1 << extra) - 1));
            next >>>= extra;
            have -= extra;
            window.requireHistory(distance, place);
            Window.copy(out, place, distance, length);
            place += length;
        }
        window.write = place;
        input.count = have;
        input.bits = next & ((1L << have) - 1);
        return at;
    }

    /** Decodes symbol by symbol, none of which it begins before all its bits are there. */
    private int careful(byte[] in, int from, int to) throws RfbProtocolException {
        int at = from;
        while (true) {
            if (window.write >= window.end) {
                window.full = true;
                return at;
            }
            at = input.pull(in, at, to);
            int entry = literals.find(input.bits);
            int used = entry & CodeTable.LENGTH_MASK;
            if (used > input.count || isUndecided(entry, input.count)) {
                return at;
            }
            if (entry < 0) {
                input.drop(used);
                window.bytes[window.write++] = (byte) (entry >> CodeTable.VALUE_SHIFT);
                continue;
            }
            if ((entry & CodeTable.END) != 0) {
                input.drop(used);
                blockEnded = true;
                return at;
            }
            if (!match(entry) || to - at >= TWO_LOADS) {
                return at;
            }
        }
    }

    /** Copies a match, unless it is not all there. */
    private boolean match(int lengthEntry) throws RfbProtocolException {
        requireMeaning(lengthEntry);
        int used = lengthEntry & CodeTable.LENGTH_MASK;
        int lengthExtra = (lengthEntry >> CodeTable.EXTRA_SHIFT) & CodeTable.LENGTH_MASK;
        int length = (lengthEntry >>> CodeTable.VALUE_SHIFT) + input.field(used, lengthExtra);
        used += lengthExtra;
        int entry = distances.find(input.bits >>> used);
        int distanceUsed = used + (entry & CodeTable.LENGTH_MASK);
        if (distanceUsed > input.count || isUndecided(entry, input.count - used)) {
            return false;
        }
        requireMeaning(entry);
        int extra = (entry >> CodeTable.EXTRA_SHIFT) & CodeTable.LENGTH_MASK;
        if (distanceUsed + extra > input.count) {
            return false;
        }
        int distance = (entry >>> CodeTable.VALUE_SHIFT) + input.field(distanceUsed, extra);
        input.drop(distanceUsed + extra);
        window.requireHistory(distance, window.write);
        Window.copy(window.bytes, window.write, distance, length);
        window.write += length;
        return true;
    }

    /** Bits that are no code may become one when more of them come. */
    private static boolean isUndecided(int entry, int available) {
        return entry == 0 && available < 15;
    }

    private static void requireMeaning(int entry) throws RfbProtocolException {
        if ((entry & CodeTable.BASE) == 0) {
            throw CodeTable.damaged("a code stands for nothing");
        }
    }
}
