package org.pilothouse.agent.process;

import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a process of the desktop is.
 *
 * @param wanted whether it is to run; false for one that was stopped, or is started on demand only
 * @param pid 0 while it does not run
 * @param startedAt of the one that runs; null while none does
 * @param restarts how often it was started again
 * @param lastExit of the last one that ended, if one has
 * @param crashLoop it keeps ending shortly after its start
 * @param problem one sentence, while something is wrong with it
 */
public record ProcessStatus(
        String name,
        State state,
        boolean wanted,
        long pid,
        @Nullable Instant startedAt,
        int restarts,
        @Nullable Exit lastExit,
        boolean crashLoop,
        @Nullable String problem) {

    /** Where a process is. */
    public enum State {
        /** What it needs is not ready. */
        WAITING,
        /** Started, not ready. */
        STARTING,
        READY,
        /** It was asked to end. */
        STOPPING,
        /** Ended, to be started again after a pause. */
        BACKING_OFF,
        STOPPED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An end.
     *
     * @param status exit status, 128 + n for one that signal n ended; unknown for one that an earlier agent started
     */
    public record Exit(OptionalInt status, Instant at) {}

    public boolean running() {
        return pid > 0;
    }

    /** Whether it does what it is there for. */
    public boolean healthy() {
        return state == State.READY && problem == null;
    }
}
