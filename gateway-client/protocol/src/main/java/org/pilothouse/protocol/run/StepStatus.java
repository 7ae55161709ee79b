package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where a step stands. */
public enum StepStatus {
    QUEUED,
    RUNNING,
    PAUSED,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** Never tried, as an earlier step failed. */
    SKIPPED,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED || this == SKIPPED;
    }
}
