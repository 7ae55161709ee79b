package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.pilothouse.gateway.engine.ContainerSpec;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.engine.EngineEndpoint;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.engine.ExecStream;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.VolumeView;
import org.pilothouse.protocol.Json;

/** An engine in memory, with the faults that a real one shows (failure matrix of the fleet contract). */
public final class FakeEngine implements FleetEngine {
    /** Runs what a relay would run inside a container. */
    @FunctionalInterface
    public interface Programs {
        ExecStream run(String containerId, List<String> command);
    }

    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final Map<String, String> images = new ConcurrentHashMap<>(Map.of("test/image:1", "sha256:image1"));
    public volatile String address = "unix:///fake.sock";
    public volatile boolean down;
    public volatile int cpus = 2;
    public volatile EngineException nextCreate;
    public volatile EngineException nextStart;
    public volatile Programs programs = (containerId, command) -> new FakeExec();

    private final Map<String, ContainerView> containers = new TreeMap<>();
    private final Map<String, VolumeView> volumes = new TreeMap<>();
    private final List<Consumer<EngineEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
    private int nextId = 1;

    @Override
    public EngineEndpoint endpoint() {
        return new EngineEndpoint(address, "a test");
    }

    /** What outlives a process. */
    private record Kept(int nextId, List<ContainerView> containers, List<VolumeView> volumes) {}

    /** Called with the name of a change after the engine did it. */
    public volatile Consumer<String> changed = change -> {};

    private Path file;

