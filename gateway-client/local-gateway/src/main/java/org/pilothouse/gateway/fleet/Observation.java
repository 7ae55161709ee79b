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
 */
public record Observation(
        Instant at,
        boolean reachable,
        @Nullable ContainerView container,
        long incarnation,
        boolean leftovers,
        boolean imageReady,
        @Nullable Problem problem) {

    public boolean containerRunning() {
        return container != null && container.running();
    }
}
