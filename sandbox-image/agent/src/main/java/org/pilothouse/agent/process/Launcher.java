package org.pilothouse.agent.process;

import java.io.IOException;
import java.util.Optional;

/** Starts processes, and finds those again that an earlier agent started. */
public interface Launcher {
    /**
     * @throws IOException where the program cannot be started
     */
    RunningProcess launch(ProcessSpec spec) throws IOException;

    /** The process that an earlier agent started for this, if it still runs. */
    Optional<RunningProcess> find(ProcessSpec spec) throws IOException;
}
