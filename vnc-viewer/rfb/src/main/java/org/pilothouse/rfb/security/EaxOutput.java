package org.pilothouse.rfb.security;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;

/** Encrypts each write as one or more records. */
final class EaxOutput extends OutputStream {
    private static final int MOST = 8192;

    private final OutputStream out;
    private final Eax eax;

    EaxOutput(OutputStream out, Eax eax) {
        this.out = out;
        this.eax = eax;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(MOST, length - done);
            byte[] header = {(byte) (part >> 8), (byte) part};
            try {
                byte[] sealed = eax.seal(header, bytes, offset + done, part);
                byte[] record = new byte[header.length + sealed.length];
                System.arraycopy(header, 0, record, 0, header.length);
                System.arraycopy(sealed, 0, record, header.length, sealed.length);
                out.write(record);
            } catch (GeneralSecurityException e) {
                throw new IOException("This Java runtime cannot encrypt: " + e.getMessage(), e);
            }
            done += part;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
