package org.pilothouse.agent.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.Settings;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.frame.NodeMessages.ActionState;
import org.pilothouse.protocol.frame.NodeMessages.CapabilityReady;
import org.pilothouse.protocol.frame.NodeMessages.CapabilityState;
import org.pilothouse.protocol.frame.NodeMessages.DesktopStatus;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.DesktopCapability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node connected to its gateway, for as long as the agent lives, and tells it how the desktop is. One thread
 * connects, one reports.
 */
public final class NodeConnection {
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);
    /** A gateway that does not want this node is asked again, but seldom: somebody may have mended it. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    private static final long LOOK_FOR_RELAY_MILLIS = 50;
    private static final Logger log = LoggerFactory.getLogger(NodeConnection.class);

    private final GatewayRoute route;
    private final NodeProfile profile;
    private final TaskRunner tasks;
    private final Supplier<DesktopState> desktop;
    private final Runnable onAccepted;
    private final Semaphore news = new Semaphore(0);
    private final AtomicReference<@Nullable Accepted> current = new AtomicReference<>();
    private final Thread connecting;
    private final Thread reporting;
    private volatile @Nullable NodeSocket socket;
    private volatile boolean closed;

    private record Accepted(NodeSocket socket, boolean wantsStatus) {}

    /**
     * Begins to connect.
     *
     * @param onAccepted called whenever the gateway has accepted the node; must be quick
     */
    public NodeConnection(
            Settings.Gateway gateway,
            NodeProfile profile,
            TaskHandler operations,
            Supplier<DesktopState> desktop,
            Runnable onAccepted) {
        this.route = new GatewayRoute(gateway);
        this.profile = profile;
        this.tasks = new TaskRunner(operations);
        this.desktop = desktop;
        this.onAccepted = onAccepted;
        this.connecting = Thread.ofVirtual().name("node-connect").start(this::connect);
        this.reporting = Thread.ofVirtual().name("node-report").start(this::report);
    }

    /** Tells that the desktop's state may have changed. */
    public void desktopChanged() {
        news.release();
    }

    public void close() {
        closed = true;
        NodeSocket open = socket;
        if (open != null) {
            open.close();
        }
        connecting.interrupt();
        reporting.interrupt();
        tasks.close();
    }

    private void connect() {
        ReconnectDelay delay = route.delay();
        String said = "";
        try {
            while (!closed) {
                if (!route.present()) {
                    Thread.sleep(LOOK_FOR_RELAY_MILLIS);
                    continue;
                }
                NodeSocket.End end = attempt();
                current.set(null);
                if (closed) {
                    return;
                }
                String line = (end.accepted() ? "lost the gateway: " : "no connection to the gateway: ") + end.why();
                // Tries go on for as long as the gateway is away; once is enough to say so.
                if (!line.equals(said)) {
                    log.info("{}", line);
                }
                said = line;
                if (end.accepted()) {
                    delay.succeeded();
                }
                Thread.sleep(end.refused() ? AFTER_REFUSAL : delay.next());
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    private NodeSocket.End attempt() throws InterruptedException {
        Request request;
        try {
            request = route.request();
        } catch (IOException e) {
            return new NodeSocket.End(false, false, "cannot read the gateway's token: " + e);
        }
        NodeSocket opened = new NodeSocket(profile, tasks, this::accepted);
        socket = opened;
        return opened.runUntilEnd(route.client(), request, HANDSHAKE);
    }

    private void accepted(NodeSocket from, Handshake.Accepted answer) {
        List<String> extensions = answer.extensions() == null ? List.of() : answer.extensions();
        log.info(
                "connected to the gateway by {} as {}",
                route,
                profile.identity().deviceId());
        onAccepted.run();
        current.set(new Accepted(from, extensions.contains(NodeMessages.DESKTOP_STATUS)));
        news.release();
    }

    /** Sends the state when there is a connection, when it has changed, and every few seconds. */
    private void report() {
        Accepted toldTo = null;
        DesktopState told = null;
        long toldAt = 0;
        try {
            while (!closed) {
                boolean changed = news.tryAcquire(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
                Accepted gateway = current.get();
                if (gateway == null) {
                    toldTo = null;
                    continue;
                }
                DesktopState now = desktop.get();
                boolean fresh = !gateway.equals(toldTo);
                if (fresh || told == null || told.phase() != now.phase()) {
                    gateway.socket().send(NodeMessages.CAPABILITY_READY, ready(now));
                }
                boolean due = System.nanoTime() - toldAt >= REPORT_EVERY.toNanos();
                if (gateway.wantsStatus() && (fresh || due || !changed || !now.equals(told))) {
                    gateway.socket().send(NodeMessages.DESKTOP_STATUS, status(now));
                    toldAt = System.nanoTime();
                }
                toldTo = gateway;
                told = now;
            }
        } catch (InterruptedException e) {
            // closing
        }
    }

    private CapabilityReady ready(DesktopState state) {
        boolean available = state.phase() == DesktopState.Phase.ACTIVE;
        String reason = state.problem() == null ? "The desktop is starting." : state.problem();
        List<DesktopCapability> capabilities =
                profile.capabilities().stream().sorted().toList();
        return new CapabilityReady(
                capabilities.stream().map(DesktopCapability::capability).toList(),
                capabilities.stream()
                        .map(c -> new CapabilityState(
                                Capability.of(c.id()),
                                List.of(new ActionState(
                                        c.action(),
                                        true,
                                        available ? "available" : "unavailable",
                                        available ? null : reason))))
                        .toList());
    }

    private static DesktopStatus status(DesktopState state) {
        return new DesktopStatus(
                state.phase().wire(),
                state.size().width(),
                state.size().height(),
                state.stagesMillis(),
                state.problem(),
                state.browserSandbox());
    }
}
