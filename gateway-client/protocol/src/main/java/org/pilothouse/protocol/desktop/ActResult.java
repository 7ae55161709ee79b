package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Result of {@code act}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActResult(
        String op,
        @Nullable Selector target,
        DesktopOp.@Nullable ActAction action,
        @Nullable String resolvedElementRef) {}
