package org.pilothouse.agent.deck;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.session.DesktopState;

/** The life of the sandbox's own desktop. */
public final class SessionControl implements DesktopControl {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final Duration END_WITHIN = Duration.ofSeconds(3);

    private final DesktopSession session;

    public SessionControl(DesktopSession session) {
        this.session = session;
    }

    @Override
    public DesktopState state() {
        return session.state();
    }

    @Override
    public List<ProcessStatus> processes() {
        return session.processes().status();
    }

    @Override
    public void start() throws InterruptedException {
        session.startDesktop(START_WITHIN);
    }

    @Override
    public void stop() throws InterruptedException {
        session.stopDesktop();
    }

    @Override
    public void restart(String process) throws UnknownProcessException, InterruptedException {
        session.processes().restart(process, END_WITHIN);
    }

    @Override
    public Optional<ProcessLog> log(String process) throws IOException {
        return session.log(process);
    }
}
