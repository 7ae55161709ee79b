package org.pilothouse.gateway.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.run.Attempt;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.StepAction;

/** Runs as others see them. */
final class RunViews {
    private final RunStore store;
    private final LeaseStore leases;
    private final Artifacts artifacts;
    private final Function<String, Optional<String>> labels;

    /**
     * @param labels of environments, by id
     */
    RunViews(RunStore store, LeaseStore leases, Artifacts artifacts, Function<String, Optional<String>> labels) {
        this.store = store;
        this.leases = leases;
        this.artifacts = artifacts;
        this.labels = labels;
    }

    /** Without steps. */
    Optional<Run> run(String runId) {
        return store.find(runId).map(run -> view(run, null, null, labels));
    }

    /** Without steps. */
    List<Run> runs(List<RunRecord> records) {
        Map<String, Optional<String>> known = new HashMap<>();
        return records.stream()
                .map(run -> view(run, null, null, id -> known.computeIfAbsent(id, labels)))
                .toList();
    }

    /** With steps and attempts. */
    Run detailed(RunRecord run) {
        Map<String, List<ArtifactRef>> byAttempt = artifacts.byAttempt(run.id());
        Map<String, List<AttemptRecord>> byStep = new HashMap<>();
        store.attempts(run.id()).forEach(attempt -> byStep.computeIfAbsent(attempt.stepId(), id -> new ArrayList<>())
                .add(attempt));
        List<RunStep> steps = store.steps(run.id()).stream()
                .map(step -> view(
                        step,
                        byStep.getOrDefault(step.id(), List.of()).stream()
                                .map(attempt -> view(attempt, byAttempt.getOrDefault(attempt.id(), List.of())))
                                .toList()))
                .toList();
        List<ControlLease> takeovers =
                run.startedAt() == null ? List.of() : leases.during(run.id(), run.startedAt(), run.finishedAt());
        return view(run, steps, takeovers, labels);
    }

    /** With its attempts. */
    Optional<RunStep> step(String stepId) {
        return store.step(stepId)
                .map(step -> view(
                        step,
                        store.attemptsOfStep(stepId).stream()
                                .map(attempt -> view(attempt, artifacts.of(Artifacts.ATTEMPT, attempt.id())))
                                .toList()));
    }

    private static Run view(
            RunRecord run,
            @Nullable List<RunStep> steps,
            @Nullable List<ControlLease> takeovers,
            Function<String, Optional<String>> labels) {
        return new Run(
                run.id(),
                run.conversationKey(),
                run.agentKey(),
                run.planId(),
                run.requestId(),
                run.status(),
                run.environmentId(),
                run.environmentId() == null
                        ? null
                        : labels.apply(run.environmentId()).orElse(null),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                run.blockedReason(),
                run.blockedDetail(),
                run.error(),
                run.stepsCount(),
                run.stepsDone(),
                run.requestedBy(),
                steps,
                takeovers);
    }

    private RunStep view(StepRecord step, List<Attempt> attempts) {
        return new RunStep(
                step.id(),
                step.index(),
                step.status(),
                new StepAction(step.type(), step.args()),
                step.motivation(),
                step.environmentId(),
                labels.apply(step.environmentId()).orElse(null),
                step.nodeId(),
                step.approvalId(),
                step.error(),
                step.timeoutMs(),
                step.maxAttempts(),
                step.startedAt(),
                step.finishedAt(),
                attempts,
                step.requestedArgs());
    }

    private static Attempt view(AttemptRecord a, List<ArtifactRef> left) {
        return new Attempt(
                a.id(),
                a.attempt(),
                a.status(),
                a.dispatchId(),
                a.startedAt(),
                a.finishedAt(),
                a.result(),
                a.evidence(),
                a.error(),
                left);
    }
}
