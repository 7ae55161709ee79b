package org.pilothouse.protocol.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as {@code GET /nodes} tells it: this, not an environment's status, says whether the agent is connected. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeInfo(
        String nodeId,
        @Nullable String label,
        @Nullable String mode,
        @Nullable String version,
        boolean connected,
        @JsonInclude(JsonInclude.Include.ALWAYS) Pairing.@Nullable Status pairedStatus,
        boolean attachedToRequestedConversation,
        @Nullable Instant lastSeenAt,
        List<NodeCapability> capabilities,
        @Nullable Device device,
        Pairing.@Nullable ManagedDesktop managedDesktop) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeCapability(
            String capability,
            String capabilityVersion,
            @Nullable String description,
            boolean connected,
            boolean ready,
            boolean paired,
            boolean dispatchable,
            int supportedActionCount,
            int enabledActionCount,
            int availableActionCount,
            int unknownActionCount) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Device(
            @Nullable String type,
            @Nullable String platform,
            @Nullable String model) {}

    /** {@code GET /nodes}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Many(String status, Instant generatedAt, List<NodeInfo> nodes) {}
}
