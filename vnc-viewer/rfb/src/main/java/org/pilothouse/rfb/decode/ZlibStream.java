package org.pilothouse.rfb.decode;

import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.inflate.StreamInflater;
import org.pilothouse.rfb.wire.WireReader;

/**
 * One zlib stream that lasts as long as the connection and comes in pieces, each a flushed part of a rectangle. What it inflates lies in
 * {@link #array()} from {@link #position()} on; it never runs far ahead of its reader, so a piece cannot expand into much more than a
 * rectangle needs.
 */
final class ZlibStream {
    /** The most bytes that {@link #has} can be asked for. */
    static final int MOST = 32 << 10;

    private final StreamInflater inflater;
    private @Nullable WireReader in;
    private long compressedLeft;

    /** Makes a stream; so many bytes behind {@link #limit} may be loaded, not used. */
    ZlibStream(int slack) {
        inflater = new StreamInflater(slack);
    }

    /** Starts a piece of {@code compressed} bytes. */
    void begin(WireReader from, long compressed) {
        this.in = from;
        this.compressedLeft = compressed;
    }

    byte[] array() {
        return inflater.array();
    }

    int position() {
        return inflater.position();
    }

    int limit() {
        return inflater.limit();
    }

    void consume(int count) {
        inflater.consume(count);
    }

    /**
     * Inflates until so many bytes are there.
     *
     * @return false if the piece ends before
     */
    boolean has(int count) throws RfbProtocolException, RfbConnectionException {
        while (limit() - position() < count) {
            if (!step()) {
                return false;
            }
        }
        return true;
    }

    /** Inflates until so many bytes are there, and says where. */
    int require(int count) throws RfbProtocolException, RfbConnectionException {
        if (!has(count)) {
            throw new RfbProtocolException("A compressed rectangle inflates to less than its pixels.");
        }
        return position();
    }

    /** Begins a new stream. */
    void reset() {
        inflater.reset();
    }

    /** Ends the piece: all of it must be used up, without further output. */
    void end() throws RfbProtocolException, RfbConnectionException {
        if (has(1)) {
            throw new RfbProtocolException("A compressed rectangle inflates to more than its pixels.");
        }
    }

    /** Inflates what has arrived, as far as there is room. */
    private boolean step() throws RfbProtocolException, RfbConnectionException {
        WireReader from = in;
        if (from == null) {
            throw new IllegalStateException("begin() comes first");
        }
        if (compressedLeft == 0 && !inflater.isFull()) {
            return false;
        }
        int available = compressedLeft == 0 ? 0 : (int) Math.min(from.needSome(), compressedLeft);
        int start = from.position();
        int used = inflater.inflate(from.array(), start, start + available) - start;
        from.consume(used);
        compressedLeft -= used;
        if (inflater.isFinished()) {
            throw new RfbProtocolException("The server ended a compressed stream that lasts as long as the session.");
        }
        return true;
    }
}
