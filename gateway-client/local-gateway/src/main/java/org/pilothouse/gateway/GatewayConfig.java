package org.pilothouse.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.docker.DockerEngine;

/**
 * How a gateway is to be run. Start from {@link #at} and change what differs.
 *
 * @param stateDirectory made with mode 0700 where absent; one gateway at a time
 * @param bindAddress loopback only
 * @param port 0 takes any free one
 * @param token the admin token to accept; empty makes a fresh one
 * @param defaultImageRef what an environment is made of where nobody says
 * @param engines makes the engines, one for each host
 * @param extraLabels on every container and volume, beside ours
 * @param resync how often the engines are listed whatever their events say
 * @param heartbeat how long a node's last answer counts
 * @param startUp how long a desktop may take before its silence is an error
 */
public record GatewayConfig(
        Path stateDirectory,
        String bindAddress,
        int port,
        Optional<String> token,
        String defaultImageRef,
        Supplier<List<FleetEngine>> engines,
        Map<String, String> extraLabels,
        InstantSource clock,
        Duration resync,
        Duration heartbeat,
        Duration startUp) {
    public static final String DEFAULT_IMAGE = "pilothouse/sandbox:dev";

    public GatewayConfig {
        requireLoopback(bindAddress);
        extraLabels = Map.copyOf(extraLabels);
    }

    /** The usual gateway: the engine that the docker command would use, any free port. */
    public static GatewayConfig at(Path stateDirectory) {
        return new GatewayConfig(
                stateDirectory,
                "127.0.0.1",
                0,
                Optional.empty(),
                DEFAULT_IMAGE,
                docker(null),
                Map.of(),
                // the wire and the store keep milliseconds
                Clock.tickMillis(ZoneOffset.UTC),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(45));
    }

    public GatewayConfig withPort(int newPort) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                newPort,
                token,
                defaultImageRef,
                engines,
                extraLabels,
                clock,
                resync,
                heartbeat,
                startUp);
    }

    public GatewayConfig withBindAddress(String address) {
        return new GatewayConfig(
                stateDirectory,
                address,
                port,
                token,
                defaultImageRef,
                engines,
                extraLabels,
                clock,
                resync,
                heartbeat,
                startUp);
    }

    public GatewayConfig withToken(String newToken) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                port,
                Optional.of(newToken),
                defaultImageRef,
                engines,
                extraLabels,
                clock,
                resync,
                heartbeat,
                startUp);
    }

    /**
     * @param host {@code unix:///path} or {@code tcp://host:port}
     */
    public GatewayConfig withDockerHost(String host) {
        return withEngines(docker(host));
    }

    public GatewayConfig withEngines(Supplier<List<FleetEngine>> newEngines) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                port,
                token,
                defaultImageRef,
                newEngines,
                extraLabels,
                clock,
                resync,
                heartbeat,
                startUp);
    }

    public GatewayConfig withDefaultImage(String reference) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                port,
                token,
                reference,
                engines,
                extraLabels,
                clock,
                resync,
                heartbeat,
                startUp);
    }

    public GatewayConfig withExtraLabels(Map<String, String> labels) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                port,
                token,
                defaultImageRef,
                engines,
                labels,
                clock,
                resync,
                heartbeat,
                startUp);
    }

    public GatewayConfig withClock(InstantSource newClock) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                port,
                token,
                defaultImageRef,
                engines,
                extraLabels,
                newClock,
                resync,
                heartbeat,
                startUp);
    }

    public GatewayConfig withTimes(Duration newResync, Duration newHeartbeat, Duration newStartUp) {
        return new GatewayConfig(
                stateDirectory,
                bindAddress,
                port,
                token,
                defaultImageRef,
                engines,
                extraLabels,
                clock,
                newResync,
                newHeartbeat,
                newStartUp);
    }

    private static Supplier<List<FleetEngine>> docker(@Nullable String host) {
        return () -> List.of(DockerEngine.connect(host, System.getenv()));
    }

    private static void requireLoopback(String address) {
        try {
            if (!InetAddress.getByName(address).isLoopbackAddress()) {
                throw new IllegalArgumentException("a gateway binds to loopback only, not to " + address
                        + "; to reach it from elsewhere, forward a port over SSH");
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no such address: " + address, e);
        }
    }
}
