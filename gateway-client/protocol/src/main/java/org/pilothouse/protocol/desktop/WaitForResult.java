package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code wait_for}; a wait that was in vain is a result too.
 *
 * @param status {@code satisfied} or {@code timeout}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WaitForResult(
        String op,
        @Nullable Selector selector,
        @Nullable String state,
        String status,
        long elapsedMs,
        QueryResult.@Nullable Match match) {}
