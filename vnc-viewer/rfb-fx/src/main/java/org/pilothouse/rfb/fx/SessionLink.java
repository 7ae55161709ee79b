package org.pilothouse.rfb.fx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.client.RfbClient;

/** One attempt: a session whose news go to the FX thread, except for frames, which go straight to the views. */
final class SessionLink implements RfbListener {
    private record Position(int x, int y) {}

    private final Connection connection;
    private final Executor fx;
    private final Reconnecting reconnecting;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("vnc-clock").factory());
    private final AtomicReference<@Nullable RemoteCursor> newCursor = new AtomicReference<>();
    private final AtomicReference<@Nullable Position> newPosition = new AtomicReference<>();
    private @Nullable RfbSession session;
    /** The statistics while the session lives, then the next attempt. */
    private Future<?> later = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    SessionLink(Connection connection, Executor fx, Reconnecting reconnecting) {
        this.connection = connection;
        this.fx = fx;
        this.reconnecting = reconnecting;
    }

    /** On the FX thread. */
    void open(RfbDialer dialer, RfbOptions options) {
        RfbSession opened = RfbClient.connect(dialer, options, this);
        session = opened;
        later = clock.scheduleAtFixedRate(() -> fx.execute(() -> tick(opened)), 1, 1, TimeUnit.SECONDS);
    }

    private void tick(RfbSession of) {
        if (!closed && of.state() instanceof RfbState.Connected) {
            reconnecting.reset();
            connection.ticked(this, of.statistics(), of.canRequestSize());
        }
    }

    Optional<RfbSession> session() {
        return Optional.ofNullable(session);
    }

    /**
     * Runs something on the FX thread later, with this link's end as the end of it.
     *
     * @param countDown told of the time left, at once and then each second
     */
    void retryAfter(Duration delay, Consumer<Duration> countDown, Runnable retry) {
        later.cancel(false);
        long end = System.nanoTime() + delay.toNanos();
        countDown.accept(delay);
        later = clock.scheduleAtFixedRate(
                () -> fx.execute(() -> waited(Duration.ofNanos(end - System.nanoTime()), countDown, retry)),
                delay.toMillis() % 1000 + 5, // whole seconds before the end, and the last one just behind it
                1000,
                TimeUnit.MILLISECONDS);
    }

    private void waited(Duration left, Consumer<Duration> countDown, Runnable retry) {
        if (closed) {
            return;
        }
        if (left.isPositive()) {
            countDown.accept(left);
        } else {
            retry.run();
            close();
        }
    }

    /** On the FX thread, which does not wait for the session's end. */
    void close() {
        closed = true;
        clock.shutdownNow();
        RfbSession open = session;
        if (open != null) {
            Thread.ofVirtual().name("vnc-closer").start(open::close);
        }
    }

    @Override
    public void stateChanged(RfbState state) {
        fx.execute(() -> connection.stateChanged(this, state));
    }

    @Override
    public void updated(Framebuffer framebuffer, Damage damage) {
        if (!closed) {
            connection.frame(framebuffer, damage);
        }
    }

    @Override
    public void cursorChanged(RemoteCursor shape) {
        // Animated pointers change often; the FX thread only needs the last shape.
        latest(newCursor, shape, last -> connection.cursorChanged(this, last));
    }

    @Override
    public void pointerMoved(int x, int y) {
        latest(newPosition, new Position(x, y), last -> connection.pointerMoved(this, last.x(), last.y()));
    }

    private <T> void latest(AtomicReference<@Nullable T> box, T value, Consumer<T> taken) {
        if (box.getAndSet(value) == null) {
            fx.execute(() -> {
                T last = box.getAndSet(null);
                if (last != null) {
                    taken.accept(last);
                }
            });
        }
    }

    @Override
    public void locksChanged(LockState locks) {
        fx.execute(() -> connection.locksChanged(this, locks));
    }

    @Override
    public void nameChanged(String name) {
        fx.execute(() -> connection.nameChanged(this, name));
    }

    @Override
    public void bell() {
        fx.execute(() -> connection.bell(this));
    }

    @Override
    public void resizeRefused(String reason) {
        fx.execute(() -> connection.resizeRefused(this, reason));
    }

    @Override
    public void cutTextReceived(String text) {
        fx.execute(() -> connection.cutTextReceived(this, text));
    }
}
