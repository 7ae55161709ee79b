package org.pilothouse.agent.v1;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.http.Refusal;

/** The life of the sandbox's own desktop. */
public final class SessionLife implements DesktopLife {
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
        return session.startedAt();
    }

    @Override
    public List<ProcessStatus> processes() {
        return session.processStatus();
    }

    @Override
    public Path logs() {
        return session.logs();
    }

    @Override
    public void start(@Nullable Size size, @Nullable Integer dpi) {
        // it runs from the container's start on
    }

    @Override
    public void stop() {
        throw new Refusal(501, "desktop_unsupported_platform", "This desktop lives as long as its container.");
    }
}
