package org.pilothouse.gateway.ws;

import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.identity.Access;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.frame.MalformedFrameException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection of an operator or a node: handshake, keep-alive, limits. What is said after the handshake is
 * the {@link Peer}'s. Jetty calls one method at a time, on a virtual thread.
 */
// public, as Jetty calls it by reflection from another module
public final class PeerSocket implements Session.Listener.AutoDemanding {
    private static final Logger log = LoggerFactory.getLogger(PeerSocket.class);
    private static final long HANDSHAKE_SECONDS = 10;
    private static final long PING_SECONDS = 5;
    private static final long PONG_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int HANDSHAKE_TEXT = 64 * 1024;
    private static final int OPERATOR_TEXT = 1024 * 1024;
    private static final int NODE_TEXT = 16 * 1024 * 1024;
    private static final int MAX_PER_SECOND = 500;

    private final Caller caller;
    private final PeerSockets sockets;
    private final HandshakeMachine handshake;
    private @Nullable Session session;
    private @Nullable Outbox outbox;
    private @Nullable Peer peer;
    private @Nullable ScheduledFuture<?> handshakeLimit;
    private @Nullable ScheduledFuture<?> pinger;
    private volatile long lastPong = System.nanoTime();
    private long windowStart = System.nanoTime();
    private int inWindow;
    private boolean closed;

    PeerSocket(Caller caller, PeerSockets sockets) {
        this.caller = caller;
        this.sockets = sockets;
        this.handshake = sockets.newHandshake();
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        opened.setMaxTextMessageSize(HANDSHAKE_TEXT);
        opened.setMaxBinaryMessageSize(1);
        outbox = new Outbox(opened);
        sockets.opened(this);
        if (caller instanceof Caller.Nobody) {
            opened.close(CloseCode.UNAUTHORIZED, "unauthorized", Callback.NOOP);
            return;
        }
        handshakeLimit = sockets.later(
                HANDSHAKE_SECONDS,
                () -> opened.close(CloseCode.HANDSHAKE_TIMEOUT, "handshake timed out", Callback.NOOP));
        pinger = sockets.every(PING_SECONDS, () -> ping(opened));
    }

    private void ping(Session to) {
        if (System.nanoTime() - lastPong > PONG_NANOS + TimeUnit.SECONDS.toNanos(PING_SECONDS)) {
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
        callback.succeed();
        close(CloseCode.MALFORMED, "text messages only");
    }

    @Override
    public void onWebSocketText(String message) {
        if (closed || tooMany()) {
            return;
        }
        try {
            Frame frame = Frame.parse(message);
            if (peer == null) {
                advance(frame);
            } else {
                peer.onFrame(frame);
            }
        } catch (MalformedFrameException e) {
            close(CloseCode.MALFORMED, "malformed frame");
        } catch (RuntimeException e) {
            // whatever a peer sends, the gateway stays up; this connection does not
            if (!sockets.closing()) {
                log.error("a frame could not be handled", e);
            }
            close(1011, "the gateway failed on this frame");
        }
    }

    private boolean tooMany() {
        long now = System.nanoTime();
        if (now - windowStart > TimeUnit.SECONDS.toNanos(1)) {
            windowStart = now;
            inWindow = 0;
        }
        inWindow++;
        if (inWindow > MAX_PER_SECOND) {
            close(CloseCode.MALFORMED, "too many messages");
            return true;
        }
        return false;
    }

    private void advance(Frame frame) {
        Session open = session;
        Outbox out = outbox;
        if (open == null || out == null) {
            return;
        }
        switch (handshake.next(frame)) {
            case HandshakeMachine.Verdict.Reply reply -> out.send(reply.frame());
            case HandshakeMachine.Verdict.Close refusal -> close(refusal.code(), refusal.reason());
            case HandshakeMachine.Verdict.Proven proven -> {
                cancel(handshakeLimit);
                boolean node = proven.init().role().equals(Handshake.ROLE_NODE);
                open.setMaxTextMessageSize(node ? NODE_TEXT : OPERATOR_TEXT);
                switch (sockets.admit(caller, proven, out, this)) {
                    case PeerSockets.Entry.In in -> peer = in.peer();
                    case PeerSockets.Entry.Out refused -> close(refused.code(), refused.reason());
                }
            }
        }
    }

    /** Whether it was opened with this token. */
    boolean isOf(String tokenId) {
        return caller instanceof Caller.WithToken(Access access)
                && access.actor().tokenId().equals(tokenId);
    }

    /** Ends the connection; safe from any thread. */
    void close(int code, String reason) {
        Session open = session;
        if (open != null) {
            // a reason has at most 123 bytes on the wire
            open.close(code, reason.length() > 100 ? reason.substring(0, 100) : reason, Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("connection failed: {}", cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        closed = true;
        cancel(handshakeLimit);
        cancel(pinger);
        if (outbox != null) {
            outbox.close();
        }
        sockets.closed(this);
        if (peer != null) {
            peer.onClose();
        }
        callback.succeed();
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
