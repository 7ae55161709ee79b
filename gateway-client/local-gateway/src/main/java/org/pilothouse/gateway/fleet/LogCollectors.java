package org.pilothouse.gateway.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.store.LogStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One collector for each running container. */
final class LogCollectors implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(LogCollectors.class);

    private final EnvironmentLog log;
    private final LogStore store;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-flush").factory());
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Running> running = new HashMap<>();

    /**
     * @param key container and its start, as a container that starts again needs a new stream
     */
    private record Running(String key, LogCollector collector) {}

    LogCollectors(EnvironmentLog log, LogStore store, InstantSource clock) {
        this.log = log;
        this.store = store;
        this.clock = clock;
    }

    void ensure(String environmentId, String containerId, Instant startedAt, FleetEngine engine) {
        String key = containerId + "@" + startedAt;
        lock.lock();
        try {
            Running now = running.get(environmentId);
            if (now != null && now.key().equals(key)) {
                return;
            }
            stop(environmentId);
            Instant after =
                    store.lastOfContainer(environmentId).map(line -> line.at()).orElse(Instant.EPOCH);
            running.put(
                    environmentId,
                    new Running(
                            key,
                            LogCollector.start(
                                    environmentId,
                                    containerId,
                                    after,
                                    () -> ended(environmentId, key),
                                    engine,
                                    log,
                                    timer,
                                    clock)));
        } catch (EngineException e) {
            logger.info("no log of environment {} for now: {}", environmentId, e.sentence());
        } finally {
            lock.unlock();
        }
    }

    /** The next look at a container that still runs starts a new one. */
    private void ended(String environmentId, String key) {
        lock.lock();
        try {
            running.computeIfPresent(environmentId, (id, now) -> now.key().equals(key) ? null : now);
        } finally {
            lock.unlock();
        }
    }

    void stop(String environmentId) {
        lock.lock();
        try {
            Running gone = running.remove(environmentId);
            if (gone != null) {
                gone.collector().close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            // each close reports its end, which takes it out of the map
            List.copyOf(running.values()).forEach(r -> r.collector().close());
            running.clear();
            timer.shutdownNow();
        } finally {
            lock.unlock();
        }
    }
}
