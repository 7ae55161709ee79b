package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.FleetEngine.EngineEvent;
import org.pilothouse.gateway.engine.VolumeView;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.HostStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one engine: its health, its events, and, because events get lost, everything of ours on it every few seconds.
 * Events are subscribed to before the list is taken, so nothing falls between the two.
 */
final class HostMonitor implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(HostMonitor.class);
    private static final Duration DOWN_RETRY = Duration.ofSeconds(2);
    /** An engine with thousands of containers takes half a minute until it answers again. */
    private static final Duration RESTART = Duration.ofSeconds(60);

    private final Host host;
    private final EnvironmentStore environments;
    private final HostStore hostStore;
    private final Ownership ownership;
    private final Reconciler reconciler;
    private final PauseSwitch pause;
    private final WorkQueue queue;
    private final EnvironmentLog log;
    private final FleetListener listener;
    private final InstantSource clock;
    private final Duration resync;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile FleetEngine.@Nullable Subscription events;
    private volatile boolean eventsEnded;
    private volatile boolean closed;

    HostMonitor(
            Host host,
            EnvironmentStore environments,
            HostStore hostStore,
            Ownership ownership,
            Reconciler reconciler,
            PauseSwitch pause,
            WorkQueue queue,
            EnvironmentLog log,
            FleetListener listener,
            InstantSource clock,
            Duration resync) {
        this.host = host;
        this.environments = environments;
        this.hostStore = hostStore;
        this.ownership = ownership;
        this.reconciler = reconciler;
        this.pause = pause;
        this.queue = queue;
        this.log = log;
        this.listener = listener;
        this.clock = clock;
        this.resync = resync;
        this.thread = Thread.ofVirtual().name("host-" + host.hostId()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Looks at the host now rather than at the next turn. */
    void lookNow() {
        wake.release();
    }

    private void run() {
        try {
            while (!closed) {
                wake.drainPermits();
                boolean up = look();
                if (!up) {
                    // what the failure itself woke; without this an engine that is down would be asked without pause
                    wake.drainPermits();
                }
                Duration pause = up ? resync : DOWN_RETRY.compareTo(resync) < 0 ? DOWN_RETRY : resync;
                boolean _ = wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look() {
        try {
            EngineInfo info = host.engine().info();
            subscribe();
            List<ContainerView> containers = host.engine().listContainers(ownership.listLabel(), ownership.storeId());
            List<VolumeView> volumes = host.engine().listVolumes(ownership.listLabel(), ownership.storeId());
            seen(info, containers);
            compare(containers, volumes);
            return true;
        } catch (EngineException e) {
            lost(e.sentence());
            return false;
        } catch (RuntimeException e) {
            // the monitor outlives a bug or a store that fails for a while
            if (!closed) {
                logger.error("looking at host {} failed unexpectedly", host.hostId(), e);
            }
            return false;
        }
    }

    private void subscribe() throws EngineException {
        if (events == null || eventsEnded) {
            eventsEnded = false;
            events = host.engine().events(this::onEvent, () -> {
                eventsEnded = true;
                lookNow();
            });
        }
    }

    private void seen(EngineInfo info, List<ContainerView> containers) {
        boolean wasDown = !host.health().reachable();
        int running = (int) containers.stream().filter(ContainerView::running).count();
        boolean changed = host.up(info, clock.instant(), containers.size(), running);
        hostStore.seen(host.hostId(), clock.instant());
        if (wasDown) {
            logger.info(
                    "engine {} answers, version {}", host.engine().endpoint().address(), info.version());
            mine().forEach(record -> queue.addFresh(record.id()));
        }
        if (changed) {
            listener.hostChanged(host.hostId());
        }
    }

    private void lost(String why) {
        Instant seen = host.health().lastSeenAt();
        boolean lately = seen != null && seen.plus(RESTART).isAfter(clock.instant());
        String error = lately ? why + " It answered a moment ago and may be starting again." : why;
        boolean changed = host.down(error);
        FleetEngine.Subscription subscription = events;
        if (subscription != null) {
            subscription.close();
        }
        if (changed) {
            logger.warn("{}", error);
            mine().forEach(record -> reconciler.markUnreachable(record.id(), error));
            listener.hostChanged(host.hostId());
        }
    }

    /** The lists were taken before the records are read, so what has no record now never had one or lost it. */
    private void compare(List<ContainerView> containers, List<VolumeView> volumes) throws EngineException {
        Map<String, EnvironmentRecord> records = new HashMap<>();
        environments.live().forEach(record -> records.put(record.id(), record));
        Claims claims = new Claims(host.hostId(), ownership, environments, records);
        Map<String, ContainerView> byEnvironment = new HashMap<>();
        for (ContainerView container : containers) {
            switch (claims.of(container)) {
                case Claims.Known known -> byEnvironment.put(known.environmentId(), container);
                case Claims.Leftover _
                when !pause.paused() -> {
                    logger.info("removing container {}: its environment was deleted", container.name());
                    host.engine().removeContainer(container.id());
                }
                case Claims.Leftover _, Claims.Stray _ -> {}
            }
        }
        for (VolumeView volume : volumes) {
            if (claims.of(volume) instanceof Claims.Leftover && !pause.paused()) {
                logger.info("removing volume {}: its environment was deleted", volume.name());
                host.engine().removeVolume(volume.name());
            }
        }
        host.strays(claims.strays());
        for (EnvironmentRecord record : records.values()) {
            if (record.hostId().equals(host.hostId()) && differs(record, byEnvironment.get(record.id()))) {
                queue.hint(record.id());
            }
        }
    }

    private boolean differs(EnvironmentRecord record, @Nullable ContainerView listed) {
        Observation last = reconciler.observation(record.id()).orElse(null);
        if (last == null || !last.reachable()) {
            return true;
        }
        ContainerView known = last.container();
        if (known == null || listed == null) {
            return known != null || listed != null;
        }
        return !known.id().equals(listed.id()) || known.state() != listed.state();
    }

    private void onEvent(EngineEvent event) {
        if (event.kind().equals("image")) {
            mine().stream().filter(this::waitsForImage).forEach(record -> queue.addFresh(record.id()));
            return;
        }
        Map<String, String> attributes = event.attributes();
        if (ownership.storeId().equals(attributes.get(Ownership.STORE))) {
            String environmentId = attributes.getOrDefault(Ownership.ENVIRONMENT, "");
            switch (event.action()) {
                case "oom" -> {
                    reconciler.memoryKill(event.id());
                    log.gateway(environmentId, "a program in the desktop was killed: out of memory");
                }
                case "start", "die" -> reconciler.newLife(event.id());
                default -> {}
            }
            queue.hint(environmentId);
        } else if (event.action().equals("destroy") || event.action().equals("rename")) {
            // somebody else's container may have been in the way
            freed(attributes.get("name"));
            freed(attributes.get("oldName"));
        }
    }

    private void freed(@Nullable String name) {
        if (name != null) {
            Ownership.environmentOfName(name.startsWith("/") ? name.substring(1) : name)
                    .filter(id -> environments.find(id).isPresent())
                    .ifPresent(queue::addFresh);
        }
    }

    private boolean waitsForImage(EnvironmentRecord record) {
        return reconciler
                .observation(record.id())
                .map(Observation::problem)
                .filter(problem -> problem.reason().isAboutImage())
                .isPresent();
    }

    private List<EnvironmentRecord> mine() {
        return environments.live().stream()
                .filter(record -> record.hostId().equals(host.hostId()))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        thread.interrupt();
        FleetEngine.Subscription subscription = events;
        if (subscription != null) {
            subscription.close();
        }
    }
}
