package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.fleet.Observed.Container;
import org.pilothouse.gateway.fleet.WorkQueue.Result;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one environment: look, decide, take one step, look again, until nothing is left to do. */
final class Reconciler implements WorkQueue.Worker {
    private static final Logger logger = LoggerFactory.getLogger(Reconciler.class);
    /** More steps than any path needs; a longer one would be a loop. */
    private static final int MAX_STEPS = 12;

    private final EnvironmentStore environments;
    private final Map<String, Host> hosts;
    private final Observer observer;
    private final Actor actor;
    private final Patience patience;
    private final PauseSwitch pause;
    private final EnvironmentLog log;
    private final FleetListener listener;
    private final Consumer<String> suspect;
    private final InstantSource clock;
    private final Map<String, Observation> observations = new ConcurrentHashMap<>();
    /** By container. */
    private final Map<String, Integer> memoryKills = new ConcurrentHashMap<>();

    Reconciler(
            EnvironmentStore environments,
            Map<String, Host> hosts,
            Observer observer,
            Actor actor,
            Patience patience,
            PauseSwitch pause,
            EnvironmentLog log,
            FleetListener listener,
            Consumer<String> suspect,
            InstantSource clock) {
        this.environments = environments;
        this.hosts = hosts;
        this.observer = observer;
        this.actor = actor;
        this.patience = patience;
        this.pause = pause;
        this.log = log;
        this.listener = listener;
        this.suspect = suspect;
        this.clock = clock;
    }

    Optional<Observation> observation(String environmentId) {
        return Optional.ofNullable(observations.get(environmentId));
    }

    @Override
    public Result work(String environmentId) throws InterruptedException {
        for (int i = 0; i < MAX_STEPS; i++) {
            EnvironmentRecord record = environments.find(environmentId).orElse(null);
            if (record == null) {
                observations.remove(environmentId);
                patience.forget(environmentId);
                return new Result.Done();
            }
            Host host = hosts.get(record.hostId());
            if (host == null) {
                return unreachable(
                        record, "The host of this environment (" + record.hostId() + ") is not configured any more.");
            }
            try {
                Result result = step(record, host);
                if (result != null) {
                    return result;
                }
            } catch (EngineException.Unreachable e) {
                host.slots().release(environmentId);
                suspect.accept(host.hostId());
                return unreachable(record, e.sentence());
            } catch (EngineException e) {
                host.slots().release(environmentId);
                if (e instanceof EngineException.DiskFull && host.diskFull(e.sentence(), clock.instant())) {
                    listener.hostChanged(host.hostId());
                }
                return failed(record, Problem.of(e));
            }
        }
        logger.warn("environment {} did not settle within {} steps", environmentId, MAX_STEPS);
        return new Result.Failed(Duration.ofMinutes(1));
    }

    /** Returns null where the world should be looked at again at once. */
    private @Nullable Result step(EnvironmentRecord record, Host host) throws EngineException {
        Observed observed = observer.observe(record, host.engine());
        Step step = Decision.decide(Intent.of(record), observed);
        adopt(record, observed);
        note(record, observed, step);
        if (pause.paused() && changes(step)) {
            return failed(record, pause.problem());
        }
        var engine = host.engine();
        switch (step) {
            case Step.Nothing _ -> {
                environments.setObservedGeneration(record.id(), record.generation());
                return new Result.Done();
            }
            case Step.Blocked blocked -> {
                return failed(record, blocked.problem());
            }
            case Step.Wait wait -> {
                return new Result.Again(wait.duration());
            }
            case Step.FetchImage _ -> actor.fetchImage(record, host);
            case Step.CreateHome _ -> actor.createHome(record, engine);
            case Step.CreateContainer _ -> {
                create(record, observed, host);
                diskHadRoom(host);
            }
            case Step.Start start -> {
                if (!host.slots().tryAcquire(record.id())) {
                    // woken when a slot is free; the delay is a net under that
                    return new Result.Again(Duration.ofSeconds(5));
                }
                actor.start(record, start.containerId(), engine);
                diskHadRoom(host);
            }
            case Step.Unpause unpause -> engine.unpause(unpause.containerId());
            case Step.Stop stop -> actor.stop(record, stop.containerId(), stop.why(), engine);
            case Step.RemoveContainer remove -> {
                host.slots().release(record.id());
                actor.removeContainer(record, remove.containerId(), remove.why(), engine);
            }
            case Step.RemoveHome remove -> actor.removeHome(record, remove.why(), engine);
            case Step.Archive _ -> {
                archive(record, host);
                return new Result.Done();
            }
        }
        return null;
    }

    private static boolean changes(Step step) {
        return switch (step) {
            case Step.Nothing _, Step.Blocked _, Step.Wait _, Step.Archive _ -> false;
            default -> true;
        };
    }

    private void diskHadRoom(Host host) {
        if (host.diskHadRoom()) {
            listener.hostChanged(host.hostId());
        }
    }

