package org.pilothouse.rfb.wire;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;

/**
 * Buffered big-endian reading. Hot decoders call {@link #need} and then work on {@link #array()} from {@link #position()} on; nothing
 * is allocated after construction. For one thread.
 */
public final class WireReader {
    /** Sees all bytes as they come from the stream. */
    @FunctionalInterface
    public interface Tap {
        void bytes(byte[] from, int offset, int count) throws RfbConnectionException;
    }

    /** Is told of each read from the stream, on the reading thread. */
    @FunctionalInterface
    public interface Watch {
        /**
         * So many bytes came.
         *
         * @param start when the read began, by {@link System#nanoTime}
         * @param end when it returned
         */
        void read(int count, long start, long end);
    }

    /** The most bytes that {@link #need} can be asked for. */
    public static final int CAPACITY = 256 << 10;

    /** Bytes behind the capacity that decoders may load but never use, so that their inner loops need not look for the end. */
    private static final int SLACK = 4 << 10;

    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private Tap tap = (from, offset, count) -> {};
    private Watch watch = (count, start, end) -> {};
    private final byte[] buffer = new byte[CAPACITY + SLACK];
    private int position;
    private int limit;
    private long total;
    private volatile long received;

    public WireReader(InputStream in) {
        this.in = in;
    }

    /** Everything that is not consumed yet, and all that comes, as a stream; use only one of both. */
    public InputStream asStream() {
        return new WireInput(this);
    }

    /** Bytes taken from the stream so far, for statistics; readable by any thread. */
    public long received() {
        return received;
    }

    /** Bytes handed out so far. */
    public long consumed() {
        return total - (limit - position);
    }

    /** Shows all bytes that are not consumed yet, and those to come, to a tap. */
    public void tap(Tap newTap) throws RfbConnectionException {
        newTap.bytes(buffer, position, limit - position);
        tap = newTap;
    }

    /** Tells of the reads to come. */
    public void watch(Watch newWatch) {
        watch = newWatch;
    }

    /** Blocks until {@code count} bytes are buffered. */
    public void need(int count) throws RfbConnectionException {
        if (limit - position < count) {
            fill(count);
        }
    }

    /**
     * Blocks until at least one byte is buffered.
     *
     * @return how many are
     */
    public int needSome() throws RfbConnectionException {
        need(1);
        return limit - position;
    }

    public int buffered() {
        return limit - position;
    }

    public byte[] array() {
        return buffer;
    }

    public int position() {
        return position;
    }

    /** Consumes buffered bytes. */
    public void consume(int count) {
        position += count;
    }

    public int u8() throws RfbConnectionException {
        need(1);
        return buffer[position++] & 0xFF;
    }

    public int u16() throws RfbConnectionException {
        need(2);
        int value = ((buffer[position] & 0xFF) << 8) | (buffer[position + 1] & 0xFF);
        position += 2;
        return value;
    }

    public int s32() throws RfbConnectionException {
        need(4);
        int value = (int) BIG_ENDIAN_INT.get(buffer, position);
        position += 4;
        return value;
    }

    public long u32() throws RfbConnectionException {
        return s32() & 0xFFFF_FFFFL;
    }

    public void readFully(byte[] to, int offset, int count) throws RfbConnectionException {
        int done = 0;
        while (done < count) {
            int part = Math.min(needSome(), count - done);
            System.arraycopy(buffer, position, to, offset + done, part);
            position += part;
            done += part;
        }
    }

    public void skip(long count) throws RfbConnectionException {
        long left = count;
        while (left > 0) {
            int part = (int) Math.min(needSome(), left);
            position += part;
            left -= part;
        }
    }

    private void fill(int count) throws RfbConnectionException {
        if (position == limit) {
            position = 0;
            limit = 0;
        } else if (CAPACITY - position < count || position > CAPACITY / 2) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        while (limit - position < count) {
            int read = readOnce();
            tap.bytes(buffer, limit, read);
            limit += read;
            total += read;
            received = total;
        }
    }

    private int readOnce() throws RfbConnectionException {
        int read;
        long start = System.nanoTime();
        try {
            read = in.read(buffer, limit, CAPACITY - limit);
        } catch (RfbConnectionException e) {
            throw e;
        } catch (IOException e) {
            throw new RfbConnectionException(
                    CloseReason.Kind.CONNECTION, "The connection to the desktop was lost: " + e.getMessage(), e);
        }
        if (read < 0) {
            throw new RfbConnectionException(CloseReason.Kind.SERVER, "The server closed the connection.");
        }
        watch.read(read, start, System.nanoTime());
        return read;
    }
}
