package org.pilothouse.agent.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes note of every action on the sandbox. Safe for use by many threads; must not fail and must be quick. */
@FunctionalInterface
public interface AuditLog {
    AuditLog NONE = action -> {};

    void record(Action action);

    /**
     * Something that was asked for. Says nothing of contents: what is typed or written may be a secret.
     *
     * @param who proven or said name of the caller
     * @param face which way it came: {@code http}, {@code mcp}, {@code node}
     * @param what the operation: {@code POST /v1/desktop/mouse/click}
     * @param path as it was asked for, without its query
     * @param outcome {@code ok} or the stable code of the refusal
     * @param status of the answer; null where the face has none
     */
    record Action(
            String who,
            String face,
            String what,
            String path,
            String outcome,
            @Nullable Integer status,
            Duration took) {}
}
