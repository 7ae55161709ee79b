package org.pilothouse.rfb.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.wire.WireBuffer;

/**
 * Everything that leaves for the server, in order. Any thread puts whole messages in and never waits; one thread writes all that has
 * come together and flushes once. A pointer move that still waits is overwritten by the next one.
 */
final class OutputQueue {
    /** A server that lets this much pile up does not read any more. */
    private static final int MOST_WAITING = 8 << 20;

    private static final int NO_MOVE = -1;
    private static final int POINTER_EVENT = 5;
    private static final int EXTENDED_BUTTONS = 0x80;
    /** A coordinate of a relative pointer event that does not move, and the largest there is. */
    private static final int NO_MOTION = 0x7FFF;

    private static final int MOST_MOTION = 0xFFFF;

    private final Runnable onOverflow;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private WireBuffer waiting = new WireBuffer();
    private WireBuffer writing = new WireBuffer();
    private final Condition empty = lock.newCondition();
    private boolean running;
    private boolean busy;
    /** Nothing is taken any more, but what waits is still written. */
    private boolean finishing;

    private boolean closed;
    private volatile long sent;

    /** Where the last waiting message starts, if it is a pointer event that changed no button. */
    private int lastMove = NO_MOVE;

    private int lastButtons;
    private boolean lastRelative;

    /** Calls {@code onOverflow}, once and at once, when the server does not take what is sent to it. */
    OutputQueue(Runnable onOverflow) {
        this.onOverflow = onOverflow;
    }

    /** Bytes written so far. */
    long sent() {
        return sent;
    }

    /** Adds one or more whole messages. */
    void add(Consumer<WireBuffer> messages) {
        lock.lock();
        try {
            if (!finishing && !closed) {
                messages.accept(waiting);
                lastMove = NO_MOVE;
                added();
            }
        } finally {
            lock.unlock();
        }
    }

    void addUpdateRequest(boolean incremental, int width, int height) {
        lock.lock();
        try {
            if (!finishing && !closed) {
                ClientMessages.updateRequest(waiting, incremental, 0, 0, width, height);
                lastMove = NO_MOVE;
                added();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a pointer event.
     *
     * @param extended whether the server takes a second byte of buttons
     */
    void addPointer(int x, int y, int buttons, boolean extended) {
        addPointer(x, y, buttons, extended, false);
    }

    /** Adds a movement for a server whose mouse is relative. Those that wait are added up. */
    void addMotion(int dx, int dy, int buttons, boolean extended) {
        addPointer(
                Math.clamp((long) dx + NO_MOTION, 0, MOST_MOTION),
                Math.clamp((long) dy + NO_MOTION, 0, MOST_MOTION),
                buttons,
                extended,
                true);
    }

    private void addPointer(int x, int y, int buttons, boolean extended, boolean relative) {
        lock.lock();
        try {
            if (finishing || closed) {
                return;
            }
            boolean onlyMoved = buttons == lastButtons;
            boolean joinable = onlyMoved && relative == lastRelative && lastMove != NO_MOVE;
            if (joinable && joined(x, y, relative)) {
                return;
            }
            lastMove = onlyMoved ? waiting.size() : NO_MOVE;
            lastButtons = buttons;
            lastRelative = relative;
            int low = buttons & 0x7F;
            int high = buttons >> 7;
            if (extended && high != 0) {
                waiting.u8(POINTER_EVENT)
                        .u8(low | EXTENDED_BUTTONS)
                        .u16(x)
                        .u16(y)
                        .u8(high);
            } else {
                waiting.u8(POINTER_EVENT)
                        .u8(extended ? low : buttons & 0xFF)
                        .u16(x)
                        .u16(y);
            }
            added();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a move into the one that waits.
     *
     * @return false if it does not fit in
     */
    private boolean joined(int x, int y, boolean relative) {
        int toX = relative ? waiting.u16At(lastMove + 2) + x - NO_MOTION : x;
        int toY = relative ? waiting.u16At(lastMove + 4) + y - NO_MOTION : y;
        if (toX < 0 || toY < 0 || toX > MOST_MOTION || toY > MOST_MOTION) {
            return false;
        }
        waiting.u16At(lastMove + 2, toX);
        waiting.u16At(lastMove + 4, toY);
        return true;
    }

    /** Writes until closed. Messages that wait when it closes are not written. */
    void run(OutputStream out) throws RfbConnectionException, InterruptedException {
        long total = 0;
        while (take()) {
            int size = writing.size();
            try {
                writing.writeTo(out);
            } catch (IOException e) {
                throw new RfbConnectionException(
                        CloseReason.Kind.CONNECTION, "The connection to the desktop was lost: " + e.getMessage(), e);
            }
            writing.clear();
            total += size;
            sent = total;
        }
    }

    /** Takes nothing more, and waits a while until all that was taken is written. The queue is still to be closed. */
    void finish(long nanos) throws InterruptedException {
        lock.lock();
        try {
            finishing = true;
            long left = nanos;
            while (running && !closed && left > 0 && (busy || waiting.size() > 0)) {
                left = empty.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            empty.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean take() throws InterruptedException {
        lock.lock();
        try {
            running = true;
            busy = false;
            while (waiting.size() == 0 && !closed) {
                empty.signalAll();
                work.await();
            }
            if (closed) {
                return false;
            }
            WireBuffer full = waiting;
            waiting = writing;
            writing = full;
            lastMove = NO_MOVE;
            busy = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void added() {
        if (waiting.size() > MOST_WAITING) {
            closed = true;
            onOverflow.run();
        }
        work.signal();
    }
}
