package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where a run stands. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    /** Waits for something, see {@link Run#blockedReason}. */
    PAUSED,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
