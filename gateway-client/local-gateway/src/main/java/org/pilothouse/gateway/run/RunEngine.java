package org.pilothouse.gateway.run;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every run that may go on a thread of its own, and never two to one run. A run that waits has none. Level
 * triggered: to be woken too often does no harm.
 */
final class RunEngine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunEngine.class);
    /** Many runs may wait; so many may move at a time. */
    private static final int MOVING = 256;

    private static final long CLOSE_SECONDS = 5;

    private final Consumer<String> driver;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("run-", 0).factory());
    private final Semaphore moving = new Semaphore(MOVING, true);
    /** Whether a run that is being driven was woken again meanwhile. */
    private final Map<String, Boolean> driven = new HashMap<>();

    private final AtomicBoolean stopping;

    /**
     * @param driver takes a run's id and drives it as far as it goes
     * @param stopping set when this engine ends
     */
    RunEngine(Consumer<String> driver, AtomicBoolean stopping) {
        this.driver = driver;
        this.stopping = stopping;
    }

    void wake(String runId) {
        synchronized (driven) {
            if (stopping.get()) {
                return;
            }
            if (driven.putIfAbsent(runId, false) != null) {
                driven.put(runId, true);
                return;
            }
            threads.execute(() -> run(runId));
        }
    }

    private void run(String runId) {
        try {
            moving.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            do {
                driver.accept(runId);
            } while (isWokenAgain(runId));
        } catch (RuntimeException e) {
            if (stopping.get()) {
                log.debug("run {} was interrupted by the end of this gateway", runId, e);
            } else {
                // not even its failure could be stored: this run stays as it is, all others go on
                log.error("run {} cannot go on", runId, e);
            }
            synchronized (driven) {
                driven.remove(runId);
            }
        } finally {
            moving.release();
        }
    }

    private boolean isWokenAgain(String runId) {
        synchronized (driven) {
            if (stopping.get() || !driven.replace(runId, true, false)) {
                driven.remove(runId);
                return false;
            }
            return true;
        }
    }

    /** Ends all driving; what is under way is left to the next gateway. */
    @Override
    public void close() {
        synchronized (driven) {
            stopping.set(true);
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("some runs did not stop within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
