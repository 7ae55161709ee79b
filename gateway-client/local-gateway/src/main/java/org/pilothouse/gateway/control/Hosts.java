package org.pilothouse.gateway.control;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.fleet.Host;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.HostStore;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** The machines that environments can run on. */
public final class Hosts {
    /** A gateway that was started this moment has not asked its engines yet. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final HostStore store;
    private final EnvironmentStore environments;
    private final String version;

    Hosts(Fleet fleet, HostStore store, EnvironmentStore environments, String version) {
        this.fleet = fleet;
        this.store = store;
        this.environments = environments;
        this.version = version;
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
