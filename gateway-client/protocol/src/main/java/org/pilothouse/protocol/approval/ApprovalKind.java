package org.pilothouse.protocol.approval;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why somebody is asked. */
public enum ApprovalKind {
    /** The policy wants a person to look at a step before it is done. */
    WORKFLOW_STEP,
    INTENT,
    /** A step was interrupted and may have been done: shall it be done again? */
    RETRY,
    POLICY,
    BUDGET,
    TAKEOVER,
    @JsonProperty("connector.send")
    CONNECTOR_SEND,
    @JsonProperty("work.intervention")
    WORK_INTERVENTION,
    /** A value that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}
