package org.pilothouse.agent.process;

import java.util.OptionalInt;

/**
 * @param restarts how often it was started again
 * @param lastExit exit status of the last one that ended, where it is known
 * @param crashLoop it keeps ending shortly after its start
 */
public record ProcessStatus(String name, State state, long pid, int restarts, OptionalInt lastExit, boolean crashLoop) {

    /** Where a process is. */
    public enum State {
        /** What it needs is not ready. */
        WAITING,
        /** Started, not ready. */
        STARTING,
        READY,
        /** Ended, to be started again after a pause. */
        BACKING_OFF,
        STOPPED
    }
}
