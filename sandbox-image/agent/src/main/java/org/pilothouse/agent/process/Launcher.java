package org.pilothouse.agent.process;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Starts processes, and finds those again that an earlier agent started. */
public interface Launcher {
    /**
     * @throws IOException where the program cannot be started
     */
    RunningProcess launch(ProcessSpec spec) throws IOException;

    /** The process that an earlier agent started for this, if it still runs. */
    Optional<RunningProcess> find(ProcessSpec spec) throws IOException;

    /** Programs that people or agents started from the desktop: whatever came from it and is none of these. */
    List<RunningProcess> programs(Collection<Long> managed) throws IOException;
}
