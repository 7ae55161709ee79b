package org.pilothouse.agent.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A call under way. Its answer takes room until it is picked up by {@link #await} or given up by {@link #release}. */
public final class PendingCall {
    private final Runnable forget;
    private final AtomicLong held;
    private final CompletableFuture<Message> answer = new CompletableFuture<>();
    private final AtomicBoolean gaveBack = new AtomicBoolean();
    private final long sent = System.nanoTime();
    private volatile long answered;
    private volatile boolean released;

    /**
     * @param forget takes it off the list of those who wait
     * @param held bytes of all answers that were not picked up
     */
    PendingCall(Runnable forget, AtomicLong held) {
        this.forget = forget;
        this.held = held;
    }

    void answer(Message message) {
        answered = System.nanoTime();
        answer.complete(message);
        if (released) {
            giveBack(message);
        }
    }

    void fail(IOException cause) {
        answered = System.nanoTime();
        answer.completeExceptionally(cause);
    }

    /** Whether there is no answer of any kind yet. */
    public boolean late() {
        return !answer.isDone();
    }

    /** When it was sent ({@link System#nanoTime}). */
    public long sentNanos() {
        return sent;
    }

    /** When the answer came; of no meaning while it is late. */
    public long answeredNanos() {
        return answered;
    }

    /**
     * Waits for the answer's values. A call that is late may be waited for again.
     *
     * @throws DBusException where the other side refused, sent something that cannot be read, or did not answer in time
     */
    public List<Object> await(Duration limit) throws DBusException, InterruptedException {
        Message message;
        try {
            message = answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DBusException("no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new DBusException("the connection to the bus failed: " + e.getMessage(), e);
        }
        try {
            List<Object> values = message.values();
            if (message.type() == Message.ERROR) {
                throw new DBusException(message.error() + (values.isEmpty() ? "" : ": " + values.getFirst()));
            }
            return values;
        } catch (IOException e) {
            throw new DBusException(String.valueOf(e.getMessage()), e);
        } finally {
            release();
        }
    }

    /** Gives the answer up, whether it has come or not. */
    public void release() {
        released = true;
        forget.run();
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            giveBack(answer.join());
        }
    }

    private void giveBack(Message message) {
        if (gaveBack.compareAndSet(false, true)) {
            held.addAndGet(-message.body().length);
        }
    }
}
