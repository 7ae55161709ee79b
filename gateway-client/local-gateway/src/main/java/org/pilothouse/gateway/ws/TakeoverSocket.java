package org.pilothouse.gateway.ws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.TakeoverTickets.Grant;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.ExecStream;
import org.pilothouse.gateway.relay.RfbFilter;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer on one desktop: RFB in binary messages on this side, a {@code socat} to the desktop's VNC socket on the
 * other. Whichever side ends first takes the other with it.
 */
// public, as Jetty calls it by reflection from another module
public final class TakeoverSocket implements Session.Listener.AutoDemanding {
    private static final Logger log = LoggerFactory.getLogger(TakeoverSocket.class);
    private static final String USER = "1000:1000";
    private static final List<String> COMMAND =
            List.of("socat", "-b", "65536", "-", "UNIX-CONNECT:/run/pilothouse/vnc.sock");
    private static final int BUFFER = 64 * 1024;
    private static final long SEND_SECONDS = 30;
    private static final long PING_SECONDS = 5;
    private static final long PONG_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int BAD_GATEWAY = 1011;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL_ERROR = 1002;

    private final Grant grant;
    private final ControlPlane.Desktop desktop;
    private final TakeoverSockets sockets;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile @Nullable ExecStream exec;
    private volatile @Nullable ControlLease lease;
    private @Nullable RfbFilter filter;
    private @Nullable ScheduledFuture<?> pinger;
    private volatile String endedBecause = "given back";
    private volatile long lastPong = System.nanoTime();

    TakeoverSocket(Grant grant, ControlPlane.Desktop desktop, TakeoverSockets sockets) {
        this.grant = grant;
        this.desktop = desktop;
        this.sockets = sockets;
    }

    Grant grant() {
        return grant;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.setMaxTextMessageSize(1);
        opened.setMaxBinaryMessageSize(1024 * 1024);
        sockets.opened(this);
        try {
            boolean controls = grant.mode() == TakeoverMode.CONTROL;
            if (controls) {
                lease = sockets.take(grant);
            }
            ExecStream stream = desktop.engine().exec(desktop.containerId(), USER, COMMAND);
            exec = stream;
            filter = new RfbFilter(controls, stream.stdin());
            pinger = sockets.every(PING_SECONDS, () -> ping(opened));
            Thread.ofVirtual().name("takeover-" + grant.takeoverId()).start(() -> fromDesktop(opened, stream));
        } catch (GatewayException e) {
            end(TakeoverSockets.LEASE_HELD, e.sentence());
        } catch (EngineException e) {
            end(BAD_GATEWAY, "the desktop cannot be reached: " + e.sentence());
        }
    }

    private void ping(Session to) {
        if (System.nanoTime() - lastPong > PONG_NANOS) {
            end(GOING_AWAY, "the viewer does not answer");
            to.disconnect();
        } else {
            to.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        lastPong = System.nanoTime();
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        try {
            if (filter != null) {
                filter.accept(payload);
            }
            callback.succeed();
        } catch (RfbFilter.Violation e) {
            callback.succeed();
            end(PROTOCOL_ERROR, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            callback.succeed();
            end(BAD_GATEWAY, "the desktop's VNC server ended the connection");
        }
    }

    @Override
    public void onWebSocketText(String message) {
        end(PROTOCOL_ERROR, "binary messages only");
    }

    private void fromDesktop(Session to, ExecStream from) {
        boolean any = false;
        try {
            InputStream in = from.stdout();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                any = true;
                Callback.Completable sent = new Callback.Completable();
                to.sendBinary(ByteBuffer.wrap(buffer, 0, n), sent);
                sent.get(SEND_SECONDS, TimeUnit.SECONDS);
            }
            String why = from.errorText();
            end(
                    BAD_GATEWAY,
                    any
                            ? "the desktop ended the connection"
                            : "the desktop has no VNC server" + (why.isEmpty() ? "" : ": " + why));
        } catch (IOException | ExecutionException e) {
            log.debug("takeover {} ended: {}", grant.takeoverId(), e.toString());
            end(BAD_GATEWAY, "the connection broke");
        } catch (TimeoutException _) {
            end(GOING_AWAY, "the viewer reads too slowly");
            to.disconnect();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Safe from any thread and more than once. */
    void end(int code, String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        endedBecause = reason;
        release(reason);
        // here and not when the other side has closed too, which may take long or be after the gateway's end
        sockets.closed(this, reason);
        Session open = session;
        if (open != null) {
            open.close(code, reason.length() > 100 ? reason.substring(0, 100) : reason, Callback.NOOP);
        }
    }

    /** First the desktop hears nothing more from here, then somebody else may have it. */
    private void release(String because) {
        ExecStream stream = exec;
        if (stream != null) {
            stream.close();
        }
        ControlLease held = lease;
        if (held != null) {
            sockets.release(held, grant, because);
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("takeover {} failed: {}", grant.takeoverId(), cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        if (pinger != null) {
            pinger.cancel(false);
        }
        ended.set(true);
        release("given back");
        sockets.closed(this, endedBecause);
        callback.succeed();
    }
}
