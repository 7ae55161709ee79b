package org.pilothouse.gateway.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.fleet.Host;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.HostStore;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentRequests.PutReconciliation;
import org.pilothouse.protocol.environment.Orphan;
import org.pilothouse.protocol.environment.Reconciliation;

/** The machines that environments can run on. */
public final class Hosts {
    private static final int MAX_REASON = 500;
    /** A gateway that was started this moment has not asked its engines yet. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final HostStore store;
    private final EnvironmentStore environments;
    private final String version;
    private final InstantSource clock;

    Hosts(Fleet fleet, HostStore store, EnvironmentStore environments, String version, InstantSource clock) {
        this.fleet = fleet;
        this.store = store;
        this.environments = environments;
        this.version = version;
        this.clock = clock;
    }

    /** Sorted by label. */
    public List<EnvironmentHost> list() {
        Stream<EnvironmentHost> present =
                fleet.hosts().stream().peek(Hosts::awaitFirstLook).map(this::view);
        return Stream.concat(present, absent())
                .sorted(Comparator.comparing(EnvironmentHost::label))
                .toList();
    }

    /** Engines of an earlier configuration that environments still live on. */
    private Stream<EnvironmentHost> absent() {
        Set<String> inUse = environments.live().stream()
                .map(EnvironmentRecord::hostId)
                .filter(id -> fleet.host(id).isEmpty())
                .collect(Collectors.toSet());
        return store.all().stream()
                .filter(host -> inUse.contains(host.hostId()))
                .map(host -> new EnvironmentHost(
                        host.hostId(),
                        host.label(),
                        null,
                        false,
                        false,
                        host.lastSeenAt(),
                        "This gateway was started without the engine at " + host.endpoint()
                                + "; start it with that engine again to reach its environments.",
                        null,
                        List.of()));
    }

    /** What carries this gateway's label on the hosts and belongs to no environment. */
    public List<Orphan> orphans() {
        return fleet.orphans();
    }

    public Reconciliation reconciliation() {
        return fleet.reconciliation();
    }

    /** Pauses every change of every host, or lets them go on. */
    public Reconciliation reconciliation(PutReconciliation request, Actor actor) {
        String reason = request.reason() == null ? "" : request.reason().strip();
        if (request.paused() && (reason.isEmpty() || reason.length() > MAX_REASON)) {
            throw GatewayException.invalid(
                    "reason", "to pause, say why in reason, in at most " + MAX_REASON + " characters");
        }
        fleet.reconciliation(
                new Reconciliation(request.paused(), request.paused() ? reason : null, actor.name(), clock.instant()));
        return fleet.reconciliation();
    }

    EnvironmentHost view(Host host) {
        Host.Health health = host.health();
        @Nullable EngineInfo info = health.info();
        return new EnvironmentHost(
                host.hostId(),
                host.label(),
                version,
                health.reachable(),
                health.reachable(),
                health.lastSeenAt(),
                health.error(),
                info == null
                        ? null
                        : new EnvironmentHost.Engine(
                                info.version(),
                                info.apiVersion(),
                                info.operatingSystem(),
                                info.architecture(),
                                info.cpus(),
                                info.memoryBytes(),
                                health.containers(),
                                health.running()),
                conditions(health));
    }

    private static List<Condition> conditions(Host.Health health) {
        Host.DiskPressure disk = health.diskPressure();
        return disk == null
                ? List.of()
                : List.of(new Condition(
                        Condition.Type.DISK_PRESSURE,
                        Condition.Status.TRUE,
                        "NoSpaceLeft",
                        disk.message(),
                        disk.since(),
                        null));
    }

    /** Refuses where {@link #requireAvailable} does, and where a new desktop would find no room. */
    void requireRoom(String hostId) {
        requireAvailable(hostId);
        Host.DiskPressure disk = fleet.host(hostId)
                .map(Host::health)
                .map(Host.Health::diskPressure)
                .orElse(null);
        if (disk != null) {
            throw GatewayException.conflict("nothing new is placed on this host for now: " + disk.message());
        }
    }

    /** Refuses where there is no such host or its engine does not answer. */
    void requireAvailable(String hostId) {
        Host host = fleet.host(hostId).orElseThrow(() -> unknown(hostId));
        awaitFirstLook(host);
        Host.Health health = host.health();
        if (!health.reachable()) {
            fleet.lookAt(hostId);
            throw GatewayException.conflict(
                    "desktop environment host \"" + host.label() + "\" is unavailable: " + health.error());
        }
    }

    private GatewayException unknown(String hostId) {
        return absent().filter(host -> host.hostId().equals(hostId))
                .findFirst()
                .map(host -> GatewayException.conflict(
                        "desktop environment host \"" + host.label() + "\" is unavailable: " + host.lastError()))
                .orElseGet(() -> GatewayException.invalid("host_id", "unknown host_id"));
    }

    private static void awaitFirstLook(Host host) {
        try {
            host.awaitFirstLook(FIRST_LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for host " + host.hostId(), e);
        }
    }
}
