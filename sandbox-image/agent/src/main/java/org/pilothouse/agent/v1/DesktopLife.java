package org.pilothouse.agent.v1;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;

/** The desktop's life, as far as this face tells and changes it. Safe for use by many threads. */
public interface DesktopLife {
    DesktopState state();

    /** Name of the X display: {@code :1}. */
    String display();

    /** Since when the desktop is there; null where it is not. */
    @Nullable
    Instant startedAt();

    List<ProcessStatus> processes();

    /** Has a process run from now on. Returns at once. */
    void startProcess(String name) throws UnknownProcessException;

    /** Ends a process, which stays stopped. */
    void stopProcess(String name) throws UnknownProcessException, InterruptedException;

    /** Ends a process and starts it anew. */
    void restartProcess(String name) throws UnknownProcessException, InterruptedException;

    /** What a process wrote; empty where it has written nothing. */
    Optional<ProcessLog> log(String process) throws IOException;

    /** The folder of the processes' logs, each {@code <name>.log}. */
    Path logs();

    /**
     * Starts the desktop, where it does not run, and waits until it can be used or has failed.
     *
     * @param size of the screen; what it has where null
     */
    void start(@Nullable Size size) throws XException, InterruptedException;

    /** Stops the desktop, and waits until it has ended. A stopped desktop stays so until it is started. */
    void stop() throws InterruptedException;
}
