package org.pilothouse.gateway.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A byte pipe of fixed capacity between two threads. Unlike {@code java.io.Piped*Stream} it wakes the reader at once and
 * does not care which threads come and go.
 */
public final class BoundedPipe {
    private final byte[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InputStream source = new Source();
    private final OutputStream sink = new Sink();
    private int start;
    private int count;
    private boolean writerDone;
    private boolean readerWaits;
    private boolean readerDone;

    public BoundedPipe(int capacity) {
        this.ring = new byte[capacity];
    }

    /** Reads what was written; -1 after the sink was closed and everything was read. Closing it makes writes fail. */
    public InputStream source() {
        return source;
    }

    /** Blocks while the pipe is full; fails once the source is closed. */
    public OutputStream sink() {
        return sink;
    }

    /**
     * Waits until the reader took everything and came back for more, so that it has dealt with what it took.
     *
     * @return false where that did not happen in time
     */
    public boolean awaitDrained(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (!(count == 0 && readerWaits) && !readerDone && left > 0) {
                left = changed.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }

    private final class Source extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            lock.lock();
            try {
                while (count == 0 && !writerDone && !readerDone) {
                    readerWaits = true;
                    changed.signalAll();
                    changed.await();
                }
                readerWaits = false;
                if (count == 0 || readerDone) {
                    return -1;
                }
                int n = Math.min(length, count);
                int first = Math.min(n, ring.length - start);
                System.arraycopy(ring, start, target, offset, first);
                System.arraycopy(ring, 0, target, offset + first, n - first);
                start = (start + n) % ring.length;
                count -= n;
                changed.signalAll();
                return n;
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                readerDone = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            lock.lock();
            try {
                int done = 0;
                while (done < length) {
                    while (count == ring.length && !readerDone && !writerDone) {
                        changed.await();
                    }
                    if (readerDone || writerDone) {
                        throw new IOException("the other end of the pipe is closed");
                    }
                    int end = (start + count) % ring.length;
                    int n = Math.min(Math.min(length - done, ring.length - count), ring.length - end);
                    System.arraycopy(bytes, offset + done, ring, end, n);
                    count += n;
                    done += n;
                    changed.signalAll();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                writerDone = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting on a pipe", e);
    }
}
