package org.pilothouse.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How an artifact can be shown. */
public enum MediaClass {
    IMAGE,
    AUDIO,
    VIDEO,
    DOCUMENT,
    /** Also a value that this client does not know. */
    @JsonEnumDefaultValue
    OTHER
}
