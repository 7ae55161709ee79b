package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Bodies of the requests that change environments. */
public final class EnvironmentRequests {
    private EnvironmentRequests() {}

    /**
     * {@code POST /desktop-environments}.
     *
     * @param imageRef the gateway's default where absent
     * @param desiredRunning false where absent
     * @param display only for a Pilothouse gateway
     * @param limits only for a Pilothouse gateway
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Create(
            String hostId,
            @Nullable String label,
            @Nullable String imageRef,
            @Nullable Boolean desiredRunning,
            EnvironmentRuntime.@Nullable Display display,
            EnvironmentRuntime.@Nullable Limits limits) {

        public static Create of(String hostId, String label, boolean start) {
            return new Create(hostId, label, null, start, null, null);
        }
    }

    /**
     * {@code PATCH /desktop-environments/{id}}; absent members stay as they are.
     *
     * @param display only for a Pilothouse gateway; with another one the container is replaced, the home kept
     * @param limits as {@code display}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Patch(
            @Nullable String label,
            @Nullable String imageRef,
            @Nullable Boolean desiredRunning,
            EnvironmentRuntime.@Nullable Display display,
            EnvironmentRuntime.@Nullable Limits limits) {}

    /**
     * {@code PUT /reconciliation} of a Pilothouse gateway.
     *
     * @param reason required to pause, 1 to 500 characters
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PutReconciliation(
            boolean paused, @Nullable String reason) {}

    /** {@code PUT /config/desktop-environments/defaults}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PutDefaults(
            String defaultImageRef, @Nullable String reason) {}
}
