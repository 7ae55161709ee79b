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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.artifact.Retention;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.docker.DockerEngine;
import org.pilothouse.gateway.identity.RateLimits;
import org.pilothouse.gateway.store.FaultPoints;

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
 * @param activityHead where the newest entry of the activity log is signed; best on another machine. Empty for the state
 *     directory
 * @param faultPoints hears of every change of the store; for tests that end the process there
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
        Times times,
        RunSettings runs,
        Optional<Path> activityHead,
        RateLimits.Settings rates,
        FaultPoints faultPoints,
        Retention retention) {
    public static final String DEFAULT_IMAGE = "pilothouse/sandbox:dev";

    /**
     * @param resync how often the engines are listed whatever their events say
     * @param heartbeat how long a node's last answer counts
     * @param startUp how long a desktop may take before its silence is an error
     */
    public record Times(Duration resync, Duration heartbeat, Duration startUp) {}

    /**
     * @param approvalLife how long a person may take to decide
     * @param artifactLimitBytes how much artifacts may take on the disk
     * @param desktopPatience how long a step waits for a desktop that is coming up
     */
    public record RunSettings(Duration approvalLife, long artifactLimitBytes, Duration desktopPatience) {
        static final RunSettings DEFAULT =
                new RunSettings(Duration.ofMinutes(10), 10L * 1024 * 1024 * 1024, Duration.ofSeconds(60));

        public RunSettings {
            if (approvalLife.isNegative() || approvalLife.isZero() || artifactLimitBytes < 0) {
                throw new IllegalArgumentException("an approval's life must be positive, the artifacts' limit too");
            }
        }
    }

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
                new Times(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(45)),
                RunSettings.DEFAULT,
                Optional.empty(),
                RateLimits.Settings.DEFAULT,
                FaultPoints.NONE,
                Retention.DEFAULT);
    }

    public GatewayConfig withPort(int port) {
        return with(draft -> draft.port = port);
    }

    public GatewayConfig withBindAddress(String address) {
        return with(draft -> draft.bindAddress = address);
    }

    public GatewayConfig withToken(String token) {
        return with(draft -> draft.token = Optional.of(token));
    }

    /**
     * @param host {@code unix:///path} or {@code tcp://host:port}
     */
    public GatewayConfig withDockerHost(String host) {
        return withEngines(docker(host));
    }

    public GatewayConfig withEngines(Supplier<List<FleetEngine>> engines) {
        return with(draft -> draft.engines = engines);
    }

    public GatewayConfig withDefaultImage(String reference) {
        return with(draft -> draft.defaultImageRef = reference);
    }

    public GatewayConfig withExtraLabels(Map<String, String> labels) {
        return with(draft -> draft.extraLabels = labels);
    }

    public GatewayConfig withClock(InstantSource clock) {
        return with(draft -> draft.clock = clock);
    }

    public GatewayConfig withTimes(Duration resync, Duration heartbeat, Duration startUp) {
        return with(draft -> draft.times = new Times(resync, heartbeat, startUp));
    }

    public GatewayConfig withRuns(RunSettings runs) {
        return with(draft -> draft.runs = runs);
    }

    public GatewayConfig withActivityHead(Path file) {
        return with(draft -> draft.activityHead = Optional.of(file));
    }

    public GatewayConfig withRates(RateLimits.Settings rates) {
        return with(draft -> draft.rates = rates);
    }

    public GatewayConfig withFaultPoints(FaultPoints faultPoints) {
        return with(draft -> draft.faultPoints = faultPoints);
    }

    public GatewayConfig withRetention(Retention retention) {
        return with(draft -> draft.retention = retention);
    }

    private GatewayConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new GatewayConfig(
                stateDirectory,
                draft.bindAddress,
                draft.port,
                draft.token,
                draft.defaultImageRef,
                draft.engines,
                draft.extraLabels,
                draft.clock,
                draft.times,
                draft.runs,
                draft.activityHead,
                draft.rates,
                draft.faultPoints,
                draft.retention);
    }

    /** A configuration on its way to another one. */
    private static final class Draft {
        String bindAddress;
        int port;
        Optional<String> token;
        String defaultImageRef;
        Supplier<List<FleetEngine>> engines;
        Map<String, String> extraLabels;
        InstantSource clock;
        Times times;
        RunSettings runs;
        Optional<Path> activityHead;
        RateLimits.Settings rates;
        FaultPoints faultPoints;
        Retention retention;

        Draft(GatewayConfig from) {
            bindAddress = from.bindAddress;
            port = from.port;
            token = from.token;
            defaultImageRef = from.defaultImageRef;
            engines = from.engines;
            extraLabels = from.extraLabels;
            clock = from.clock;
            times = from.times;
            runs = from.runs;
            activityHead = from.activityHead;
            rates = from.rates;
            faultPoints = from.faultPoints;
            retention = from.retention;
        }
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
