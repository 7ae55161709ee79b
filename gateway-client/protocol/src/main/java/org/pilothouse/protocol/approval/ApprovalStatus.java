package org.pilothouse.protocol.approval;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where an approval stands. */
public enum ApprovalStatus {
    QUEUED,
    REVIEWING,
    AWAITING_HUMAN,
    APPROVED,
    DENIED,
    EXPIRED,
    CANCELLED,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether a person can decide it. */
    public boolean isWaiting() {
        return this == QUEUED || this == REVIEWING || this == AWAITING_HUMAN;
    }
}
