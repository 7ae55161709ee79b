package org.pilothouse.gateway.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.approval.NewApproval;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.ArtifactRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.artifact.ArtifactLink;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.StepStatus;
import tools.jackson.databind.JsonNode;

/**
 * Every change of a run's state, each in one transaction that first looks whether the change still makes sense: a run
 * may have been cancelled meanwhile. What changed is told to operators afterwards.
 */
final class RunLedger {
    private final Database database;
    private final RunStore store;
    private final LeaseStore leases;
    private final Approvals approvals;
    private final Artifacts artifacts;
    private final StepPolicy policy;
    private final ActivityLog activity;
    private final Events events;
    private final RunViews views;
    private final InstantSource clock;

    RunLedger(
            Database database,
            Approvals approvals,
            Artifacts artifacts,
            StepPolicy policy,
            ActivityLog activity,
            Events events,
            RunViews views,
            InstantSource clock) {
        this.database = database;
        this.store = new RunStore(database);
        this.leases = new LeaseStore(database);
        this.approvals = approvals;
        this.artifacts = artifacts;
        this.policy = policy;
        this.activity = activity;
        this.events = events;
        this.views = views;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Optional<NextMove.Situation> situation(String runId) {
        return database.transaction(tx -> store.find(runId).map(run -> {
            StepRecord step = store.firstOpenStep(runId).orElse(null);
            String approvalId = step == null ? null : step.approvalId();
            Optional<ApprovalRecord> approval = approvalId == null ? Optional.empty() : approvals.find(approvalId);
            return new NextMove.Situation(
                    run,
                    step,
                    step == null ? List.of() : store.attemptsOfStep(step.id()),
                    approval,
                    step == null ? null : policy.decide(policy.facts(run, step, approval)),
                    approvalId == null ? "" : approvals.reason(approvalId),
                    step == null ? Optional.empty() : leases.current(step.environmentId()),
                    step == null ? Optional.empty() : unseen(run, step.environmentId()),
                    run.terms().maxAttempts() == null ? 0 : attempts(runId),
                    clock.instant());
        }));
    }

    /** The takeover that ended since the run was planned, where no step has looked at that desktop since. */
    private Optional<ControlLease> unseen(RunRecord run, String environmentId) {
        return leases.lastEnded(environmentId)
                .filter(lease -> lease.until() != null && lease.until().isAfter(run.createdAt()))
                .filter(lease -> store.steps(run.id()).stream()
                        .filter(step -> step.status() == StepStatus.SUCCEEDED && DesktopOps.isLook(step))
                        .filter(step -> step.environmentId().equals(environmentId))
                        .noneMatch(step -> step.finishedAt() != null
                                && lease.until() != null
                                && step.finishedAt().isAfter(lease.until())));
    }

    /** What counts against the budget: what an interruption cost is not the run's fault. */
    private int attempts(String runId) {
        return (int) store.attempts(runId).stream()
                .filter(attempt -> attempt.status() != AttemptStatus.INTERRUPTED)
                .filter(attempt ->
                        attempt.error() == null || !attempt.error().code().equals(RunError.TAKEN_OVER))
                .count();
    }

    RunRecord start(RunRecord run, List<StepRecord> steps, Actor actor) {
        RunRecord stored = database.transaction(tx -> {
            RunRecord inserted = store.insert(run, steps);
            activity.append(actor, "run.started", "run", run.id(), Map.of("steps", steps.size()));
            return inserted;
        });
        announce(stored.id());
        return stored;
    }

    void succeed(String runId) {
        boolean done = database.transaction(tx -> alive(runId)
                .map(run -> {
                    store.update(run.finished(RunStatus.SUCCEEDED, null, run.stepsCount(), clock.instant()));
                    return true;
                })
                .orElse(false));
        if (done) {
            announce(runId);
        }
    }

    /** The step failed, and with it the run; what comes after it is skipped. */
    void fail(StepRecord failed, RunError error) {
        List<String> changed = new ArrayList<>();
        database.transaction(tx -> alive(failed.runId()).map(run -> {
            Instant now = clock.instant();
            store.attemptsOfStep(failed.id()).stream()
                    .filter(attempt -> attempt.status() == AttemptStatus.RUNNING)
                    .forEach(attempt -> store.update(attempt.finished(AttemptStatus.FAILED, null, null, error, now)));
            for (StepRecord step : store.steps(run.id())) {
                if (step.id().equals(failed.id())) {
                    store.update(step.finished(StepStatus.FAILED, error, now));
                    changed.add(step.id());
                } else if (!step.status().isFinal()) {
                    store.update(step.finished(StepStatus.SKIPPED, null, now));
                    changed.add(step.id());
                }
            }
            store.update(run.finished(RunStatus.FAILED, error, run.stepsCount(), now));
            return true;
        }));
        if (!changed.isEmpty()) {
            announce(failed.runId(), changed.toArray(String[]::new));
        }
    }

    /** Nobody knows what came of this attempt. */
    void markInterrupted(String runId, AttemptRecord attempt) {
        database.transaction(tx -> {
            store.update(attempt.finished(
                    AttemptStatus.INTERRUPTED,
                    null,
                    null,
                    new RunError(
                            RunError.INTERRUPTED,
                            "the gateway ended before the node answered; the desktop may have done it"),
                    clock.instant()));
            return true;
        });
        announce(runId, attempt.stepId());
    }

    /**
     * The run waits for a person from now on.
     *
     * @param picture of the desktop, to be shown with the question
     */
    void ask(StepRecord step, String nodeId, NewApproval question, Optional<ArtifactRecord> picture) {
        Optional<ApprovalRecord> asked = database.transaction(tx -> free(step).map(run -> {
            ApprovalRecord approval = approvals.create(question);
            picture.ifPresent(artifact -> artifacts.save(
                    artifact,
                    List.of(
                            new ArtifactLink(Artifacts.RUN, run.id()),
                            new ArtifactLink(Artifacts.STEP, step.id()),
                            new ArtifactLink(Artifacts.APPROVAL, approval.id()))));
            store.update(step.paused(nodeId, approval.id(), clock.instant()));
            store.update(startedBy(run).paused(BlockedReason.APPROVAL, approval.id(), clock.instant()));
            return approval;
        }));
        asked.ifPresent(approval -> {
            picture.ifPresent(artifact -> artifacts.announce(
                    artifact, Map.of("workflow_run_id", step.runId(), "workflow_run_step_id", step.id())));
            announce(step.runId(), step.id());
            approvals.announce(approval);
        });
    }

    private RunRecord startedBy(RunRecord run) {
        return run.startedAt() == null ? run.running(clock.instant()) : run;
    }

    /** Nothing but its desktop is waited for any more: the run does not say that it waits for a person. */
    void goOn(StepRecord step) {
        boolean changed = database.transaction(tx -> alive(step.runId())
                .filter(run -> run.status() != RunStatus.RUNNING)
                .map(run -> {
                    store.update(run.running(clock.instant()));
                    return true;
                })
                .orElse(false));
        if (changed) {
            announce(step.runId());
        }
    }

    /** A person has control of the desktop, and the run waits until they give it back. */
    void awaitControl(StepRecord step, ControlLease lease) {
        boolean changed = database.transaction(tx -> alive(step.runId())
                .filter(run -> run.blockedReason() != BlockedReason.TAKEOVER
                        || !lease.holder().equals(run.blockedDetail()))
                .map(run -> {
                    store.update(startedBy(run).paused(BlockedReason.TAKEOVER, lease.holder(), clock.instant()));
                    return true;
                })
                .orElse(false));
        if (changed) {
            announce(step.runId());
        }
    }

    /** The run rests until somebody lets it go on. */
    void hold(String runId, String by) {
        boolean changed = database.transaction(tx -> alive(runId)
                .filter(run -> run.blockedReason() != BlockedReason.MANUAL)
                .map(run -> {
                    store.update(run.paused(BlockedReason.MANUAL, by, clock.instant()));
                    return true;
                })
                .orElse(false));
        if (changed) {
            announce(runId);
        }
    }

    /**
     * Pauses a run; what its node is doing is not called back, and its approvals go on waiting.
     *
     * @return false where it is over, or paused already
     */
    boolean pause(String runId, Actor actor) {
        return database.transaction(tx -> alive(runId)
                .filter(run -> run.heldBy() == null)
                .map(run -> {
                    store.update(run.heldBy(actor.name()));
                    activity.append(actor, "run.paused", "run", runId, Map.of());
                    return true;
                })
                .orElse(false));
    }

    /** @return false where nobody had paused it */
    boolean letGoOn(String runId, Actor actor) {
        boolean changed = database.transaction(tx -> alive(runId)
                .filter(run -> run.heldBy() != null)
                .map(run -> {
                    Instant now = clock.instant();
                    Optional<ApprovalRecord> asked = store.firstOpenStep(runId)
                            .map(StepRecord::approvalId)
                            .flatMap(approvals::find)
                            .filter(approval -> approval.status().isWaiting());
                    RunRecord free = run.heldBy(null);
                    store.update(
                            asked.isPresent()
                                    ? free.paused(
                                            BlockedReason.APPROVAL, asked.get().id(), now)
                                    : run.startedAt() == null ? free.queuedAgain(now) : free.running(now));
                    activity.append(actor, "run.resumed", "run", runId, Map.of());
                    return true;
                })
                .orElse(false));
        if (changed) {
            announce(runId);
        }
        return changed;
    }

    /** Runs that wait until a person gives a desktop back. */
    List<String> awaitingControl() {
        return store.blocked(BlockedReason.TAKEOVER);
    }

    /** Records that a task is about to leave; empty where it must not. */
    Optional<AttemptRecord> begin(StepRecord step, int attempt, String nodeId, String dispatchId) {
        Optional<AttemptRecord> begun = database.transaction(tx -> free(step).map(run -> {
            Instant now = clock.instant();
            AttemptRecord record = new AttemptRecord(
                    UUID.randomUUID().toString(),
                    step.id(),
                    attempt,
                    AttemptStatus.RUNNING,
                    dispatchId,
                    nodeId,
                    null,
                    null,
                    null,
                    now,
                    null);
            store.insert(record);
            store.update(step.running(nodeId, now));
            store.update(run.running(now));
            return record;
        }));
        if (begun.isPresent()) {
            announce(step.runId(), step.id());
        }
        return begun;
    }

    /**
     * What came of an attempt.
     *
     * @param error null where it succeeded
     */
    record Conclusion(
            @Nullable JsonNode result,
            @Nullable JsonNode evidence,
            @Nullable RunError error,
            List<ArtifactRecord> artifacts) {

        /** All of it, and yet not what was wanted. */
        Conclusion failed(String because) {
            return new Conclusion(result, evidence, new RunError(RunError.POSTCONDITION_FAILED, because), artifacts);
        }

        static Conclusion failed(RunError error) {
            return new Conclusion(null, null, error, List.of());
        }
    }

    void conclude(StepRecord step, AttemptRecord attempt, Conclusion conclusion) {
        boolean recorded = database.transaction(tx -> {
            Optional<RunRecord> run = alive(step.runId());
            if (run.isEmpty()) {
                return false;
            }
            Instant now = clock.instant();
            boolean succeeded = conclusion.error() == null;
            store.update(attempt.finished(
                    succeeded ? AttemptStatus.SUCCEEDED : AttemptStatus.FAILED,
                    conclusion.result(),
                    conclusion.evidence(),
                    conclusion.error(),
                    now));
            conclusion.artifacts().forEach(artifact -> artifacts.save(artifact, links(step, attempt)));
            if (succeeded) {
                StepRecord current = store.step(step.id()).orElse(step);
                store.update(current.finished(StepStatus.SUCCEEDED, null, now));
                store.update(run.get().withStepsDone(step.index() + 1));
            }
            return true;
        });
        if (recorded) {
            conclusion.artifacts().forEach(artifact -> artifacts.announce(artifact, attachment(step, attempt)));
            announce(step.runId(), step.id());
        }
    }

    private static List<ArtifactLink> links(StepRecord step, AttemptRecord attempt) {
        List<ArtifactLink> links = new ArrayList<>(List.of(
                new ArtifactLink(Artifacts.RUN, step.runId()),
                new ArtifactLink(Artifacts.STEP, step.id()),
                new ArtifactLink(Artifacts.ATTEMPT, attempt.id())));
        if (attempt.dispatchId() != null) {
            links.add(new ArtifactLink(Artifacts.DISPATCH, attempt.dispatchId()));
        }
        return links;
    }

    private static Map<String, String> attachment(StepRecord step, AttemptRecord attempt) {
        Map<String, String> attached = new LinkedHashMap<>();
        attached.put("workflow_run_id", step.runId());
        attached.put("workflow_run_step_id", step.id());
        attached.put("attempt_id", attempt.id());
        if (attempt.dispatchId() != null) {
            attached.put("dispatch_id", attempt.dispatchId());
        }
        return attached;
    }

    /**
     * Ends a run whatever it does; what its node is doing is not called back.
     *
     * @return false where it is over already
     */
    boolean cancel(String runId, @Nullable String reason, Actor actor) {
        RunError error = new RunError(RunError.CANCELLED, reason == null ? "cancelled by " + actor.name() : reason);
        List<String> changed = new ArrayList<>();
        List<ApprovalRecord> closed = new ArrayList<>();
        boolean cancelled = database.transaction(tx -> {
            Optional<RunRecord> run = alive(runId);
            if (run.isEmpty()) {
                return false;
            }
            Instant now = clock.instant();
            for (AttemptRecord attempt : store.attempts(runId)) {
                if (attempt.status() == AttemptStatus.RUNNING) {
                    store.update(attempt.finished(AttemptStatus.CANCELLED, null, null, error, now));
                }
            }
            for (StepRecord step : store.steps(runId)) {
                if (!step.status().isFinal()) {
                    store.update(step.finished(StepStatus.CANCELLED, null, now));
                    changed.add(step.id());
                }
            }
            closed.addAll(approvals.cancelOfRun(runId, error.message()));
            store.update(
                    run.get().finished(RunStatus.CANCELLED, error, run.get().stepsCount(), now));
            activity.append(actor, "run.cancelled", "run", runId, reason == null ? Map.of() : Map.of("reason", reason));
            return true;
        });
        if (cancelled) {
            announce(runId, changed.toArray(String[]::new));
            closed.forEach(approvals::announce);
        }
        return cancelled;
    }

    /** The run, while it is alive, nobody holds it, and no person has control of the step's desktop. */
    private Optional<RunRecord> free(StepRecord step) {
        return alive(step.runId())
                .filter(run -> run.heldBy() == null)
                .filter(run -> leases.current(step.environmentId()).isEmpty());
    }

    private Optional<RunRecord> alive(String runId) {
        return store.find(runId).filter(run -> !run.status().isFinal());
    }

    private void announce(String runId, String... stepIds) {
        for (String stepId : stepIds) {
            views.step(stepId)
                    .ifPresent(step -> events.publish(new Events.Event(
                            EventTypes.RUN_STEP_UPDATED, Map.of("workflow_run_id", runId, "step", step))));
        }
        views.run(runId).ifPresent(run -> events.publish(new Events.Event(EventTypes.RUN_UPDATED, Map.of("run", run))));
    }
}
