package org.pilothouse.agent.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.process.ProcessStatus.State;
import org.pilothouse.agent.process.RunningProcess.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process and the thread that looks after it. */
final class ManagedProcess implements Runnable {
    private static final Duration PROBE_EVERY = Duration.ofMillis(5);
    private static final Logger log = LoggerFactory.getLogger(ManagedProcess.class);

    private final ProcessSpec spec;
    private final Supervisor supervisor;
    private final Backoff backoff = new Backoff();
    /** Of the pacer; only the looking-after thread uses it. */
    private long startedAt;

    private volatile @Nullable RunningProcess current;
    private volatile ProcessStatus status;

    ManagedProcess(ProcessSpec spec, Supervisor supervisor) {
        this.spec = spec;
        this.supervisor = supervisor;
        this.status = new ProcessStatus(spec.name(), State.WAITING, 0, 0, OptionalInt.empty(), false);
    }

    ProcessSpec spec() {
        return spec;
    }

    ProcessStatus status() {
        return status;
    }

    @Override
    public void run() {
        try {
            Optional<RunningProcess> process = adopt();
            while (true) {
                if (process.isEmpty()) {
                    if (!supervisor.awaitReady(spec.after())) {
                        break;
                    }
                    process = launch();
                }
                if (process.isPresent()) {
                    lookAfter(process.get());
                    process = Optional.empty();
                }
                if (supervisor.stopping()) {
                    break;
                }
                supervisor.pause(pauseBeforeNext());
            }
            become(State.STOPPED, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<RunningProcess> adopt() {
        try {
            Optional<RunningProcess> found = supervisor.launcher().find(spec);
            found.ifPresent(p -> {
                log.info("took over {} (pid {})", spec.name(), p.identity().pid());
                startedAt = supervisor.pacer().nanos();
            });
            return found;
        } catch (IOException e) {
            log.warn("cannot look for a running {}; starting one", spec.name(), e);
            return Optional.empty();
        }
    }

    private Optional<RunningProcess> launch() {
        startedAt = supervisor.pacer().nanos();
        spec.prepare().run();
        try {
            return Optional.of(supervisor.launcher().launch(spec));
        } catch (IOException e) {
            log.error("cannot start {}: {}", spec.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private void lookAfter(RunningProcess process) throws InterruptedException {
        current = process;
        become(State.STARTING, process.identity().pid());
        // stop() may have looked before there was anything to stop.
        if (supervisor.stopping()) {
            process.signal(Signal.TERM);
        }
        if (awaitReady(process)) {
            become(State.READY, process.identity().pid());
        }
        OptionalInt exit = process.awaitEnd();
        current = null;
        ProcessStatus before = status;
        status = new ProcessStatus(spec.name(), State.BACKING_OFF, 0, before.restarts() + 1, exit, before.crashLoop());
        supervisor.signalChange();
        if (!supervisor.stopping()) {
            log.warn("{} ended{}", spec.name(), exit.isPresent() ? " with status " + exit.getAsInt() : "");
        }
    }

    private boolean awaitReady(RunningProcess process) throws InterruptedException {
        long deadline = supervisor.pacer().nanos() + spec.readyWithin().toNanos();
        while (!spec.readiness().ready()) {
            if (!process.alive()) {
                return false;
            }
            if (supervisor.pacer().nanos() > deadline) {
                log.error(
                        "{} was not ready within {} s; ending it",
                        spec.name(),
                        spec.readyWithin().toSeconds());
                process.signal(Signal.KILL);
                return false;
            }
            supervisor.pacer().sleep(PROBE_EVERY);
        }
        return true;
    }

    private Duration pauseBeforeNext() {
        if (!supervisor.allReady(spec.after())) {
            // It fell with what it stands on (a program without its X server); that is not its own fault.
            become(State.WAITING, 0);
            return Duration.ZERO;
        }
        Duration lived = Duration.ofNanos(supervisor.pacer().nanos() - startedAt);
        Duration pause = backoff.ended(lived);
        ProcessStatus before = status;
        status = new ProcessStatus(
                spec.name(), State.BACKING_OFF, 0, before.restarts(), before.lastExit(), backoff.crashLoop());
        supervisor.signalChange();
        return pause;
    }

    private void become(State state, long pid) {
        ProcessStatus before = status;
        boolean crashLoop = before.crashLoop() && state != State.READY;
        status = new ProcessStatus(spec.name(), state, pid, before.restarts(), before.lastExit(), crashLoop);
        supervisor.signalChange();
    }

    /** Asks the process to end, and ends it when it has not within the limit. */
    void stop(Duration limit) throws InterruptedException {
        RunningProcess process = current;
        if (process == null) {
            return;
        }
        process.signal(Signal.TERM);
        if (!process.awaitEnd(limit)) {
            log.warn("{} did not end when asked to; killing it", spec.name());
            process.signal(Signal.KILL);
            process.awaitEnd(Duration.ofMillis(200));
        }
    }
}
