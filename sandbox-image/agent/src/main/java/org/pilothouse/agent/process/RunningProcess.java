package org.pilothouse.agent.process;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** A process of the desktop that was started or taken over. */
public interface RunningProcess {
    Identity identity();

    /** To a hundredth of a second. */
    Instant startedAt();

    boolean alive();

    /**
     * Waits until the process has ended.
     *
     * @return its exit status, where it is known: not for a process that an earlier agent started
     */
    OptionalInt awaitEnd() throws InterruptedException;

    /** Waits at most so long; true if the process has ended. */
    boolean awaitEnd(Duration limit) throws InterruptedException;

    /** Signals the whole session of the process: ask (TERM) or end (KILL). */
    void signal(Signal signal);

    /** How a process is to end. */
    enum Signal {
        TERM,
        KILL
    }

    /**
     * What tells a process from a later one with the same number.
     *
     * @param startTicks clock ticks from boot to its start ({@code proc(5)}, stat, field 22)
     */
    record Identity(long pid, long startTicks) {}
}
