package org.pilothouse.rfb.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;

/** A network that lets through so many bytes a second from the server; what is sent to it is not delayed. */
public final class ThrottledTransport implements RfbTransport {
    private static final int PORTION = 4096;

    private final RfbTransport inner;
    private final InputStream input;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile boolean closed;

    public ThrottledTransport(RfbDialer dialer) throws IOException {
        inner = dialer.dial();
        input = new FilterInputStream(inner.input()) {
            private long free = System.nanoTime();

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                long rate = bytesPerSecond;
                int count = super.read(to, offset, rate == Long.MAX_VALUE ? length : Math.min(PORTION, length));
                if (count > 0 && rate != Long.MAX_VALUE) {
                    free = Math.max(free, System.nanoTime()) + count * 1_000_000_000L / rate;
                    while (free > System.nanoTime() && !closed) {
                        LockSupport.parkNanos(free - System.nanoTime());
                    }
                }
                return count;
            }
        };
    }

    /** From now on. */
    public void limit(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return inner.output();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        inner.close();
    }
}
