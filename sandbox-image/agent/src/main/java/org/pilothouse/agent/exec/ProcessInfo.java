package org.pilothouse.agent.exec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A background process, as it is now.
 *
 * @param id {@code proc_N}
 * @param pid of the process, which leads a session of its own; null when it has ended
 * @param exitCode null while it runs; 128 and the signal's number where one ended it; null too where nobody saw it
 * @param signal that ended it
 * @param restarts how often it was started again
 */
public record ProcessInfo(
        String id,
        ProcessRequest request,
        boolean running,
        @Nullable Long pid,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        int restarts,
        Instant createdAt,
        @Nullable Instant exitedAt) {}
