package org.pilothouse.gateway.ws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake.CloseCode;

/** Sends frames in order, one at a time. Who reads too slowly is closed, so that nobody else waits for it. */
final class Outbox {
    private static final int MAX_FRAMES = 2000;
    private static final long MAX_CHARS = 32L * 1024 * 1024;
    private static final long SEND_SECONDS = 20;

    private final Session session;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> frames = new ArrayDeque<>();
    private long chars;
    private boolean closed;
    private boolean held;

    Outbox(Session session) {
        this.session = session;
        Thread.ofVirtual().name("ws-out").start(this::run);
    }

    void send(Frame frame) {
        String text = frame.toJson();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            frames.add(text);
            chars += text.length();
            if (frames.size() > MAX_FRAMES || chars > MAX_CHARS) {
                closed = true;
                session.close(CloseCode.SLOW_CONSUMER, "reads too slowly", Callback.NOOP);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps frames back until {@link #resume}, in order. */
    void hold() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            held = false;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                String next = take();
                if (next == null) {
                    return;
                }
                Callback.Completable sent = new Callback.Completable();
                session.sendText(next, sent);
                sent.get(SEND_SECONDS, TimeUnit.SECONDS);
            }
        } catch (TimeoutException _) {
            close();
            session.close(CloseCode.SLOW_CONSUMER, "reads too slowly", Callback.NOOP);
            session.disconnect();
        } catch (ExecutionException _) {
            close(); // the connection is going away; its listener hears of it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String take() throws InterruptedException {
        lock.lock();
        try {
            while ((frames.isEmpty() || held) && !closed) {
                changed.await();
            }
            String next = closed ? null : frames.poll();
            if (next != null) {
                chars -= next.length();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
