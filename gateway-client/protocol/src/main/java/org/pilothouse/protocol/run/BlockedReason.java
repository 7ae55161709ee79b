package org.pilothouse.protocol.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What a paused run waits for. */
public enum BlockedReason {
    APPROVAL,
    TAKEOVER,
    BUDGET,
    MANUAL,
    POLICY,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
