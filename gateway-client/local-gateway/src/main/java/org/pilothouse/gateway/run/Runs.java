package org.pilothouse.gateway.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.policy.StepFacts.Circumstances;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.gateway.store.RunTerms;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.Runs.Page;
import org.pilothouse.protocol.run.StepAction;
import org.pilothouse.protocol.run.StepStatus;
import org.pilothouse.protocol.run.Workflow;
import org.pilothouse.protocol.run.WorkflowStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of this package: runs are started, shown, cancelled, and brought to their end. */
public final class Runs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Runs.class);
    private static final int MAX_REASON = 2000;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ControlPlane control;
    private final Approvals approvals;
    private final Artifacts artifacts;
    private final RunStore store;
    private final RunViews views;
    private final RunLedger ledger;
    private final StepPolicy policy;
    private final RunEngine engine;
    private final Dispatches dispatches;
    private final InstantSource clock;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("approval-tick").factory());

    /**
     * @param patience how long a step waits for a desktop that is coming up
     */
    public Runs(
            Database database,
            ControlPlane control,
            Approvals approvals,
            Artifacts artifacts,
            Policies policies,
            ActivityLog activity,
            Duration patience,
            InstantSource clock) {
        this.control = control;
        this.approvals = approvals;
        this.artifacts = artifacts;
        this.clock = clock;
        this.store = new RunStore(database);
        Function<String, Optional<String>> labels = new EnvironmentStore(database)::label;
        this.views = new RunViews(store, new LeaseStore(database), artifacts, labels);
        this.policy = new StepPolicy(policies, labels);
        this.ledger = new RunLedger(database, approvals, artifacts, policy, activity, control.events(), views, clock);
        AtomicBoolean stopping = new AtomicBoolean();
        RunDriver driver =
                new RunDriver(ledger, new ManagedDesktops(control), artifacts, policy, labels, patience, stopping::get);
        this.engine = new RunEngine(driver::drive, stopping);
        this.dispatches = new Dispatches(
                control.dispatcher(),
                this,
                policy,
                database,
                new RunOutcome(database, approvals, artifacts, control.events()),
                activity,
                clock);
    }

    /** Single things that are done at once, or asked about. */
    public Dispatches dispatches() {
        return dispatches;
    }

    /** Takes up what the gateway before left, and begins to look after the clock. */
    public void start() {
        approvals.onDecided(engine::wake);
        control.leases().onChanged(environmentId -> ledger.awaitingControl().forEach(engine::wake));
        Runnable _ = control.events().subscribe(event -> {
            if (event.type().equals(EventTypes.ENVIRONMENT_DELETED)
                    && event.payload() instanceof Map<?, ?> payload
                    && payload.get("environment_id") instanceof String environmentId) {
                Thread.startVirtualThread(
                        () -> approvals.cancelOfEnvironment(environmentId, "the environment was deleted"));
            }
        });
        approvals.expireDue();
        store.unfinished().forEach(engine::wake);
        ScheduledFuture<?> _ =
                ticker.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            approvals.expireDue();
        } catch (RuntimeException e) {
            // the next tick tries again; a scheduled task that throws would never run again
            log.error("looking after approvals failed", e);
        }
    }

    /**
     * What the policy is asked with about a step there.
     *
     * @param environment id or label; null takes the only one that runs
     */
    public Circumstances circumstances(@Nullable String environment, String agent, String requester) {
        String id = new EnvironmentChoice(control.environments().list()).idOf(environment, "environment");
        return policy.circumstances(id, agent, requester);
    }

    /** Records a run, which then goes on by itself. */
    public Workflow.Started start(WorkflowStart start, Actor actor) {
        return start(start, null, actor);
    }

    /**
     * @param dispatchKey the dispatch that it stands for; null for none
     */
    Workflow.Started start(WorkflowStart start, @Nullable String dispatchKey, Actor actor) {
        List<RunRules.CheckedStep> checked = RunRules.check(start);
        EnvironmentChoice environments =
                new EnvironmentChoice(control.environments().list());
        String runId = UUID.randomUUID().toString();
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 0; i < checked.size(); i++) {
            RunRules.CheckedStep step = checked.get(i);
            String environmentId = step.environment() != null
                    ? environments.idOf(step.environment(), "steps[" + i + "].environment")
                    : environments.idOf(start.environment(), "environment");
            steps.add(step(runId, i, step, environmentId));
        }
        RunRecord run = ledger.start(run(runId, start, steps, terms(start, dispatchKey), actor), steps, actor);
        engine.wake(runId);
        return new Workflow.Started(
                "ok", runId, run.planId(), run.requestId(), run.conversationKey(), run.stepsCount());
    }

    private RunRecord run(String runId, WorkflowStart start, List<StepRecord> steps, RunTerms terms, Actor actor) {
        Instant now = clock.instant();
        List<String> places =
                steps.stream().map(StepRecord::environmentId).distinct().toList();
        return new RunRecord(
                runId,
                0,
                start.conversationKey(),
                RunRules.agentKey(start.conversationKey()),
                start.planId() == null ? "plan-" + runId : start.planId(),
                start.requestId() == null ? "req-" + UUID.randomUUID() : start.requestId(),
                RunStatus.QUEUED,
                places.size() == 1 ? places.getFirst() : null,
                actor.name(),
                terms,
                null,
                null,
                null,
                steps.size(),
                0,
                now,
                null,
                null,
                null,
                null,
                0);
    }

    private static RunTerms terms(WorkflowStart start, @Nullable String dispatchKey) {
        WorkflowStart.Budgets budgets = start.budgets();
        return new RunTerms(
                budgets == null ? null : budgets.maxDurationMs(),
                budgets == null ? null : budgets.maxAttempts(),
                start.onTakeover() == WorkflowStart.OnTakeover.FAIL,
                dispatchKey);
    }

    private static StepRecord step(String runId, int index, RunRules.CheckedStep step, String environmentId) {
        return new StepRecord(
                UUID.randomUUID().toString(),
                runId,
                index,
                StepStatus.QUEUED,
                StepAction.DESKTOP,
                step.args(),
                step.motivation(),
                step.idempotencyKey(),
                environmentId,
                null,
                null,
                step.timeoutMs(),
                step.maxAttempts(),
                null,
                null,
                null,
                null,
                step.postcondition());
    }

    public Workflow.Cancelled cancel(Workflow.Cancel request, Actor actor) {
        String runId = request.workflowRunId();
        if (runId == null || store.find(runId).isEmpty()) {
            throw GatewayException.notFound("workflow run not found");
        }
        if (request.reason() != null && request.reason().length() > MAX_REASON) {
            throw GatewayException.invalid("reason", "reason must be at most " + MAX_REASON + " characters");
        }
        return new Workflow.Cancelled("ok", runId, ledger.cancel(runId, request.reason(), actor));
    }

    /** Nothing more is begun until somebody lets it go on. Pausing what is paused, or over, changes nothing. */
    public Run pause(String runId, Actor actor) {
        require(runId);
        ledger.pause(runId, actor);
        engine.wake(runId);
        return get(runId);
    }

    /** Lets a run go on that somebody paused. */
    public Run letGoOn(String runId, Actor actor) {
        require(runId);
        ledger.letGoOn(runId, actor);
        engine.wake(runId);
        return get(runId);
    }

    /** Looks at a waiting run again. Decides nothing: who holds a resume token may not approve with it. */
    public Workflow.Resumed resume(Workflow.Resume request) {
        ApprovalRecord approval = Optional.ofNullable(request.token())
                .flatMap(approvals::findByResumeToken)
                .orElseThrow(() -> GatewayException.notFound("resume token not found"));
        boolean goesOn = !approval.status().isWaiting()
                && store.find(approval.runId())
                        .filter(run -> !run.status().isFinal())
                        .isPresent();
        engine.wake(approval.runId());
        return new Workflow.Resumed("ok", approval.runId(), goesOn);
    }

    /**
     * Newest first, without steps.
     *
     * @param before the place of the last one seen; null from the newest
     */
    public Page list(@Nullable RunStatus status, @Nullable String environmentId, @Nullable Long before, int limit) {
        List<RunRecord> page = store.page(new RunStore.Filter(status, environmentId, before, limit));
        return new Page(
                views.runs(page),
                page.size() < limit ? null : Long.toString(page.getLast().sequence()));
    }

    /** With steps and attempts. */
    public Run get(String runId) {
        return views.detailed(require(runId));
    }

    public List<ArtifactRef> artifactsOfRun(String runId) {
        return artifacts.of(Artifacts.RUN, require(runId).id());
    }

    public List<ArtifactRef> artifactsOfStep(String runId, int index) {
        return artifacts.of(Artifacts.STEP, requireStep(runId, index).id());
    }

    public List<ArtifactRef> artifactsOfAttempt(String runId, int index, int attempt) {
        AttemptRecord record = store.attemptsOfStep(requireStep(runId, index).id()).stream()
                .filter(a -> a.attempt() == attempt)
                .findFirst()
                .orElseThrow(() -> GatewayException.notFound("step " + index + " has no attempt " + attempt));
        return artifacts.of(Artifacts.ATTEMPT, record.id());
    }

    private RunRecord require(String runId) {
        return store.find(runId).orElseThrow(() -> GatewayException.notFound("run " + runId + " not found"));
    }

    private StepRecord requireStep(String runId, int index) {
        return store.steps(require(runId).id()).stream()
                .filter(step -> step.index() == index)
                .findFirst()
                .orElseThrow(() -> GatewayException.notFound("the run has no step " + index));
    }

    /** Stops acting; the next gateway goes on. */
    @Override
    public void close() {
        ticker.shutdownNow();
        engine.close();
    }
}
