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
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.client.RfbClient;

/** One attempt: a session whose news go to the FX thread, except for frames, which go straight to the sinks. */
final class SessionLink implements RfbListener {
    private final RemoteDesktop desktop;
    private final Executor fx;
    private final Reconnecting reconnecting;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("vnc-clock").factory());
    private final AtomicReference<@Nullable RemoteCursor> newCursor = new AtomicReference<>();
    private @Nullable RfbSession session;
    /** The statistics while the session lives, then the next attempt. */
    private Future<?> later = CompletableFuture.completedFuture(null);

    private volatile boolean closed;

    SessionLink(RemoteDesktop desktop, Executor fx, Reconnecting reconnecting) {
        this.desktop = desktop;
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
            desktop.ticked(this, of.statistics(), of.canRequestSize());
        }
    }

    Optional<RfbSession> session() {
        return Optional.ofNullable(session);
    }

    /** Runs something on the FX thread later, with this link's end as the end of it. */
    void retryAfter(Duration delay, Consumer<SessionLink> retry) {
        later.cancel(false);
        later = clock.schedule(
                () -> fx.execute(() -> {
                    if (!closed) {
                        retry.accept(this);
                        clock.shutdownNow();
                    }
                }),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
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
        fx.execute(() -> desktop.stateChanged(this, state));
    }

    @Override
    public void updated(Framebuffer framebuffer, Damage damage) {
        if (!closed) {
            desktop.frame(framebuffer, damage);
        }
    }

    @Override
    public void cursorChanged(RemoteCursor shape) {
        // Animated pointers change often; the FX thread only needs the last shape.
        if (newCursor.getAndSet(shape) == null) {
            fx.execute(() -> {
                RemoteCursor last = newCursor.getAndSet(null);
                if (last != null) {
                    desktop.cursorChanged(this, last);
                }
            });
        }
    }

    @Override
    public void nameChanged(String name) {
        fx.execute(() -> desktop.nameChanged(this, name));
    }

    @Override
    public void bell() {
        fx.execute(() -> desktop.bell(this));
    }

    @Override
    public void resizeRefused(String reason) {
        fx.execute(() -> desktop.resizeRefused(this, reason));
    }

    @Override
    public void cutTextReceived(String text) {
        fx.execute(() -> desktop.cutTextReceived(this, text));
    }
}
