package org.pilothouse.protocol.review;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One look at an approval or a pairing.
 *
 * @param targetType {@code approval} or {@code pairing}
 * @param reviewerId who, for a person: the name that they go by at this gateway
 * @param riskLevel {@code low} to {@code critical}
 * @param riskScore 0 to 1000
 * @param completedAt when the decision was made
 */
public record ReviewEntry(
        String reviewId,
        String targetType,
        String targetId,
        ReviewerKind reviewerKind,
        @Nullable String reviewerId,
        ReviewState state,
        @Nullable String reason,
        @Nullable String riskLevel,
        @Nullable Integer riskScore,
        @Nullable JsonNode evidence,
        @Nullable JsonNode decisionPayload,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    public enum ReviewerKind {
        GUARDIAN,
        HUMAN,
        SYSTEM,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    public enum ReviewState {
        QUEUED,
        RUNNING,
        REQUESTED_HUMAN,
        APPROVED,
        DENIED,
        EXPIRED,
        CANCELLED,
        REVOKED,
        FAILED,
        SUPERSEDED,
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
