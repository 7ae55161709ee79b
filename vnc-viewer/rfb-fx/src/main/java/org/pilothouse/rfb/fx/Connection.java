package org.pilothouse.rfb.fx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RemoteCursor;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbState;
import org.pilothouse.rfb.RfbStatistics;

/** Connects, notices the end, and tries again. For the FX thread, except for {@link #frame}. */
final class Connection {
    private final RemoteDesktop desktop;
    private final DesktopModel model;
    private final RfbDialer dialer;
    private final RfbOptions options;
    private final Executor fx;
    private final Reconnecting reconnecting;
    private @Nullable SessionLink link;

    Connection(
            RemoteDesktop desktop,
            DesktopModel model,
            RfbDialer dialer,
            RfbOptions options,
            Executor fx,
            Reconnecting reconnecting) {
        this.desktop = desktop;
        this.model = model;
        this.dialer = dialer;
        this.options = options;
        this.fx = fx;
        this.reconnecting = reconnecting;
    }

    void connect() {
        DesktopStatus now = model.status.get();
        if (now == DesktopStatus.DISCONNECTED || now == DesktopStatus.FAILED || now == DesktopStatus.RECONNECTING) {
            closeLink();
            reconnecting.reset();
            model.show(DesktopStatus.CONNECTING, "Connecting\u2026");
            open();
        }
    }

    void disconnect() {
        closeLink();
        model.show(DesktopStatus.DISCONNECTED, "Not connected");
    }

    /** The session while there is one. */
    Optional<RfbSession> session() {
        return Optional.ofNullable(link).flatMap(SessionLink::session);
    }

    private void open() {
        SessionLink opened = new SessionLink(this, fx, reconnecting);
        link = opened;
        opened.open(dialer, options);
    }

    private void closeLink() {
        SessionLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    /** Called by a link, as are all methods below. */
    void stateChanged(SessionLink from, RfbState state) {
        if (from != link) {
            return;
        }
        switch (state) {
            case RfbState.Connecting() -> {}
            case RfbState.Authenticating() -> {}
            case RfbState.Connected connected -> {
                model.name.set(connected.name());
                from.session().ifPresent(desktop::configure);
                model.show(DesktopStatus.CONNECTED, "Connected");
            }
            case RfbState.Closed(CloseReason reason) -> ended(from, reason);
        }
    }

    private void ended(SessionLink from, CloseReason reason) {
        model.cursor.set(Optional.empty());
        model.locks.set(Optional.empty());
        model.resizable.set(false);
        boolean again = desktop.isAutoReconnect() && reason.kind().worthRetrying();
        if (!again) {
            link = null;
            from.close();
            model.show(DesktopStatus.FAILED, reason.message());
            return;
        }
        from.retryAfter(reconnecting.nextDelay(), left -> countDown(from, reason, left), () -> reopen(from));
    }

    private void countDown(SessionLink from, CloseReason reason, Duration left) {
        if (from == link) {
            model.show(DesktopStatus.RECONNECTING, reason.message() + " " + Reconnecting.sentence(left));
        }
    }

    private void reopen(SessionLink from) {
        if (from == link) {
            open();
        }
    }

    void ticked(SessionLink from, RfbStatistics now, boolean canResize) {
        if (from != link) {
            return;
        }
        model.statistics.set(Optional.of(now));
        model.resizable.set(canResize);
        if (Frozen.isFrozen(now)) {
            model.show(DesktopStatus.FROZEN, Frozen.sentence(now));
        } else if (model.status.get() == DesktopStatus.FROZEN) {
            model.show(DesktopStatus.CONNECTED, "Connected");
        }
    }

    /** On the session's thread. */
    void frame(Framebuffer framebuffer, Damage damage) {
        model.frame(framebuffer, damage);
    }

    void cursorChanged(SessionLink from, RemoteCursor shape) {
        if (from == link) {
            model.cursor.set(Optional.of(shape));
        }
    }

    void pointerMoved(SessionLink from, int x, int y) {
        if (from == link) {
            model.spectators().forEach(spectator -> spectator.pointerMoved(x, y, ""));
        }
    }

    void locksChanged(SessionLink from, LockState locks) {
        if (from == link) {
            model.locks.set(Optional.of(locks));
        }
    }

    void nameChanged(SessionLink from, String newName) {
        if (from == link) {
            model.name.set(newName);
        }
    }

    void bell(SessionLink from) {
        if (from == link) {
            model.spectators().forEach(Spectator::bell);
            desktop.rang();
        }
    }

    void resizeRefused(SessionLink from, String reason) {
        if (from == link) {
            desktop.refused(reason);
        }
    }

    void cutTextReceived(SessionLink from, String text) {
        if (from == link) {
            model.spectators().forEach(spectator -> spectator.cutText(text));
        }
    }
}
