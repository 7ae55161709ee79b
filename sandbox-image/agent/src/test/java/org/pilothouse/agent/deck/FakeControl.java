package org.pilothouse.agent.deck;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.session.DesktopState.Phase;
import org.pilothouse.agent.x11.Size;

/** A desktop of two processes, as the test wants it. */
public final class FakeControl implements DesktopControl {
    public volatile Phase phase = Phase.ACTIVE;
    public final List<String> asked = new ArrayList<>();
    private final Path logs;

    public FakeControl(Path logs) {
        this.logs = logs;
    }

    @Override
    public DesktopState state() {
        return new DesktopState(
                phase, new Size(1024, 768), Map.of(), phase == Phase.FAILED ? "It keeps ending." : null);
    }

    @Override
    public List<ProcessStatus> processes() {
        boolean runs = phase == Phase.ACTIVE;
        return List.of(process("xvnc", runs ? 11 : 0), process("xfwm4", runs ? 12 : 0));
    }

    private static ProcessStatus process(String name, long pid) {
        return new ProcessStatus(
                name,
                pid > 0 ? ProcessStatus.State.READY : ProcessStatus.State.STOPPED,
                pid > 0,
                pid,
                pid > 0 ? Instant.EPOCH : null,
                0,
                null,
                false,
                null);
    }

    @Override
    public void start() {
        asked.add("start");
        if (phase == Phase.INACTIVE) {
            phase = Phase.ACTIVE;
        }
    }

    @Override
    public void stop() {
        asked.add("stop");
        phase = Phase.INACTIVE;
    }

    @Override
    public void restart(String process) throws UnknownProcessException {
        if (!Set.of("xvnc", "xfwm4").contains(process)) {
            throw new UnknownProcessException(process, Set.of("xvnc", "xfwm4"));
        }
        asked.add("restart " + process);
    }

    @Override
    public Optional<ProcessLog> log(String process) throws IOException {
        return Optional.empty();
    }

    Path logs() {
        return logs;
    }
}
