package org.pilothouse.gateway.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pilothouse.gateway.engine.ContainerSpec;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.EngineEndpoint;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.engine.ExecStream;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.VolumeView;

/**
 * The gateway dies at the n-th change that it asks of the engine: just before the engine does it, or just after, when
 * the gateway has not heard of it yet. From then on nothing of it happens any more.
 */
public final class CrashingEngine implements FleetEngine {
    private final FleetEngine real;
    private final int atChange;
    private final boolean afterEffect;
    private int changes;
    private volatile boolean dead;

    public CrashingEngine(FleetEngine real, int atChange, boolean afterEffect) {
        this.real = real;
        this.atChange = atChange;
        this.afterEffect = afterEffect;
    }

    public boolean dead() {
        return dead;
    }

    /** The process is gone; no code of it may catch this and go on. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @FunctionalInterface
    private interface Change<T> {
        T run() throws EngineException;
    }

    private synchronized <T> T change(Change<T> change) throws EngineException {
        alive();
        changes++;
        if (changes == atChange && !afterEffect) {
            dead = true;
        }
        alive();
        T result = change.run();
        if (changes == atChange) {
            dead = true;
        }
        alive();
        return result;
    }

    private void alive() {
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public EngineEndpoint endpoint() {
        return real.endpoint();
    }

    @Override
    public EngineInfo info() throws EngineException {
        alive();
        return real.info();
    }

    @Override
    public List<ContainerView> listContainers(String label, String value) throws EngineException {
        alive();
        return real.listContainers(label, value);
    }

    @Override
    public Optional<ContainerView> inspect(String idOrName) throws EngineException {
        alive();
        return real.inspect(idOrName);
    }

    @Override
    public String create(ContainerSpec spec) throws EngineException {
        return change(() -> real.create(spec));
    }

    @Override
    public void start(String containerId) throws EngineException {
        change(() -> {
            real.start(containerId);
            return true;
        });
    }

    @Override
    public void stop(String containerId, Duration grace) throws EngineException {
        change(() -> {
            real.stop(containerId, grace);
            return true;
        });
    }

    @Override
    public void unpause(String containerId) throws EngineException {
        change(() -> {
            real.unpause(containerId);
            return true;
        });
    }

    @Override
    public void removeContainer(String containerId) throws EngineException {
        change(() -> {
            real.removeContainer(containerId);
            return true;
        });
    }

    @Override
    public List<VolumeView> listVolumes(String label, String value) throws EngineException {
        alive();
        return real.listVolumes(label, value);
    }

    @Override
    public Optional<VolumeView> inspectVolume(String name) throws EngineException {
        alive();
        return real.inspectVolume(name);
    }

    @Override
    public void createVolume(String name, Map<String, String> labels) throws EngineException {
        change(() -> {
            real.createVolume(name, labels);
            return true;
        });
    }

    @Override
    public void removeVolume(String name) throws EngineException {
        change(() -> {
            real.removeVolume(name);
            return true;
        });
    }

    @Override
    public Optional<String> findImage(String reference) throws EngineException {
        alive();
        return real.findImage(reference);
    }

    @Override
    public void pull(String reference, Consumer<String> progress) throws EngineException {
        alive();
        real.pull(reference, progress);
    }

    @Override
    public ExecStream exec(String containerId, String user, List<String> command) throws EngineException {
        alive();
        return real.exec(containerId, user, command);
    }

    @Override
    public Subscription followLogs(String containerId, Instant since, Consumer<LogRecord> onLine, Runnable onEnd)
            throws EngineException {
        alive();
        return real.followLogs(containerId, since, onLine, onEnd);
    }

    @Override
    public Subscription events(Consumer<EngineEvent> onEvent, Runnable onEnd) throws EngineException {
        alive();
        return real.events(onEvent, onEnd);
    }

    @Override
    public void close() {}
}
