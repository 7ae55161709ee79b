package org.pilothouse.gateway.control;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.fleet.Host;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** The machines that environments can run on. */
public final class Hosts {
    /** A gateway that was started this moment has not asked its engines yet. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final String version;

    Hosts(Fleet fleet, String version) {
        this.fleet = fleet;
        this.version = version;
    }

    /** Sorted by label. */
    public List<EnvironmentHost> list() {
        return fleet.hosts().stream()
                .peek(Hosts::awaitFirstLook)
                .map(this::view)
                .sorted(Comparator.comparing(EnvironmentHost::label))
                .toList();
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
                                health.running()));
    }

    /** Refuses where there is no such host or its engine does not answer. */
    void requireAvailable(String hostId) {
        Host host = fleet.host(hostId).orElseThrow(() -> GatewayException.invalid("host_id", "unknown host_id"));
        awaitFirstLook(host);
        Host.Health health = host.health();
        if (!health.reachable()) {
            fleet.lookAt(hostId);
            throw GatewayException.conflict(
                    "desktop environment host \"" + host.label() + "\" is unavailable: " + health.error());
        }
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
