package org.pilothouse.gateway.run;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.run.RunError;
import tools.jackson.databind.node.ObjectNode;

/** The desktops of the environments of this gateway. */
final class ManagedDesktops implements Desktops {
    /** An event may be missed by a hair; looking again costs a read. */
    private static final long LOOK_AGAIN_MS = 1000;

    private final ControlPlane control;

    ManagedDesktops(ControlPlane control) {
        this.control = control;
    }

    @Override
    public Place await(String environmentId, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        Semaphore changed = new Semaphore(0);
        Runnable unsubscribe = control.events().subscribe(event -> {
            if (event.type().equals(EventTypes.ENVIRONMENT_UPDATED)
                    || event.type().equals(EventTypes.ENVIRONMENT_DELETED)) {
                changed.release();
            }
        });
        try {
            while (true) {
                Optional<Place> place = place(environmentId);
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (place.isPresent()) {
                    return place.get();
                }
                if (leftMs <= 0) {
                    return notInTime(environmentId);
                }
                boolean _ = changed.tryAcquire(Math.min(leftMs, LOOK_AGAIN_MS), TimeUnit.MILLISECONDS);
                changed.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return notInTime(environmentId);
        } finally {
            unsubscribe.run();
        }
    }

    /** Empty while it may still become usable. */
    private Optional<Place> place(String environmentId) {
        try {
            Environment environment = control.environments().get(environmentId);
            if (environment.status() == EnvironmentStatus.RUNNING && environment.nodeId() != null) {
                return Optional.of(new Place.Ready(environment.nodeId()));
            }
            boolean hopeless = !environment.desiredRunning() || environment.status() == EnvironmentStatus.ERROR;
            return hopeless ? Optional.of(unusable(environment)) : Optional.empty();
        } catch (GatewayException _) {
            return Optional.of(new Place.Unusable(RunError.ENVIRONMENT_NOT_RUNNING, "the environment was deleted"));
        }
    }

    private Place notInTime(String environmentId) {
        try {
            return unusable(control.environments().get(environmentId));
        } catch (GatewayException _) {
            return new Place.Unusable(RunError.ENVIRONMENT_NOT_RUNNING, "the environment was deleted");
        }
    }

    private static Place unusable(Environment environment) {
        String status = environment.status().name().toLowerCase(Locale.ROOT);
        boolean nodeGone = environment.desiredRunning()
                && environment.runtime() != null
                && !environment.runtime().nodeConnected()
                && environment.nodeId() != null;
        return new Place.Unusable(
                nodeGone ? RunError.NODE_NOT_CONNECTED : RunError.ENVIRONMENT_NOT_RUNNING,
                "the environment " + environment.displayName() + " is " + status
                        + (environment.lastError() == null ? "" : ": " + environment.lastError()));
    }

    @Override
    public TaskOutcome perform(
            String nodeId, DesktopCapability capability, ObjectNode args, long timeoutMs, String dispatchId) {
        return control.dispatcher().perform(nodeId, capability, args, timeoutMs, dispatchId);
    }
}
