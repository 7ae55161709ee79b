package org.pilothouse.rfb.decode;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/**
 * One zlib stream that lasts as long as the connection and comes in pieces, each a flushed part of a rectangle. It inflates only what
 * it is asked for, so a piece can never expand into more than a rectangle needs.
 */
final class ZlibStream {
    private final Inflater inflater = new Inflater();
    private final byte[] surplus = new byte[1];
    private @Nullable WireReader in;
    private long compressedLeft;

    /** Starts a piece of {@code compressed} bytes. */
    void begin(WireReader from, long compressed) {
        this.in = from;
        this.compressedLeft = compressed;
    }

    /**
     * Inflates between 1 and {@code most} bytes.
     *
     * @return how many, or 0 at the end of the piece
     */
    int read(byte[] to, int offset, int most) throws RfbProtocolException, RfbConnectionException {
        while (true) {
            int count = inflate(to, offset, most);
            if (count > 0) {
                return count;
            }
            if (inflater.finished() || inflater.needsDictionary()) {
                throw new RfbProtocolException(
                        "The server ended a compressed stream that lasts as long as the session.");
            }
            if (!inflater.needsInput()) {
                throw new RfbProtocolException("A compressed stream makes no progress.");
            }
            if (compressedLeft == 0) {
                return 0;
            }
            feed();
        }
    }

    /** Inflates exactly so many bytes. */
    void readFully(byte[] to, int count) throws RfbProtocolException, RfbConnectionException {
        int done = 0;
        while (done < count) {
            int part = read(to, done, count - done);
            if (part == 0) {
                throw new RfbProtocolException("A compressed rectangle inflates to less than its pixels.");
            }
            done += part;
        }
    }

    /** Begins a new stream. */
    void reset() {
        inflater.reset();
    }

    /** Ends the piece: all of it must be used up, without further output. */
    void end() throws RfbProtocolException, RfbConnectionException {
        if (read(surplus, 0, 1) != 0) {
            throw new RfbProtocolException("A compressed rectangle inflates to more than its pixels.");
        }
    }

    void close() {
        inflater.end();
    }

    private int inflate(byte[] to, int offset, int most) throws RfbProtocolException {
        try {
            return inflater.inflate(to, offset, most);
        } catch (DataFormatException e) {
            throw new RfbProtocolException("A compressed rectangle is damaged: " + e.getMessage(), e);
        }
    }

    private void feed() throws RfbConnectionException {
        WireReader from = in;
        if (from == null) {
            throw new IllegalStateException("begin() comes first");
        }
        int part = (int) Math.min(from.needSome(), compressedLeft);
        inflater.setInput(from.array(), from.position(), part);
        from.consume(part);
        compressedLeft -= part;
    }
}