    /** Takes up what an engine kept in that file, and keeps everything there from now on. */
    public synchronized void keepIn(Path kept) {
        file = kept;
        if (Files.exists(kept)) {
            try {
                Kept last = Json.LENIENT.readValue(Files.readString(kept), Kept.class);
                nextId = last.nextId();
                last.containers().forEach(c -> containers.put(c.id(), c));
                last.volumes().forEach(v -> volumes.put(v.name(), v));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void done(String change) {
        if (file != null) {
            try {
                Path next = file.resolveSibling(file.getFileName() + ".next");
                Files.writeString(
                        next,
                        Json.LENIENT.writeValueAsString(new Kept(nextId, containers(), List.copyOf(volumes.values()))));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        changed.accept(change);
    }

    private void answer() throws EngineException {
        if (down) {
            throw new EngineException.Unreachable("The Docker engine at unix:///fake.sock cannot be reached.", null);
        }
    }

    /** The engine goes away: streams end, calls fail. */
    public void goDown() {
        down = true;
        ends.forEach(Runnable::run);
        ends.clear();
        listeners.clear();
    }

    @Override
    public EngineInfo info() throws EngineException {
        answer();
        return new EngineInfo("fake", "1.0", "1.41", "Test OS", "x86_64", cpus, 8L << 30);
    }

    @Override
    public synchronized List<ContainerView> listContainers(String label, String value) throws EngineException {
        answer();
        return containers.values().stream()
                .filter(c -> value.equals(c.labels().get(label)))
                .toList();
    }

    @Override
    public synchronized Optional<ContainerView> inspect(String idOrName) throws EngineException {
        answer();
        return containers.values().stream()
                .filter(c -> c.id().equals(idOrName) || c.name().equals(idOrName))
                .findFirst();
    }

    @Override
    public synchronized String create(ContainerSpec spec) throws EngineException {
        answer();
        calls.add("create " + spec.name());
        if (nextCreate != null) {
            EngineException failure = nextCreate;
            nextCreate = null;
            throw failure;
        }
        if (inspect(spec.name()).isPresent()) {
            throw new EngineException.NameTaken("name is already in use", null);
        }
        String image = images.get(spec.image());
        if (image == null) {
            throw new EngineException.ImageMissing("No such image: " + spec.image(), null);
        }
        String id = add(spec.name(), State.CREATED, image, spec.labels());
        done("create");
        return id;
    }

    /** Puts a container there that somebody else made. */
    public synchronized String add(String name, State state, String image, Map<String, String> labels) {
        String id = "c" + nextId++;
        containers.put(id, new ContainerView(id, name, state, 0, false, "", null, image, new HashMap<>(labels)));
        tell("create", id);
        return id;
    }

    @Override
    public synchronized void start(String id) throws EngineException {
        answer();
        calls.add("start " + id);
        if (nextStart != null) {
            EngineException failure = nextStart;
            nextStart = null;
            throw failure;
        }
        change(id, State.RUNNING, 0, false);
        done("start");
        tell("start", id);
    }

    @Override
    public synchronized void stop(String id, Duration grace) throws EngineException {
        answer();
        calls.add("stop " + id);
        change(id, State.EXITED, 143, false);
        done("stop");
        tell("die", id);
    }

    @Override
    public synchronized void unpause(String id) throws EngineException {
        answer();
        calls.add("unpause " + id);
        change(id, State.RUNNING, 0, false);
    }

    @Override
    public synchronized void removeContainer(String id) throws EngineException {
        answer();
        calls.add("remove " + id);
        if (containers.containsKey(id)) {
            tell("destroy", id);
            containers.remove(id);
            done("remove");
        }
    }

    /** The container's first process ends without being asked. */
    public synchronized void crash(String id, int exitCode, boolean outOfMemory) {
        change(id, State.EXITED, exitCode, outOfMemory);
        tell("die", id);
    }

    public synchronized void pause(String id) {
        change(id, State.PAUSED, 0, false);
        tell("pause", id);
    }

    private void change(String id, State state, int exitCode, boolean outOfMemory) {
        ContainerView c = containers.get(id);
        if (c != null) {
            containers.put(
                    id,
                    new ContainerView(
                            id,
                            c.name(),
                            state,
                            exitCode,
                            outOfMemory,
                            "",
                            state == State.RUNNING ? Instant.now() : c.startedAt(),
                            c.imageId(),
                            c.labels()));
        }
    }

    public synchronized void rename(String id, String name) {
        ContainerView c = containers.get(id);
        containers.put(
                id, new ContainerView(id, name, c.state(), 0, false, "", c.startedAt(), c.imageId(), c.labels()));
    }

    public synchronized List<ContainerView> containers() {
        return new ArrayList<>(containers.values());
    }

    public synchronized List<String> volumeNames() {
        return new ArrayList<>(volumes.keySet());
    }

    @Override
    public synchronized List<VolumeView> listVolumes(String label, String value) throws EngineException {
        answer();
        return volumes.values().stream()
                .filter(v -> value.equals(v.labels().get(label)))
                .toList();
    }

    @Override
    public synchronized Optional<VolumeView> inspectVolume(String name) throws EngineException {
        answer();
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public synchronized void createVolume(String name, Map<String, String> labels) throws EngineException {
        answer();
        calls.add("volume " + name);
        volumes.putIfAbsent(name, new VolumeView(name, labels));
        done("volume");
    }

    @Override
    public synchronized void removeVolume(String name) throws EngineException {
        answer();
        calls.add("remove-volume " + name);
        if (volumes.remove(name) != null) {
            done("remove-volume");
        }
    }

    @Override
    public Optional<String> findImage(String reference) throws EngineException {
        answer();
        return Optional.ofNullable(images.get(reference));
    }

    /** The image appears on the host. */
    public void load(String reference) {
        images.put(reference, "sha256:" + reference);
        listeners.forEach(l -> l.accept(new EngineEvent("image", "tag", reference, Map.of())));
    }

    @Override
    public void pull(String reference, Consumer<String> progress) throws EngineException {
        answer();
        calls.add("pull " + reference);
        throw new EngineException.ImageMissing("Image " + reference + " could not be pulled: unknown", null);
    }

    @Override
    public ExecStream exec(String containerId, String user, List<String> command) throws EngineException {
        answer();
        ContainerView container = inspect(containerId).orElse(null);
        if (container == null || !container.running()) {
            throw new EngineException.Failed("container " + containerId + " is not running", null);
        }
        return programs.run(containerId, command);
    }

    @Override
    public Subscription followLogs(String containerId, Instant since, Consumer<LogRecord> onLine, Runnable onEnd)
            throws EngineException {
        answer();
        onLine.accept(new LogRecord(Instant.now(), "stdout", "hello from " + containerId));
        return onEnd::run;
    }

    @Override
    public Subscription events(Consumer<EngineEvent> onEvent, Runnable onEnd) throws EngineException {
        answer();
        listeners.add(onEvent);
        ends.add(onEnd);
        return () -> {
            listeners.remove(onEvent);
            if (ends.remove(onEnd)) {
                onEnd.run();
            }
        };
    }

    private void tell(String action, String id) {
        ContainerView c = containers.get(id);
        Map<String, String> attributes = new HashMap<>(c.labels());
        attributes.put("name", c.name());
        listeners.forEach(l -> l.accept(new EngineEvent("container", action, id, attributes)));
    }

    @Override
    public void close() {}
}
