package org.pilothouse.protocol.policy;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What becomes of an operation. */
public enum PolicyDecision {
    ALLOW,
    /** A person decides. */
    ASK,
    DENY,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
