package org.pilothouse.agent.exec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param exitCode null where it was ended for its time; 128 and the signal's number where another signal ended it
 * @param timedOut it took longer than it was given
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record RunResult(
        @Nullable Integer exitCode,
        boolean timedOut,
        byte[] stdout,
        byte[] stderr,
        boolean stdoutTruncated,
        boolean stderrTruncated,
        Duration duration) {}
