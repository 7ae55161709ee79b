package org.pilothouse.protocol.node;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.review.ReviewEntry;

/** A node's request to be trusted, and what became of it ({@code GET /pairings}). */
public record Pairing(
        long pairingId,
        Status status,
        @Nullable String motivation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TrustLevel trustLevel,
        Instant requestedAt,
        PairedNode node,
        List<Capability> capabilityAllowlist,
        @Nullable ReviewEntry latestReview,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ReviewEntry> reviews) {

    /** Where a pairing stands. */
    public enum Status {
        QUEUED,
        REVIEWING,
        AWAITING_HUMAN,
        APPROVED,
        DENIED,
        REVOKED,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public enum TrustLevel {
        LOCAL,
        REMOTE
    }

    /**
     * @param managedDesktop present while an environment of this gateway owns the node
     */
    public record PairedNode(
            String nodeId,
            @Nullable String label,
            List<Capability> capabilities,
            Instant lastSeenAt,
            @Nullable Map<String, @Nullable Object> metadata,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ManagedDesktop managedDesktop) {}

    public record ManagedDesktop(String environmentId) {}

    /** {@code GET /pairings}. */
    public record Many(String status, List<Pairing> pairings) {}

    /** {@code GET /pairings/{id}} and the decisions. */
    public record One(String status, Pairing pairing) {}

    /** Body of {@code POST /pairings/{id}/approve}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Approve(
            TrustLevel trustLevel,
            List<Capability> capabilityAllowlist,
            @Nullable String reason) {}

    /** Body of {@code POST /pairings/{id}/deny} and {@code …/revoke}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Decision(@Nullable String reason) {}
}
