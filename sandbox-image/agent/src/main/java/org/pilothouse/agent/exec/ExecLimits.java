package org.pilothouse.agent.exec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What processes may use; changes count for what is started afterwards.
 *
 * @param maxConcurrentProcesses in the background, running at once
 * @param defaultRunTimeoutMs of a run that names none
 * @param maxRunTimeoutMs that a run may name
 * @param maxOutputBytes of each stream that a run answers
 * @param maxLogBytesPerProcess that are kept of what a background process writes, the latest
 * @param maxInputBytesPerRequest to a process's standard input
 */
public record ExecLimits(
        int maxConcurrentProcesses,
        int defaultRunTimeoutMs,
        int maxRunTimeoutMs,
        int maxOutputBytes,
        int maxLogBytesPerProcess,
        int maxInputBytesPerRequest) {
    public static final ExecLimits DEFAULT = new ExecLimits(64, 30_000, 300_000, 1 << 20, 10 << 20, 64 << 10);

    private static final int MOST_PROCESSES = 1024;
    private static final int MOST_TIMEOUT = 24 * 60 * 60 * 1000;
    private static final int MOST_OUTPUT = 64 << 20;
    private static final int LEAST_LOG = 64 << 10;
    private static final int MOST_LOG = 256 << 20;
    private static final int MOST_INPUT = 16 << 20;

    /**
     * These limits if they can be; a default timeout above the maximum becomes the maximum.
     *
     * @throws ExecException that names the first that cannot
     */
    ExecLimits checked() throws ExecException {
        between("maxConcurrentProcesses", maxConcurrentProcesses, 1, MOST_PROCESSES);
        between("maxRunTimeoutMs", maxRunTimeoutMs, 1, MOST_TIMEOUT);
        between("defaultRunTimeoutMs", defaultRunTimeoutMs, 1, MOST_TIMEOUT);
        between("maxOutputBytes", maxOutputBytes, 1, MOST_OUTPUT);
        between("maxLogBytesPerProcess", maxLogBytesPerProcess, LEAST_LOG, MOST_LOG);
        between("maxInputBytesPerRequest", maxInputBytesPerRequest, 1, MOST_INPUT);
        return new ExecLimits(
                maxConcurrentProcesses,
                Math.min(defaultRunTimeoutMs, maxRunTimeoutMs),
                maxRunTimeoutMs,
                maxOutputBytes,
                maxLogBytesPerProcess,
                maxInputBytesPerRequest);
    }

    Duration timeout(@Nullable Duration asked) throws ExecException {
        Duration most = Duration.ofMillis(maxRunTimeoutMs);
        if (asked == null) {
            return Duration.ofMillis(defaultRunTimeoutMs);
        }
        if (!asked.isPositive() || asked.compareTo(most) > 0) {
            throw ExecException.invalid("timeoutMs is " + asked.toMillis() + "; it must be 1 to " + maxRunTimeoutMs);
        }
        return asked;
    }

    int outputBytes(@Nullable Integer asked) throws ExecException {
        if (asked == null) {
            return maxOutputBytes;
        }
        between("maxOutputBytes", asked, 1, maxOutputBytes);
        return asked;
    }

    static void between(String field, long value, long least, long most) throws ExecException {
        if (value < least || value > most) {
            throw ExecException.invalid(field + " is " + value + "; it must be " + least + " to " + most);
        }
    }
}
