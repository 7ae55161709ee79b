package org.pilothouse.gateway.ws;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.Nodes;
import org.pilothouse.gateway.identity.Access;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.identity.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open connections of operators and nodes. */
final class PeerSockets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeerSockets.class);
    private static final String TOKEN_ENDED = "the token of this connection is not valid any more";

    private final OperatorServices services;
    private final ControlPlane control;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Set<PeerSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private final AtomicInteger operators = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ws-timer").factory());

    PeerSockets(OperatorServices services, InstantSource clock) {
        this.services = services;
        this.control = services.control();
        this.clock = clock;
        ScheduledFuture<?> _ = every(1, this::endExpiredTokens);
    }

    /** Whether a proven device may stay. */
    sealed interface Entry {
        record In(Peer peer) implements Entry {}

        record Out(int code, String reason) implements Entry {}
    }

    HandshakeMachine newHandshake() {
        return new HandshakeMachine(random);
    }

    Entry admit(Caller caller, HandshakeMachine.Verdict.Proven proven, Outbox outbox, PeerSocket socket) {
        boolean node = proven.init().role().equals(Handshake.ROLE_NODE);
        if (caller instanceof Caller.WithToken(Access access)) {
            Optional<Entry> refused = refusal(access, proven.init().device().deviceId(), node);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        if (!node) {
            if (!(caller instanceof Caller.WithToken(Access access))) {
                return mismatch("a relay carries nodes only");
            }
            outbox.send(accepted(proven, List.of()));
            return new Entry.In(new OperatorPeer(services, access.actor(), outbox, clock, operators));
        }
        Nodes.RelayOrigin origin = caller instanceof Caller.ThroughRelay relay ? relay.origin() : null;
        NodePeer peer = new NodePeer(control.nodes(), proven.init().device().deviceId(), outbox, socket, clock);
        Nodes.Admission admission = control.nodes()
                .admit(proven.init().device(), HandshakeMachine.capabilities(proven.init()), peer, origin);
        return switch (admission) {
            case Nodes.Admission.Refused refused -> mismatch(refused.reason());
            case Nodes.Admission.Admitted admitted -> {
                // accepted is the first thing that it hears, and by then it can be given work
                outbox.hold();
                outbox.send(accepted(proven, List.of(NodeMessages.DESKTOP_STATUS)));
                control.nodes().open(admitted);
                outbox.resume();
                yield new Entry.In(peer);
            }
        };
    }

    private Optional<Entry> refusal(Access access, String deviceId, boolean node) {
        if (!services.tokens().isValid(access.actor().tokenId())) {
            // it ended before the connection was in the list
            return Optional.of(new Entry.Out(CloseCode.UNAUTHORIZED, TOKEN_ENDED));
        }
        if (access.deviceId() != null && !access.deviceId().equals(deviceId)) {
            return Optional.of(mismatch("the token is bound to another device"));
        }
        if (node && !access.opensNode()) {
            return Optional.of(mismatch("the token does not connect nodes; use one of role node"));
        }
        if (!node && access.role() == Role.NODE) {
            return Optional.of(mismatch("the token connects nodes only"));
        }
        return Optional.empty();
    }

    private static Entry mismatch(String reason) {
        return new Entry.Out(CloseCode.IDENTITY_MISMATCH, reason);
    }

    private void endExpiredTokens() {
        try {
            services.tokens().endExpired();
        } catch (RuntimeException e) {
            // the next second tries again; a scheduled task that throws would never run again
            log.error("looking for expired tokens failed", e);
        }
    }

    /** Ends every connection that was opened with this token. */
    void cutToken(String tokenId) {
        open.stream()
                .filter(socket -> socket.isOf(tokenId))
                .forEach(socket -> socket.close(CloseCode.UNAUTHORIZED, TOKEN_ENDED));
    }

    private static Frame accepted(HandshakeMachine.Verdict.Proven proven, List<String> extensions) {
        return Frame.Success.of(
                proven.proof(),
                new Handshake.Accepted(
                        proven.connectionId(),
                        proven.init().device().deviceId(),
                        proven.init().role(),
                        extensions.isEmpty() ? null : extensions));
    }

    ScheduledFuture<?> later(long seconds, Runnable task) {
        return timer.schedule(task, seconds, TimeUnit.SECONDS);
    }

    ScheduledFuture<?> every(long seconds, Runnable task) {
        return timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    void opened(PeerSocket socket) {
        open.add(socket);
    }

    void closed(PeerSocket socket) {
        open.remove(socket);
    }

    boolean closing() {
        return closing;
    }

    int operators() {
        return operators.get();
    }

    @Override
    public void close() {
        closing = true;
        open.forEach(socket -> socket.close(CloseCode.SHUTDOWN, "the gateway is shutting down"));
        timer.shutdownNow();
    }
}
