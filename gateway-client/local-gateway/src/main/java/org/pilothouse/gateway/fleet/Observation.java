package org.pilothouse.gateway.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;

/**
 * What the fleet last saw of an environment.
 *
 * @param reachable whether the host's engine answered; if not, the rest is older than {@code at}
 * @param container ours, of whatever incarnation
 * @param incarnation of that container; 0 where there is none
 * @param leftovers whether a container or home of an older incarnation is still there
 * @param imageReady whether the host has the image (as far as it was asked)
 * @param problem what stands in the way; kept from the last failure until the next success
 * @param memoryKills how many programs of the running container were killed for memory since it started
 */
public record Observation(
        Instant at,
        boolean reachable,
        @Nullable ContainerView container,
        long incarnation,
        boolean leftovers,
        boolean imageReady,
        @Nullable Problem problem,
        int memoryKills) {

    /** Before anything was seen. */
    static Observation nothing(Instant at) {
        return new Observation(at, true, null, 0, false, false, null, 0);
    }

    /** The same, with something in the way. */
    Observation hindered(Instant now, boolean answers, Problem by) {
        return new Observation(now, answers, container, incarnation, leftovers, imageReady, by, memoryKills);
    }

    public boolean containerRunning() {
        return container != null && container.running();
    }
}
