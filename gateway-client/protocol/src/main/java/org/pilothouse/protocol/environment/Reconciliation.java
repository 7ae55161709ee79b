package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gateway changes anything on its hosts. While it is paused wishes are kept and everything is looked at, but
 * nothing is created, started, stopped or removed. Ours.
 *
 * @param reason why it is paused
 * @param by who paused it, or went on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reconciliation(
        boolean paused,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Instant since) {
    public static final Reconciliation ON = new Reconciliation(false, null, null, null);
}
