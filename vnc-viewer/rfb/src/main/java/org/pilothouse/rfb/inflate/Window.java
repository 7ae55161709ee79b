package org.pilothouse.rfb.inflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.pilothouse.rfb.RfbProtocolException;

/** What came out and was not read yet, behind the 32 KiB that matches refer to. */
final class Window {
    private static final int HISTORY = 32 << 10;
    private static final int MAX_MATCH = 258;
    /** What a copy of eight bytes at a time may write behind its end. */
    private static final int OVERRUN = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    final byte[] bytes;
    /** Where nothing more is begun; a match may go on behind it. */
    final int end;

    int read;
    int write;
    /** Whether something waits to be taken away before more can come. */
    boolean full;

    /** Where the stream's first byte is, or was. */
    private int oldest;

    Window(int slack) {
        end = HISTORY + StreamInflater.ROOM;
        bytes = new byte[end + MAX_MATCH + OVERRUN + slack];
    }

    void clear() {
        read = 0;
        write = 0;
        oldest = 0;
        full = false;
    }

    /** Moves what is not read and what matches may refer to to the front, when little room is left. */
    void makeRoom() {
        full = false;
        if (end - write >= StreamInflater.ROOM / 3) {
            return;
        }
        int from = Math.min(read, write - HISTORY);
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, write - from);
            read -= from;
            write -= from;
            oldest = Math.max(0, oldest - from);
        }
    }

    void requireHistory(int distance, int place) throws RfbProtocolException {
        if (distance > place - oldest) {
            throw CodeTable.damaged("a match refers to what was before the start");
        }
    }

    /** Repeats what is {@code distance} back, eight bytes at a time; up to fifteen behind the end are written too. */
    static void copy(byte[] out, int place, int distance, int length) {
        int to = place;
        int stop = place + length;
        int from = place - distance;
        if (distance < Long.BYTES) {
            // A short pattern: once it is there twice or more, its last repetitions are far enough away.
            int apart = distance * ((Long.BYTES + distance - 1) / distance);
            for (int i = 0; i < apart; i++) {
                out[to++] = out[from++];
            }
            from = to - apart;
        }
        while (to < stop) {
            LONG.set(out, to, (long) LONG.get(out, from));
            to += Long.BYTES;
            from += Long.BYTES;
        }
    }
}
