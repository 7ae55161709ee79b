package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerSpec;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.EngineEndpoint;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.engine.ExecStream;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.VolumeView;

/** A Docker Engine over its API, API 1.41 (Docker 20.10) and newer. */
public final class DockerEngine implements FleetEngine {
    /** Longer than any stop's grace, shorter than anyone's patience. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PULL_TIMEOUT = Duration.ofMinutes(20);
    private static final int MAX_CALLS = 64;
    /** Two streams for each running environment; the pool must never be what makes a call wait. */
    private static final int MAX_STREAMS = 20_000;

    private final EngineEndpoint endpoint;
    private final DockerErrors errors;
    private final DockerClient calls;
    private final DockerClient streams;
    private volatile @Nullable Boolean filtersCalls;

    private DockerEngine(DockerEndpoints.Found found) {
        this.endpoint = found.endpoint();
        this.errors = new DockerErrors(endpoint);
        this.calls = client(found.config(), MAX_CALLS, CALL_TIMEOUT);
        this.streams = client(found.config(), MAX_STREAMS, Duration.ZERO);
    }

    /**
     * Prepares to talk to an engine; does not talk to it yet.
     *
     * @param explicitHost {@code unix:///path} or {@code tcp://host:port}; null means as the docker command would
     * @throws IllegalStateException where the address is of no kind that can be talked to
     */
    public static DockerEngine connect(@Nullable String explicitHost, Map<String, String> variables) {
        return new DockerEngine(DockerEndpoints.find(explicitHost, variables));
    }

    private static DockerClient client(DockerClientConfig config, int connections, Duration responseTimeout) {
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(connections)
                .connectionTimeout(CONNECT_TIMEOUT);
        if (!responseTimeout.isZero()) {
            http.responseTimeout(responseTimeout);
        }
        return DockerClientImpl.getInstance(config, http.build());
    }

    @Override
    public EngineEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public EngineInfo info() throws EngineException {
        return errors.call(() -> {
            Info info = calls.infoCmd().exec();
            String apiVersion = calls.versionCmd().exec().getApiVersion();
            return new EngineInfo(
                    text(info.getName()),
                    text(info.getServerVersion()),
                    text(apiVersion),
                    text(info.getOperatingSystem()),
                    text(info.getArchitecture()),
                    info.getNCPU() == null ? 1 : info.getNCPU(),
                    info.getMemTotal() == null ? 0 : info.getMemTotal());
        });
    }