    /** Catches up with what was done just before a crash, when there was no time left to write it down. */
    private void adopt(EnvironmentRecord record, Observed observed) {
        if (!(observed.container() instanceof Container.Ours ours)
                || ours.claim().incarnation() != record.incarnation()
                || record.desired() == Desired.DELETED) {
            return;
        }
        if (!ours.view().id().equals(record.containerId())) {
            environments.setContainer(
                    record.id(), ours.view().id(), ours.claim().imageId());
        }
        if (ours.view().running() && record.startedAt() == null) {
            environments.setStarted(record.id(), clock.instant());
        }
    }

    private void create(EnvironmentRecord record, Observed observed, Host host) throws EngineException {
        try {
            actor.createContainer(record, Objects.requireNonNull(observed.imageId()), host);
        } catch (EngineException.NameTaken e) {
            // made before a crash, or by somebody else since we looked: the next look tells which
            logger.info("environment {}: {}", record.id(), e.sentence());
        }
    }

    private void archive(EnvironmentRecord record, Host host) {
        host.slots().release(record.id());
        environments.archive(record.id(), clock.instant());
        observations.remove(record.id());
        patience.forget(record.id());
        listener.gone(record.id());
    }

    private void note(EnvironmentRecord record, Observed observed, Step step) {
        Observation before = observations.get(record.id());
        @Nullable Problem problem = before == null ? null : before.problem();
        @Nullable ContainerView container = null;
        long incarnation = 0;
        if (observed.container() instanceof Container.Ours ours) {
            container = ours.view();
            incarnation = ours.claim().incarnation();
        }
        boolean wasPaused = problem != null && problem.reason() == Problem.Reason.RECONCILIATION_PAUSED;
        if (step instanceof Step.Nothing || (wasPaused && !pause.paused())) {
            problem = null;
        } else if (step instanceof Step.Wait && observed.leaveAlone() != null && container != null) {
            problem = container.state() == ContainerView.State.PAUSED
                    ? new Problem(
                            Problem.Reason.PAUSED,
                            "Somebody paused the desktop's container, perhaps to capture it; it is woken in a minute.")
                    : crashed(record, container, before);
        }
        boolean leftovers = (container != null && incarnation != record.incarnation())
                || (observed.home() instanceof Observed.Home.Ours home
                        && home.claim().incarnation() != record.incarnation());
        boolean imageReady = container != null || observed.imageId() != null;
        int kills = container == null ? 0 : memoryKills.getOrDefault(container.id(), 0);
        publish(
                record.id(),
                new Observation(clock.instant(), true, container, incarnation, leftovers, imageReady, problem, kills));
    }

    /** The engine killed a program of that container for memory. */
    void memoryKill(String containerId) {
        memoryKills.merge(containerId, 1, Integer::sum);
    }

    /** The container begins or ends a life; what was killed in the one before does not count any more. */
    void newLife(String containerId) {
        memoryKills.remove(containerId);
    }

    private Problem crashed(EnvironmentRecord record, ContainerView container, @Nullable Observation before) {
        int count = patience.crashes(record.id());
        String message = Patience.describe(container) + " It is started again"
                + (count > 1 ? " (crash " + count + ")" : "") + ".";
        Problem problem = new Problem(Problem.Reason.CRASHED, message);
        if (before == null || !problem.equals(before.problem())) {
            log.gateway(record.id(), message);
        }
        return problem;
    }

    private Result failed(EnvironmentRecord record, Problem problem) {
        Observation before = observations.get(record.id());
        if (before == null || !problem.equals(before.problem())) {
            log.gateway(record.id(), problem.message());
        }
        Observation last = before == null ? Observation.nothing(clock.instant()) : before;
        publish(record.id(), last.hindered(clock.instant(), true, problem));
        return switch (problem.reason()) {
            // the same specification would be refused again
            case REJECTED -> new Result.Parked();
            case IMAGE_MISSING, IMAGE_NOT_FOUND, REGISTRY_UNREACHABLE, NAME_CONFLICT, DISK_FULL ->
                new Result.Failed(Duration.ofSeconds(30));
            case IMAGE_UNAUTHORIZED -> new Result.Failed(Duration.ofMinutes(5));
            case RECONCILIATION_PAUSED -> new Result.Parked();
            case HOST_UNREACHABLE, CRASHED, PAUSED, ENGINE_FAILED -> new Result.Failed(Duration.ofMinutes(1));
        };
    }

    private Result unreachable(EnvironmentRecord record, String message) {
        markUnreachable(record.id(), message);
        return new Result.Failed(Duration.ofSeconds(10));
    }

    /** The engine does not answer: what was seen before is kept, but not as a fact. */
    void markUnreachable(String environmentId, String message) {
        Problem problem = new Problem(Problem.Reason.HOST_UNREACHABLE, message);
        Observation before = observations.get(environmentId);
        if (before != null && !before.reachable() && problem.equals(before.problem())) {
            return;
        }
        Observation last = before == null ? Observation.nothing(clock.instant()) : before;
        publish(environmentId, last.hindered(clock.instant(), false, problem));
    }

    private void publish(String environmentId, Observation observation) {
        observations.put(environmentId, observation);
        listener.observed(environmentId);
    }

    /** Whether there is anything that only a running desktop may have. */
    static boolean shouldRun(EnvironmentRecord record, Observation observation) {
        return record.desired() == Desired.RUNNING
                && observation.containerRunning()
                && observation.incarnation() == record.incarnation();
    }
}
