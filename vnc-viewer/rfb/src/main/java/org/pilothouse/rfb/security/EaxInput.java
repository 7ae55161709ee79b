package org.pilothouse.rfb.security;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.wire.WireReader;

/** Decrypts records: a length of two bytes, so many bytes, and a tag. It reads no byte beyond the record that is asked for. */
final class EaxInput extends InputStream {
    private static final int MOST = 0xFFFF;

    private final WireReader in;
    private final Eax eax;
    private final byte[] header = new byte[2];
    private final byte[] record = new byte[MOST + Eax.TAG_BYTES];
    private int position;
    private int limit;

    EaxInput(WireReader in, Eax eax) {
        this.in = in;
        this.eax = eax;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (position == limit) {
            if (!next()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(record, position, to, offset, count);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        try {
            in.need(1);
        } catch (RfbConnectionException e) {
            if (e.kind() == CloseReason.Kind.SERVER) {
                return false;
            }
            throw e;
        }
        in.readFully(header, 0, header.length);
        int length = (header[0] & 0xFF) << 8 | (header[1] & 0xFF);
        in.readFully(record, 0, length + Eax.TAG_BYTES);
        try {
            if (!eax.open(header, record, length)) {
                throw SecurityTalk.refusal("Encrypted data from the server was changed on its way.");
            }
        } catch (GeneralSecurityException e) {
            throw SecurityTalk.refusal("This Java runtime cannot decrypt what the server sends.", e);
        }
        position = 0;
        limit = length;
        return true;
    }
}
