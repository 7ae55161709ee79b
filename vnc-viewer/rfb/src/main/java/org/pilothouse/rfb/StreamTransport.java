package org.pilothouse.rfb;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

record StreamTransport(InputStream input, OutputStream output, Closeable closer) implements RfbTransport {
    @Override
    public void close() throws IOException {
        closer.close();
    }
}
