package org.pilothouse.rfb.inflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pilothouse.rfb.RfbProtocolException;

/**
 * Inflates a zlib stream (RFC 1950, 1951) that comes in pieces cut anywhere. What comes out lies in {@link #array()} between
 * {@link #position()} and {@link #limit()}, behind the 32 KiB that matches refer to; nothing is copied and, after the first use, nothing
 * allocated. It never runs more than {@link #ROOM} bytes ahead of its reader, so a bomb cannot unfold. For one thread.
 */
public final class StreamInflater {
    /** The most bytes that can wait for the reader. */
    public static final int ROOM = 96 << 10;

    private static final int HISTORY = 32 << 10;
    private static final int MAX_MATCH = 258;
    /** What a copy of eight bytes at a time may write behind its end. */
    private static final int OVERRUN = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A symbol and its distance load twice. */
    private static final int TWO_LOADS = 2 * Long.BYTES;

    private static final int LITERAL_BITS = 11;
    private static final int DISTANCE_BITS = 9;

    private enum Stage {
        HEADER,
        BLOCK,
        STORED,
        LENGTHS_HEAD,
        LENGTHS_CODE,
        LENGTHS,
        CODES,
        FINISHED
    }

    private final byte[] window;
    private final int end;
    /** Second tables have at most 16 entries for each of the first that has one, and every link stands for two symbols at least. */
    private final CodeTable blockLiterals =
            new CodeTable(LITERAL_BITS, (1 << LITERAL_BITS) + 16 * (Codes.LITERALS / 2));

    private final CodeTable blockDistances =
            new CodeTable(DISTANCE_BITS, (1 << DISTANCE_BITS) + 64 * (Codes.DISTANCES / 2));
    private final BlockHeader header = new BlockHeader();
    private final CodeTable fixedLiterals = new CodeTable(LITERAL_BITS, 1 << LITERAL_BITS);
    private final CodeTable fixedDistances = new CodeTable(DISTANCE_BITS, 1 << DISTANCE_BITS);
    private CodeTable literals = fixedLiterals;
    private CodeTable distances = fixedDistances;
    private Stage stage = Stage.HEADER;
    private boolean lastBlock;
    private int storedLeft;
    private long bits;
    private int count;
    private int read;
    private int write;
    private int oldest;
    private boolean full;

    /** Makes an inflater whose array has so many bytes behind the limit, for readers that load more than they use. */
    public StreamInflater(int slack) {
        end = HISTORY + ROOM;
        Codes.buildFixed(fixedLiterals, fixedDistances);
        window = new byte[end + MAX_MATCH + OVERRUN + slack];
    }

    /** Begins a new stream; what was not read is lost. */
    public void reset() {
        stage = Stage.HEADER;
        lastBlock = false;
        bits = 0;
        count = 0;
        read = 0;
        write = 0;
        oldest = 0;
        full = false;
    }

    public byte[] array() {
        return window;
    }

    public int position() {
        return read;
    }

    public int limit() {
        return write;
    }

    /** Takes inflated bytes away. */
    public void consume(int bytes) {
        read += bytes;
    }

    /** Whether it stopped because the reader has to take something first; then there may be more without more input. */
    public boolean isFull() {
        return full;
    }

    /** Whether the stream ended; its checksum is not looked at. */
    public boolean isFinished() {
        return stage == Stage.FINISHED;
    }

    /**
     * Inflates.
     *
     * @return the place in {@code in} up to which it was used: its limit, unless the output is full or the stream ended
     */
    public int inflate(byte[] in, int from, int to) throws RfbProtocolException {
        makeRoom();
        full = false;
        int at = from;
        while (true) {
            int before = at;
            Stage stageBefore = stage;
            int writeBefore = write;
            int countBefore = count;
            at = step(in, at, to);
            if (stage == Stage.FINISHED || full) {
                return at;
            }
            if (at == before && stage == stageBefore && write == writeBefore && count == countBefore) {
                return at;
            }
        }
    }

    private int step(byte[] in, int from, int to) throws RfbProtocolException {
        if (stage == Stage.STORED) {
            return stored(in, from, to);
        }
        if (stage == Stage.CODES) {
            int at = from;
            if (to - at >= TWO_LOADS && write < end) {
                at = fast(in, at, to);
            }
            return stage == Stage.CODES ? careful(in, at, to) : at;
        }
        int at = pull(in, from, to);
        switch (stage) {
            case HEADER -> streamHeader();
            case BLOCK -> blockHeader();
            case LENGTHS_HEAD -> take(header.head(bits, count), Stage.LENGTHS_CODE);
            case LENGTHS_CODE ->
                take(header.code(bits, count), header.isCodeComplete() ? Stage.LENGTHS : Stage.LENGTHS_CODE);
            case LENGTHS -> at = lengths(in, at, to);
            default -> {}
        }
        return at;
    }

    /** Consumes bits, if the step had enough of them. */
    private void take(int used, Stage next) {
        if (used > 0) {
            drop(used);
            stage = next;
        }
    }

    private void drop(int used) {
        bits >>>= used;
        count -= used;
    }

    private int pull(byte[] in, int from, int to) {
        int at = from;
        while (count < 56 && at < to) {
            bits |= (in[at++] & 0xFFL) << count;
            count += 8;
        }
        return at;
    }

    private void streamHeader() throws RfbProtocolException {
        if (count < 16) {
            return;
        }
        int method = (int) bits & 0xFF;
        int flags = (int) (bits >>> 8) & 0xFF;
        if (((method << 8) + flags) % 31 != 0 || (method & 15) != 8 || method >> 4 > 7) {
            throw CodeTable.damaged("it is no zlib stream");
        }
        if ((flags & 0x20) != 0) {
            throw CodeTable.damaged("it wants a dictionary");
        }
        drop(16);
        stage = Stage.BLOCK;
    }

