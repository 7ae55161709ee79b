package org.pilothouse.agent.deck;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.session.DesktopState;

/** The desktop's life, as far as this face tells and changes it. Safe for use by many threads. */
public interface DesktopControl {
    DesktopState state();

    List<ProcessStatus> processes();

    /** Starts what was stopped, and waits until the desktop can be used or has failed. */
    void start() throws InterruptedException;

    /** Stops the desktop, which stays stopped, and waits until it has ended. */
    void stop() throws InterruptedException;

    void restart(String process) throws UnknownProcessException, InterruptedException;

    /** What a process wrote; empty where it has written nothing. */
    Optional<ProcessLog> log(String process) throws IOException;
}
