package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How one try of a step went. */
public enum AttemptStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** The gateway ended while it ran; whether the desktop did what it was asked is not known. */
    INTERRUPTED,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
