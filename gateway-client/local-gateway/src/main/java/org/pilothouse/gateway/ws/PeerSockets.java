package org.pilothouse.gateway.ws;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.Nodes;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.Handshake.CloseCode;
import org.pilothouse.protocol.frame.NodeMessages;

/** All open connections of operators and nodes. */
final class PeerSockets implements AutoCloseable {
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
    }

    /** Whether a proven device may stay. */
    sealed interface Entry {
        record In(Peer peer) implements Entry {}

        record Out(String reason) implements Entry {}
    }

    HandshakeMachine newHandshake() {
        return new HandshakeMachine(random);
    }

    Entry admit(Caller caller, HandshakeMachine.Verdict.Proven proven, Outbox outbox, PeerSocket socket) {
        boolean node = proven.init().role().equals(Handshake.ROLE_NODE);
        if (!node) {
            if (!(caller instanceof Caller.WithToken(Actor actor))) {
                return new Entry.Out("a relay carries nodes only");
            }
            outbox.send(accepted(proven, List.of()));
            return new Entry.In(new OperatorPeer(services, actor, outbox, clock, operators));
        }
        Nodes.RelayOrigin origin = caller instanceof Caller.ThroughRelay relay ? relay.origin() : null;
        NodePeer peer = new NodePeer(control.nodes(), proven.init().device().deviceId(), outbox, socket, clock);
        Nodes.Admission admission = control.nodes()
                .admit(proven.init().device(), HandshakeMachine.capabilities(proven.init()), peer, origin);
        return switch (admission) {
            case Nodes.Admission.Refused refused -> new Entry.Out(refused.reason());
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