    private void blockHeader() throws RfbProtocolException {
        if (lastBlock) {
            lastBlock = false;
            stage = Stage.FINISHED;
            return;
        }
        if (count < 3) {
            return;
        }
        int kind = (int) (bits >>> 1) & 3;
        if (kind == 0) {
            int skip = 3 + ((count - 3) & 7);
            if (count < skip + 32) {
                return;
            }
            lastBlock = (bits & 1) != 0;
            drop(skip);
            int length = (int) bits & 0xFFFF;
            if (length != (~(int) (bits >>> 16) & 0xFFFF)) {
                throw CodeTable.damaged("a stored block has no length");
            }
            drop(32);
            storedLeft = length;
            stage = Stage.STORED;
            return;
        }
        lastBlock = (bits & 1) != 0;
        drop(3);
        if (kind == 1) {
            literals = fixedLiterals;
            distances = fixedDistances;
            stage = Stage.CODES;
        } else if (kind == 2) {
            stage = Stage.LENGTHS_HEAD;
        } else {
            throw CodeTable.damaged("a block is of no kind");
        }
    }

    private int stored(byte[] in, int from, int to) {
        int at = from;
        while (storedLeft > 0 && count > 0 && write < end) {
            window[write++] = (byte) bits;
            drop(8);
            storedLeft--;
        }
        int part = Math.min(Math.min(storedLeft, to - at), end - write);
        if (part > 0 && count == 0) {
            System.arraycopy(in, at, window, write, part);
            at += part;
            write += part;
            storedLeft -= part;
        }
        if (storedLeft == 0) {
            stage = Stage.BLOCK;
        } else if (write == end) {
            full = true;
        }
        return at;
    }

    /** Decodes while at least sixteen more bytes are there and a whole match has room: nothing has to be checked for each symbol. */
    private int fast(byte[] in, int from, int to) throws RfbProtocolException {
        byte[] out = window;
        int[] literalTable = literals.entries;
        int[] distanceTable = distances.entries;
        int lastLoad = to - TWO_LOADS;
        int at = from;
        int place = write;
        long next = bits;
        int have = count;
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
                stage = Stage.BLOCK;
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
            requireHistory(distance, place);
            copy(out, place, distance, length);
            place += length;
        }
        write = place;
        count = have;
        bits = next & ((1L << have) - 1);
        return at;
    }

    private int lengths(byte[] in, int from, int to) throws RfbProtocolException {
        int at = from;
        while (!header.isComplete()) {
            int used = header.length(bits, count);
            if (used == 0) {
                return at;
            }
            drop(used);
            at = pull(in, at, to);
        }
        header.build(blockLiterals, blockDistances);
        literals = blockLiterals;
        distances = blockDistances;
        stage = Stage.CODES;
        return at;
    }

    /** Decodes symbol by symbol, none of which it begins before all its bits are there. */
    private int careful(byte[] in, int from, int to) throws RfbProtocolException {
        int at = from;
        while (true) {
            if (write >= end) {
                full = true;
                return at;
            }
            at = pull(in, at, to);
            int entry = literals.find(bits);
            int used = entry & CodeTable.LENGTH_MASK;
            if (used > count || isUndecided(entry, count)) {
                return at;
            }
            if (entry < 0) {
                drop(used);
                window[write++] = (byte) (entry >> CodeTable.VALUE_SHIFT);
                continue;
            }
            if ((entry & CodeTable.END) != 0) {
                drop(used);
                stage = Stage.BLOCK;
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
        int length = (lengthEntry >>> CodeTable.VALUE_SHIFT) + field(used, lengthExtra);
        used += lengthExtra;
        int entry = distances.find(bits >>> used);
        int distanceUsed = used + (entry & CodeTable.LENGTH_MASK);
        if (distanceUsed > count || isUndecided(entry, count - used)) {
            return false;
        }
        requireMeaning(entry);
        int extra = (entry >> CodeTable.EXTRA_SHIFT) & CodeTable.LENGTH_MASK;
        if (distanceUsed + extra > count) {
            return false;
        }
        int distance = (entry >>> CodeTable.VALUE_SHIFT) + field(distanceUsed, extra);
        drop(distanceUsed + extra);
        requireHistory(distance, write);
        copy(window, write, distance, length);
        write += length;
        return true;
    }

    private int field(int shift, int width) {
        return (int) (bits >>> shift) & ((1 << width) - 1);
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

    private void requireHistory(int distance, int place) throws RfbProtocolException {
        if (distance > place - oldest) {
            throw CodeTable.damaged("a match refers to what was before the start");
        }
    }

    /** Eight bytes at a time; up to fifteen behind the end are written too. */
    private static void copy(byte[] out, int place, int distance, int length) {
        int to = place;
        int stop = place + length;
        int from = place - distance;
        if (distance < Long.BYTES) {
            // A short pattern: once it is there twice or more, its last repetitions are far enough away.
            int apart = distance * ((Long.BYTES + distance - 1) / distance);
            for (int i = 0; i < apart; i++) {
                out[to++] = out[from++];
            }
            from = to - apart;
        }
        while (to < stop) {
            LONG.set(out, to, (long) LONG.get(out, from));
            to += Long.BYTES;
            from += Long.BYTES;
        }
    }

    /** Moves what is not read and what matches may refer to to the front, when little room is left. */
    private void makeRoom() {
        if (end - write >= ROOM / 3) {
            return;
        }
        int from = Math.min(read, write - HISTORY);
        if (from > 0) {
            System.arraycopy(window, from, window, 0, write - from);
            read -= from;
            write -= from;
            oldest = Math.max(0, oldest - from);
        }
    }
}
