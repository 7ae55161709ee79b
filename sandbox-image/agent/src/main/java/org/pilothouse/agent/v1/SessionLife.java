package org.pilothouse.agent.v1;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.session.DesktopState.Phase;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;

/** The life of the sandbox's own desktop. */
public final class SessionLife implements DesktopLife {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final Duration END_WITHIN = Duration.ofSeconds(3);

    private final DesktopSession session;

    public SessionLife(DesktopSession session) {
        this.session = session;
    }

    @Override
    public DesktopState state() {
        return session.state();
    }

    @Override
    public String display() {
        return session.display();
    }

    @Override
    public @Nullable Instant startedAt() {
        return session.processes().status().stream()
                .map(ProcessStatus::startedAt)
                .filter(at -> at != null)
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Override
    public List<ProcessStatus> processes() {
        return session.processes().status();
    }

    @Override
    public void startProcess(String name) throws UnknownProcessException {
        session.processes().start(name);
    }

    @Override
    public void stopProcess(String name) throws UnknownProcessException, InterruptedException {
        session.processes().stop(name, END_WITHIN);
    }

    @Override
    public void restartProcess(String name) throws UnknownProcessException, InterruptedException {
        session.processes().restart(name, END_WITHIN);
    }

    @Override
    public Optional<ProcessLog> log(String process) throws IOException {
        return session.log(process);
    }

    @Override
    public Path logs() {
        return session.logs();
    }

    @Override
    public void start(@Nullable Size size) throws XException, InterruptedException {
        DesktopState now = session.startDesktop(START_WITHIN);
        if (size != null && now.phase() == Phase.ACTIVE) {
            session.server().perform(x -> x.resize(size));
        }
    }

    @Override
    public void stop() throws InterruptedException {
        session.stopDesktop();
    }
}
