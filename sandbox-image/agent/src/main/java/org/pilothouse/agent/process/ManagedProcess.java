package org.pilothouse.agent.process;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.process.ProcessStatus.Exit;
import org.pilothouse.agent.process.ProcessStatus.State;
import org.pilothouse.agent.process.RunningProcess.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process and the thread that looks after it. */
final class ManagedProcess implements Runnable {
    private static final Duration FIRST_PROBE_AFTER = Duration.ofMillis(5);
    private static final Duration PROBE_EVERY = Duration.ofMillis(40);
    private static final Duration LIVENESS_EVERY = Duration.ofSeconds(3);
    private static final int MISSES = 3;
    private static final Logger log = LoggerFactory.getLogger(ManagedProcess.class);

    private final ProcessSpec spec;
    private final Supervisor supervisor;
    private final Backoff backoff = new Backoff();
    /** Of the pacer; only the looking-after thread uses it. */
    private long launchedAt;

    private volatile @Nullable RunningProcess current;
    private volatile boolean wanted;
    /** From the decision to launch until the process is known to have ended. */
    private volatile boolean busy;

    private volatile boolean restartAsked;
    private volatile ProcessStatus status;

    ManagedProcess(ProcessSpec spec, Supervisor supervisor, boolean wanted) {
        this.spec = spec;
        this.supervisor = supervisor;
        this.wanted = wanted;
        this.status = new ProcessStatus(spec.name(), State.WAITING, wanted, 0, null, 0, null, false, null);
    }

    ProcessSpec spec() {
        return spec;
    }

    ProcessStatus status() {
        ProcessStatus now = status;
        boolean want = wanted;
        State state = now.state();
        if (!now.running()) {
            state = want ? (state == State.STOPPED ? State.WAITING : state) : State.STOPPED;
        }
        return new ProcessStatus(
                now.name(),
                supervisor.stopping() && !now.running() ? State.STOPPED : state,
                want,
                now.pid(),
                now.startedAt(),
                now.restarts(),
                now.lastExit(),
                want && now.crashLoop(),
                now.problem());
    }

    boolean busy() {
        return busy;
    }

    void want(boolean want) {
        wanted = want;
    }

    void askRestart() {
        restartAsked = true;
        wanted = true;
    }

