package org.pilothouse.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Whether an artifact may show secrets. */
public enum Sensitivity {
    NORMAL,
    SENSITIVE,
    /** A value that this client does not know: to be treated as sensitive. */
    @JsonEnumDefaultValue
    UNKNOWN
}
