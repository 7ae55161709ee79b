package org.pilothouse.agent.v1;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.session.DesktopState.Phase;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;

/** The life of the sandbox's own desktop. */
public final class SessionLife implements DesktopLife {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);

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
