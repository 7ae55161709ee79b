package org.pilothouse.gateway.ws;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.TakeoverTickets;
import org.pilothouse.gateway.identity.Tokens;
import org.pilothouse.protocol.environment.ControlLease;

/** All open viewers. */
final class TakeoverSockets implements AutoCloseable {
    private static final int GOING_AWAY = 1001;
    /** Ours: somebody else has control. */
    static final int LEASE_HELD = 4409;

    /** As for other connections of a token that is not valid any more. */
    private static final int UNAUTHORIZED = 4001;

    private final ControlPlane control;
    private final Tokens tokens;
    private final Set<TakeoverSocket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("takeover-timer").factory());

    TakeoverSockets(ControlPlane control, Tokens tokens) {
        this.control = control;
        this.tokens = tokens;
        control.leases().onLost(this::lost);
    }

    private void lost(ControlLease lease) {
        open.stream()
                .filter(socket -> socket.grant().takeoverId().equals(lease.takeoverId()))
                .forEach(socket -> socket.end(LEASE_HELD, String.valueOf(lease.endedBecause())));
    }

    /** @throws GatewayException where somebody else was faster */
    ControlLease take(TakeoverTickets.Grant grant) {
        return control.leases().take(grant.environmentId(), grant.takeoverId(), grant.claim());
    }

    void release(ControlLease lease, TakeoverTickets.Grant grant, String because) {
        control.leases().release(lease, because, grant.claim().actor());
    }

    ScheduledFuture<?> every(long seconds, Runnable task) {
        return timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    void opened(TakeoverSocket socket) {
        open.add(socket);
        note(socket, "takeover begins");
        control.recordTakeover(socket.grant(), "takeover.connected", null);
        if (!tokens.isValid(tokenOf(socket))) {
            endWithToken(socket); // it ended before the connection was in the list
        }
    }

    void closed(TakeoverSocket socket, String because) {
        if (open.remove(socket)) {
            note(socket, "takeover ends");
            control.recordTakeover(socket.grant(), "takeover.ended", because);
        }
    }

    private void note(TakeoverSocket socket, String what) {
        String mode = socket.grant().mode().name().toLowerCase(Locale.ROOT);
        control.log(
                socket.grant().environmentId(),
                what + " (" + mode + ", " + socket.grant().takeoverId() + ")");
    }

    /** Ends every viewer of this environment. */
    void cut(String environmentId) {
        open.stream()
                .filter(socket -> socket.grant().environmentId().equals(environmentId))
                .forEach(socket -> socket.end(GOING_AWAY, "the desktop is not running any more"));
    }

    /** Ends every viewer that was opened with this token. */
    void cutToken(String tokenId) {
        open.stream().filter(socket -> tokenOf(socket).equals(tokenId)).forEach(TakeoverSockets::endWithToken);
    }

    private static String tokenOf(TakeoverSocket socket) {
        return socket.grant().claim().actor().tokenId();
    }

    private static void endWithToken(TakeoverSocket socket) {
        socket.end(UNAUTHORIZED, "the token of this connection is not valid any more");
    }

    @Override
    public void close() {
        open.forEach(socket -> socket.end(GOING_AWAY, "the gateway is shutting down"));
        timer.shutdownNow();
    }
}
