package org.pilothouse.rfb.wire;

import java.io.IOException;
import java.io.InputStream;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;

/** What a reader has not consumed yet, as a stream: for layers that decrypt before another reader goes on. */
final class WireInput extends InputStream {
    private final WireReader reader;

    WireInput(WireReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        try {
            count = Math.min(length, reader.needSome());
        } catch (RfbConnectionException e) {
            if (e.kind() == CloseReason.Kind.SERVER) {
                return -1;
            }
            throw e;
        }
        reader.readFully(to, offset, count);
        return count;
    }
}
