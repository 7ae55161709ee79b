package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One sandbox desktop: a Tyrum {@code desktop environment}, with {@code runtime} beside it where the gateway is ours.
 *
 * @param managedKind {@code docker}
 * @param desiredRunning the desired state; {@code status} is the observed one
 * @param nodeId the agent's device id once it has connected
 * @param lastSeenAt on a Pilothouse gateway when the node last answered; on Tyrum when the reconciler last looked
 * @param lastError why {@code status} is {@code error}, for a person
 * @param runtime absent on a Tyrum gateway
 */
public record Environment(
        String environmentId,
        String hostId,
        @Nullable String label,
        String imageRef,
        String managedKind,
        EnvironmentStatus status,
        boolean desiredRunning,
        @Nullable String nodeId,
        @Nullable Instant lastSeenAt,
        @Nullable String lastError,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EnvironmentRuntime runtime) {

    /** The label, or the first characters of the id where it has none. */
    public String displayName() {
        return label != null && !label.isBlank()
                ? label
                : environmentId.substring(0, Math.min(8, environmentId.length()));
    }
}