    @Override
    public void run() {
        try {
            Optional<RunningProcess> process = adopt();
            while (true) {
                if (process.isEmpty()) {
                    if (!supervisor.await(this::begin)) {
                        break;
                    }
                    process = launch();
                }
                if (process.isPresent()) {
                    lookAfter(process.get());
                    process = Optional.empty();
                }
                busy = false;
                if (supervisor.stopping()) {
                    break;
                }
                if (wanted && !restartAsked) {
                    supervisor.pause(pauseBeforeNext(), () -> restartAsked || !wanted);
                }
                supervisor.signalChange();
            }
            show(State.STOPPED, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under the supervisor's lock, so that a stop either comes before or finds it busy. */
    private boolean begin() {
        if (wanted && supervisor.allReady(spec.after())) {
            busy = true;
            restartAsked = false;
            return true;
        }
        return false;
    }

    private Optional<RunningProcess> adopt() {
        try {
            Optional<RunningProcess> found = supervisor.launcher().find(spec);
            found.ifPresent(p -> {
                log.info("took over {} (pid {})", spec.name(), p.identity().pid());
                launchedAt = supervisor.pacer().nanos();
                // One that was started on demand is wanted for as long as it runs.
                wanted |= spec.onDemand();
                busy = true;
            });
            return found;
        } catch (IOException e) {
            log.warn("cannot look for a running {}; starting one", spec.name(), e);
            return Optional.empty();
        }
    }

    private Optional<RunningProcess> launch() {
        launchedAt = supervisor.pacer().nanos();
        try {
            spec.prepare().run();
            return Optional.of(supervisor.launcher().launch(spec));
        } catch (IOException e) {
            log.error("cannot start {}: {}", spec.name(), e.getMessage());
            show(State.BACKING_OFF, "It cannot be started: " + e.getMessage() + ".");
            return Optional.empty();
        }
    }

    private void lookAfter(RunningProcess process) throws InterruptedException {
        current = process;
        ProcessStatus before = status;
        status = new ProcessStatus(
                spec.name(),
                State.STARTING,
                true,
                process.identity().pid(),
                process.startedAt(),
                before.restarts(),
                before.lastExit(),
                before.crashLoop(),
                null);
        supervisor.signalChange();
        // stop() may have looked before there was anything to stop.
        if (supervisor.stopping() || !wanted) {
            process.signal(Signal.TERM);
        }
        if (awaitReady(process)) {
            show(State.READY, null);
            watch(process);
        }
        OptionalInt exit = process.awaitEnd();
        current = null;
        ended(exit);
    }

    private void ended(OptionalInt exit) {
        ProcessStatus before = status;
        boolean meant = supervisor.stopping() || !wanted || restartAsked;
        status = new ProcessStatus(
                spec.name(),
                State.BACKING_OFF,
                wanted,
                0,
                null,
                before.restarts() + (wanted ? 1 : 0),
                new Exit(exit, Instant.now()),
                before.crashLoop(),
                null);
        if (spec.onDemand() && !meant && exit.orElse(1) == 0) {
            // The program was left as its user leaves it.
            wanted = false;
        } else if (!meant) {
            log.warn("{} ended{}", spec.name(), exit.isPresent() ? " with status " + exit.getAsInt() : "");
        }
        supervisor.signalChange();
    }

    private boolean awaitReady(RunningProcess process) throws InterruptedException {
        long deadline = supervisor.pacer().nanos() + spec.readyWithin().toNanos();
        Duration pause = FIRST_PROBE_AFTER;
        while (!spec.readiness().passes()) {
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
            supervisor.pacer().sleep(pause);
            pause = pause.plus(pause.dividedBy(10));
            pause = pause.compareTo(PROBE_EVERY) < 0 ? pause : PROBE_EVERY;
        }
        return true;
    }

    /** Until it has ended, or was ended as it does not answer any more. */
    private void watch(RunningProcess process) throws InterruptedException {
        int misses = 0;
        while (!process.awaitEnd(LIVENESS_EVERY)) {
            boolean answers = spec.liveness().passes() || !process.alive();
            misses = answers ? 0 : misses + 1;
            if (misses == 0 && status.problem() != null) {
                show(State.READY, null);
            } else if (misses > 0 && misses < MISSES) {
                show(State.READY, "It does not answer.");
            } else if (misses >= MISSES) {
                log.error("{} does not answer; ending it", spec.name());
                process.signal(Signal.KILL);
                return;
            }
        }
    }

    private Duration pauseBeforeNext() {
        if (!supervisor.allReady(spec.after())) {
            // It fell with what it stands on (a program without its X server); that is not its own fault.
            show(State.WAITING, null);
            return Duration.ZERO;
        }
        Duration lived = Duration.ofNanos(supervisor.pacer().nanos() - launchedAt);
        Duration pause = backoff.ended(lived);
        ProcessStatus before = status;
        status = new ProcessStatus(
                spec.name(),
                State.BACKING_OFF,
                true,
                0,
                null,
                before.restarts(),
                before.lastExit(),
                backoff.crashLoop(),
                backoff.crashLoop() ? "It keeps ending shortly after its start." : before.problem());
        supervisor.signalChange();
        return pause;
    }

    private void show(State state, @Nullable String problem) {
        ProcessStatus before = status;
        status = new ProcessStatus(
                spec.name(),
                state,
                wanted,
                before.pid(),
                before.startedAt(),
                before.restarts(),
                before.lastExit(),
                before.crashLoop() && state != State.READY,
                problem);
        supervisor.signalChange();
    }

    /** Asks the process to end, and ends it when it has not within the limit. */
    void stop(Duration limit) throws InterruptedException {
        RunningProcess process = current;
        if (process == null) {
            return;
        }
        show(State.STOPPING, null);
        process.signal(Signal.TERM);
        if (!process.awaitEnd(limit)) {
            log.warn("{} did not end when asked to; killing it", spec.name());
            process.signal(Signal.KILL);
            process.awaitEnd(Duration.ofMillis(200));
        }
    }
}
