package org.pilothouse.rfb.inflate;

import org.pilothouse.rfb.RfbProtocolException;

/**
 * Inflates a zlib stream (RFC 1950, 1951) that comes in pieces cut anywhere. What comes out lies in {@link #array()} between
 * {@link #position()} and {@link #limit()}, behind the 32 KiB that matches refer to; nothing is copied and, after the first use, nothing
 * allocated. It never runs more than {@link #ROOM} bytes ahead of its reader, so a bomb cannot unfold. For one thread.
 */
public final class StreamInflater {
    /** The most bytes that can wait for the reader. */
    public static final int ROOM = 96 << 10;

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

    private final Window window;
    private final BitInput input = new BitInput();
    /** Second tables have at most 16 entries for each of the first that has one, and every link stands for two symbols at least. */
    private final CodeTable blockLiterals =
            new CodeTable(SymbolDecoder.LITERAL_BITS, (1 << SymbolDecoder.LITERAL_BITS) + 16 * (Codes.LITERALS / 2));

    private final CodeTable blockDistances =
            new CodeTable(SymbolDecoder.DISTANCE_BITS, (1 << SymbolDecoder.DISTANCE_BITS) + 64 * (Codes.DISTANCES / 2));
    private final BlockHeader header = new BlockHeader();
    private final CodeTable fixedLiterals = new CodeTable(SymbolDecoder.LITERAL_BITS, 1 << SymbolDecoder.LITERAL_BITS);
    private final CodeTable fixedDistances =
            new CodeTable(SymbolDecoder.DISTANCE_BITS, 1 << SymbolDecoder.DISTANCE_BITS);
    private final SymbolDecoder symbols;
    private Stage stage = Stage.HEADER;
    private boolean lastBlock;
    private int storedLeft;

    /** Makes an inflater whose array has so many bytes behind the limit, for readers that load more than they use. */
    public StreamInflater(int slack) {
        Codes.buildFixed(fixedLiterals, fixedDistances);
        window = new Window(slack);
        symbols = new SymbolDecoder(window, input, fixedLiterals, fixedDistances);
    }

    /** Begins a new stream; what was not read is lost. */
    public void reset() {
        stage = Stage.HEADER;
        lastBlock = false;
        input.clear();
        window.clear();
    }

    public byte[] array() {
        return window.bytes;
    }

    public int position() {
        return window.read;
    }

    public int limit() {
        return window.write;
    }

    /** Takes inflated bytes away. */
    public void consume(int bytes) {
        window.read += bytes;
    }

    /** Whether it stopped because the reader has to take something first; then there may be more without more input. */
    public boolean isFull() {
        return window.full;
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
        window.makeRoom();
        int at = from;
        while (true) {
            int before = at;
            Stage stageBefore = stage;
            int writeBefore = window.write;
            int countBefore = input.count;
            at = step(in, at, to);
            if (stage == Stage.FINISHED || window.full) {
                return at;
            }
            if (at == before && stage == stageBefore && window.write == writeBefore && input.count == countBefore) {
                return at;
            }
        }
    }

    private int step(byte[] in, int from, int to) throws RfbProtocolException {
        if (stage == Stage.CODES) {
            int at = symbols.decode(in, from, to);
            if (symbols.hasEnded()) {
                stage = Stage.BLOCK;
            }
            return at;
        }
        if (stage == Stage.STORED) {
            return stored(in, from, to);
        }
        int at = input.pull(in, from, to);
        switch (stage) {
            case HEADER -> streamHeader();
            case BLOCK -> blockHeader();
            case LENGTHS_HEAD -> take(header.head(input.bits, input.count), Stage.LENGTHS_CODE);
            case LENGTHS_CODE ->
                take(
                        header.code(input.bits, input.count),
                        header.isCodeComplete() ? Stage.LENGTHS : Stage.LENGTHS_CODE);
            case LENGTHS -> at = lengths(in, at, to);
            default -> {}
        }
        return at;
    }

    /** Consumes bits, if the step had enough of them. */
    private void take(int used, Stage next) {
        if (used > 0) {
            input.drop(used);
            stage = next;
        }
    }

    private void streamHeader() throws RfbProtocolException {
        if (input.count < 16) {
            return;
        }
        int method = input.field(0, 8);
        int flags = input.field(8, 8);
        if (((method << 8) + flags) % 31 != 0 || (method & 15) != 8 || method >> 4 > 7) {
            throw CodeTable.damaged("it is no zlib stream");
        }
        if ((flags & 0x20) != 0) {
            throw CodeTable.damaged("it wants a dictionary");
        }
        input.drop(16);
        stage = Stage.BLOCK;
    }

    private void blockHeader() throws RfbProtocolException {
        if (lastBlock) {
            lastBlock = false;
            stage = Stage.FINISHED;
            return;
        }
        if (input.count < 3) {
            return;
        }
        int kind = input.field(1, 2);
        if (kind == 0) {
            storedHeader();
            return;
        }
        lastBlock = input.field(0, 1) != 0;
        input.drop(3);
        if (kind == 1) {
            symbols.use(fixedLiterals, fixedDistances);
            stage = Stage.CODES;
        } else if (kind == 2) {
            stage = Stage.LENGTHS_HEAD;
        } else {
            throw CodeTable.damaged("a block is of no kind");
        }
    }

    /** What a block that is stored begins with, from the next whole byte on: its length, and that once more inverted. */
    private void storedHeader() throws RfbProtocolException {
        int skip = 3 + ((input.count - 3) & 7);
        if (input.count < skip + 32) {
            return;
        }
        lastBlock = input.field(0, 1) != 0;
        input.drop(skip);
        int length = input.field(0, 16);
        if (length != (~input.field(16, 16) & 0xFFFF)) {
            throw CodeTable.damaged("a stored block has no length");
        }
        input.drop(32);
        storedLeft = length;
        stage = Stage.STORED;
    }

    private int stored(byte[] in, int from, int to) {
        int at = from;
        while (storedLeft > 0 && input.count > 0 && window.write < window.end) {
            window.bytes[window.write++] = (byte) input.bits;
            input.drop(8);
            storedLeft--;
        }
        int part = Math.min(Math.min(storedLeft, to - at), window.end - window.write);
        if (part > 0 && input.count == 0) {
            System.arraycopy(in, at, window.bytes, window.write, part);
            at += part;
            window.write += part;
            storedLeft -= part;
        }
        if (storedLeft == 0) {
            stage = Stage.BLOCK;
        } else if (window.write == window.end) {
            window.full = true;
        }
        return at;
    }

    private int lengths(byte[] in, int from, int to) throws RfbProtocolException {
        int at = from;
        while (!header.isComplete()) {
            int used = header.length(input.bits, input.count);
            if (used == 0) {
                return at;
            }
            input.drop(used);
            at = input.pull(in, at, to);
        }
        header.build(blockLiterals, blockDistances);
        symbols.use(blockLiterals, blockDistances);
        stage = Stage.CODES;
        return at;
    }
}
