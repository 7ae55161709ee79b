package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Observed state of an environment. {@code RUNNING} of a Pilothouse gateway means that its node answered lately. */
public enum EnvironmentStatus {
    PENDING,
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED,
    /** Being deleted; only from a Pilothouse gateway. */
    DELETING,
    ERROR,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