    @Override
    public List<ContainerView> listContainers(String label, String value) throws EngineException {
        return errors.call(
                () -> calls.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(label, value)).exec().stream()
                        .map(DockerEngine::view)
                        .toList());
    }

    @Override
    public Optional<ContainerView> inspect(String idOrName) throws EngineException {
        return errors.call(() -> {
            try {
                return Optional.of(view(calls.inspectContainerCmd(idOrName).exec()));
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    @Override
    public String create(ContainerSpec spec) throws EngineException {
        return errors.call(() -> calls.createContainerCmd(spec.image())
                .withName(spec.name())
                .withHostName(spec.hostname())
                .withLabels(spec.labels())
                .withEnv(spec.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList())
                .withUser(SandboxProfile.USER)
                .withHostConfig(SandboxProfile.hostConfig(spec, filtersCalls()))
                .exec()
                .getId());
    }

    /** Asked once: it does not change while an engine runs. */
    private boolean filtersCalls() {
        Boolean known = filtersCalls;
        if (known == null) {
            List<String> options = calls.infoCmd().exec().getSecurityOptions();
            known = options != null && options.stream().anyMatch(option -> option.startsWith("name=seccomp"));
            filtersCalls = known;
        }
        return known;
    }

    @Override
    public void start(String containerId) throws EngineException {
        errors.call(() -> {
            try {
                return calls.startContainerCmd(containerId).exec();
            } catch (NotModifiedException _) {
                return null; // it runs already
            }
        });
    }

    @Override
    public void stop(String containerId, Duration grace) throws EngineException {
        errors.call(() -> {
            try {
                return calls.stopContainerCmd(containerId)
                        .withTimeout((int) grace.toSeconds())
                        .exec();
            } catch (NotModifiedException | NotFoundException _) {
                return null; // it does not run
            }
        });
    }

    @Override
    public void unpause(String containerId) throws EngineException {
        errors.call(() -> calls.unpauseContainerCmd(containerId).exec());
    }

    @Override
    public void removeContainer(String containerId) throws EngineException {
        errors.call(() -> {
            try {
                return calls.removeContainerCmd(containerId)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException _) {
                return null; // it is gone
            }
        });
    }

    @Override
    public List<VolumeView> listVolumes(String label, String value) throws EngineException {
        return errors.call(() -> {
            List<InspectVolumeResponse> found = calls.listVolumesCmd()
                    .withFilter("label", List.of(label + "=" + value))
                    .exec()
                    .getVolumes();
            return found == null
                    ? List.<VolumeView>of()
                    : found.stream().map(DockerEngine::view).toList();
        });
    }

    @Override
    public Optional<VolumeView> inspectVolume(String name) throws EngineException {
        return errors.call(() -> {
            try {
                return Optional.of(view(calls.inspectVolumeCmd(name).exec()));
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void createVolume(String name, Map<String, String> labels) throws EngineException {
        errors.call(
                () -> calls.createVolumeCmd().withName(name).withLabels(labels).exec());
    }

    @Override
    public void removeVolume(String name) throws EngineException {
        errors.call(() -> {
            try {
                return calls.removeVolumeCmd(name).exec();
            } catch (NotFoundException _) {
                return null; // it is gone
            }
        });
    }

    @Override
    public Optional<String> findImage(String reference) throws EngineException {
        return errors.call(() -> {
            try {
                return Optional.ofNullable(
                        calls.inspectImageCmd(reference).exec().getId());
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void pull(String reference, Consumer<String> progress) throws EngineException {
        try {
            errors.call(() -> {
                boolean done = streams.pullImageCmd(reference)
                        .exec(new PullProgress(progress))
                        .awaitCompletion(PULL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                if (!done) {
                    throw new IOException("pulling timed out after " + PULL_TIMEOUT.toMinutes() + " minutes");
                }
                return null;
            });
        } catch (EngineException.Missing | EngineException.Failed e) {
            throw PullErrors.of(reference, e);
        }
    }

    @Override
    public ExecStream exec(String containerId, String user, List<String> command) throws EngineException {
        return errors.call(() -> {
            String execId = calls.execCreateCmd(containerId)
                    .withUser(user)
                    .withCmd(command.toArray(String[]::new))
                    .withAttachStdin(true)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .withTty(false)
                    .exec()
                    .getId();
            DockerExec stream = new DockerExec();
            streams.execStartCmd(execId)
                    .withDetach(false)
                    .withTty(false)
                    .withStdIn(stream.stdinSource())
                    .exec(stream);
            return stream;
        });
    }

    @Override
    public Subscription followLogs(String containerId, Instant since, Consumer<LogRecord> onLine, Runnable onEnd)
            throws EngineException {
        return errors.call(() -> streams.logContainerCmd(containerId)
                .withStdOut(true)
                .withStdErr(true)
                .withTimestamps(true)
                .withFollowStream(true)
                .withSince((int) Math.max(0, since.getEpochSecond()))
                .exec(new DockerLogFollower(onLine, onEnd)));
    }

    @Override
    public Subscription events(Consumer<EngineEvent> onEvent, Runnable onEnd) throws EngineException {
        // not filtered by label, as images carry none of ours; exec events, the noisy ones, are left out
        return errors.call(() -> streams.eventsCmd()
                .withEventTypeFilter("container", "image", "volume")
                .withEventFilter(
                        "create", "start", "die", "stop", "oom", "pause", "unpause", "destroy", "rename", "tag",
                        "untag", "load", "import", "pull", "delete")
                .exec(new DockerEventListener(onEvent, onEnd)));
    }

    @Override
    public void close() {
        try {
            calls.close();
            streams.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connection to the engine", e);
        }
    }

    private static ContainerView view(Container c) {
        String[] names = c.getNames();
        return new ContainerView(
                c.getId(),
                names == null ? "" : name(Arrays.stream(names).findFirst().orElse("")),
                state(c.getState()),
                0,
                false,
                "",
                null,
                text(c.getImageId()),
                labels(c.getLabels()));
    }

    private static ContainerView view(InspectContainerResponse c) {
        var state = c.getState();
        return new ContainerView(
                c.getId(),
                name(c.getName()),
                state(state.getStatus()),
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                text(state.getError()),
                started(state.getStartedAt()),
                text(c.getImageId()),
                labels(c.getConfig().getLabels()));
    }

    private static VolumeView view(InspectVolumeResponse v) {
        return new VolumeView(v.getName(), labels(v.getLabels()));
    }

    private static ContainerView.State state(@Nullable String state) {
        String name = text(state).toUpperCase(Locale.ROOT);
        return Arrays.stream(ContainerView.State.values())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElse(ContainerView.State.DEAD);
    }

    /** Docker writes the year 1 for "never". */
    private static @Nullable Instant started(@Nullable String at) {
        if (at == null || at.startsWith("0001-")) {
            return null;
        }
        return Instant.parse(at);
    }

    private static String name(@Nullable String name) {
        String text = text(name);
        return text.startsWith("/") ? text.substring(1) : text;
    }

    private static Map<String, String> labels(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
