package org.pilothouse.rfb.png;

import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.inflate.StreamInflater;

/** The inflated bytes of an image, whose data chunks follow each other. Inflated only as far as they are read. */
final class PngData {
    private final PngDecoder image;
    private final StreamInflater inflater = new StreamInflater(0);
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean more;

    PngData(PngDecoder image) {
        this.image = image;
    }

    /** Begins with the chunk at a place. */
    void begin(int chunk) throws RfbProtocolException {
        inflater.reset();
        bytes = image.bytes();
        at = chunk + 8;
        end = image.chunkEnd(chunk);
        more = true;
    }

    byte[] array() {
        return inflater.array();
    }

    void consume(int count) {
        inflater.consume(count);
    }

    /** Inflates until so many bytes are there, and says where. */
    int require(int count) throws RfbProtocolException {
        if (!has(count)) {
            throw new RfbProtocolException("A PNG inflates to less than its pixels.");
        }
        return inflater.position();
    }

    /** All must be used up, without further output. */
    void end() throws RfbProtocolException {
        if (has(1)) {
            throw new RfbProtocolException("A PNG inflates to more than its pixels.");
        }
    }

    private boolean has(int count) throws RfbProtocolException {
        while (inflater.limit() - inflater.position() < count) {
            if (inflater.isFinished() || !step()) {
                return false;
            }
        }
        return true;
    }

    private boolean step() throws RfbProtocolException {
        if (at == end && more) {
            nextChunk();
        }
        int written = inflater.limit() - inflater.position();
        int used = inflater.inflate(bytes, at, end);
        boolean progress = used > at || inflater.limit() - inflater.position() > written;
        at = used;
        return progress || (at == end && more);
    }

    private void nextChunk() throws RfbProtocolException {
        int chunk = end + 4;
        int chunkEnd = image.chunkEnd(chunk);
        more = image.isData(chunk);
        if (more) {
            at = chunk + 8;
            end = chunkEnd;
        }
    }
}
