package org.pilothouse.protocol.artifact;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What an artifact is. */
public enum ArtifactKind {
    SCREENSHOT,
    DIFF,
    LOG,
    /** A tree of elements; of a desktop with the label {@code a11y-tree}. */
    DOM_SNAPSHOT,
    HTTP_TRACE,
    RECEIPT,
    FILE,
    /** Also a value that this client does not know. */
    @JsonEnumDefaultValue
    OTHER
}
