package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.engine.FleetEngine.LogRecord;
import org.pilothouse.gateway.store.LogStore.NewLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies one running container's log into the environment's. A container that floods its log loses lines, and a line says
 * how many.
 */
final class LogCollector implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(LogCollector.class);
    private static final Duration FLUSH = Duration.ofMillis(200);
    private static final int LINES_PER_FLUSH = 100;

    private final String environmentId;
    private final EnvironmentLog log;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<NewLine> pending = new ArrayList<>();
    private Instant last;
    private int dropped;
    private boolean flushPlanned;
    private FleetEngine.@Nullable Subscription subscription;

    private LogCollector(
            String environmentId,
            Instant after,
            EnvironmentLog log,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.environmentId = environmentId;
        this.last = after;
        this.log = log;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * @param after lines up to this moment are known already
     */
    static LogCollector start(
            String environmentId,
            String containerId,
            Instant after,
            Runnable onEnd,
            FleetEngine engine,
            EnvironmentLog log,
            ScheduledExecutorService timer,
            InstantSource clock)
            throws EngineException {
        LogCollector collector = new LogCollector(environmentId, after, log, timer, clock);
        collector.subscription = engine.followLogs(containerId, after, collector::add, onEnd);
        return collector;
    }

    private void add(LogRecord record) {
        lock.lock();
        try {
            if (!record.at().isAfter(last)) {
                return;
            }
            last = record.at();
            if (pending.size() >= LINES_PER_FLUSH) {
                dropped++;
            } else {
                pending.add(new NewLine(record.at(), record.stream(), record.line()));
            }
            if (!flushPlanned) {
                flushPlanned = true;
                Future<?> _ = timer.schedule(this::flush, FLUSH.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void flush() {
        List<NewLine> lines;
        lock.lock();
        try {
            flushPlanned = false;
            lines = new ArrayList<>(pending);
            pending.clear();
            if (dropped > 0) {
                lines.add(new NewLine(
                        clock.instant(), "gateway", dropped + " lines dropped: the container writes too fast"));
                dropped = 0;
            }
        } finally {
            lock.unlock();
        }
        try {
            log.append(environmentId, lines);
        } catch (RuntimeException e) {
            // the timer is shared; a store that fails must not stop the others' logs
            logger.warn("log lines of environment {} were not stored", environmentId, e);
        }
    }

    @Override
    public void close() {
        FleetEngine.Subscription open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
