package org.pilothouse.gateway.artifact;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of old artifacts, at the start and each hour. */
public final class RetentionSweep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RetentionSweep.class);
    private static final long FIRST_SECONDS = 30;
    private static final long EVERY_SECONDS = 3600;

    private final Artifacts artifacts;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("artifact-retention").factory());

    public RetentionSweep(Artifacts artifacts) {
        this.artifacts = artifacts;
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(this::sweep, FIRST_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            artifacts.sweep();
        } catch (RuntimeException e) {
            // the next hour tries again; a scheduled task that throws would never run again
            log.error("letting go of old artifacts failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
