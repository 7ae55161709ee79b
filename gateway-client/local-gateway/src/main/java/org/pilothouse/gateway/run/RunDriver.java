package org.pilothouse.gateway.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.artifact.NewArtifact;
import org.pilothouse.gateway.artifact.QuotaException;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.gateway.policy.StepFacts;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.gateway.run.RunLedger.Conclusion;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.ArtifactRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.run.RunError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Does what {@link NextMove} decides, one move after the other, until a run has to wait or is over. */
final class RunDriver {
    private static final Logger log = LoggerFactory.getLogger(RunDriver.class);
    /** Longer results are kept as artifacts only. */
    private static final int MAX_INLINE_CHARS = 64 * 1024;
    /** A wait_for waits by itself; its node may need a moment more to say so. */
    private static final long MARGIN_MS = 5_000;

    private final RunLedger ledger;
    private final Desktops desktops;
    private final Scout scout;
    private final Artifacts artifacts;
    private final StepPolicy policy;
    private final Function<String, Optional<String>> labels;
    private final Duration patience;
    private final BooleanSupplier stopping;

    /**
     * @param labels of environments, by id
     * @param patience how long a desktop that is coming up is waited for
     * @param stopping whether this gateway ends; what is under way then is left for the next one
     */
    RunDriver(
            RunLedger ledger,
            Desktops desktops,
            Artifacts artifacts,
            StepPolicy policy,
            Function<String, Optional<String>> labels,
            Duration patience,
            BooleanSupplier stopping) {
        this.ledger = ledger;
        this.desktops = desktops;
        this.scout = new Scout(desktops);
        this.artifacts = artifacts;
        this.policy = policy;
        this.labels = labels;
        this.patience = patience;
        this.stopping = stopping;
    }

    void drive(String runId) {
        boolean more = true;
        while (more && !stopping.getAsBoolean()) {
            Optional<NextMove.Situation> situation = ledger.situation(runId);
            more = situation.isPresent() && moveOrGiveUp(situation.get());
        }
    }

    private boolean moveOrGiveUp(NextMove.Situation situation) {
        StepRecord step = situation.step();
        try {
            return move(situation.run(), NextMove.of(situation));
        } catch (RuntimeException e) {
            if (stopping.getAsBoolean() || step == null) {
                throw e;
            }
            // a bug or a full disk: a run that says so is better than one that seems to go on
            log.error("run {} failed in the gateway", situation.run().id(), e);
            ledger.fail(
                    step,
                    new RunError(RunError.EXECUTION_FAILED, "the gateway failed on this step; its log has the reason"));
            return true;
        }
    }

    /** @return whether the run may go on at once */
    private boolean move(RunRecord run, Move move) {
        switch (move) {
            case Move.Rest _ -> {
                return false;
            }
            case Move.Succeed _ -> ledger.succeed(run.id());
            case Move.Fail(StepRecord step, RunError error) -> ledger.fail(step, error);
            case Move.MarkInterrupted(AttemptRecord attempt) -> ledger.markInterrupted(run.id(), attempt);
            case Move.AwaitControl(StepRecord step, ControlLease lease) -> {
                ledger.awaitControl(step, lease);
                return false;
            }
            case Move.Hold(String by) -> {
                ledger.hold(run.id(), by);
                return false;
            }
            case Move.Ask ask -> orFail(ask.step(), () -> ask(run, ask));
            case Move.Consider consider -> orFail(consider.step(), () -> consider(run, consider));
            case Move.Dispatch dispatch -> orFail(dispatch.step(), () -> dispatch(run, dispatch));
        }
        return true;
    }

    private interface Doing {
        void run() throws StepFailure;
    }

    private void orFail(StepRecord step, Doing doing) {
        try {
            doing.run();
        } catch (StepFailure e) {
            // who took control meanwhile is seen at the next move
            if (!stopping.getAsBoolean() && !e.error().code().equals(RunError.TAKEN_OVER)) {
                ledger.fail(step, e.error());
            }
        }
    }

    /** A desktop, looked at for a step. */
    private record View(
            String nodeId, Scout.Look look, @Nullable Target target) {}

    private View view(StepRecord step) throws StepFailure {
        String nodeId = node(step);
        Scout.Look look = scout.look(nodeId);
        return new View(nodeId, look, scout.target(nodeId, step.args(), look));
    }

    /** Looks, and does what the policy says of what is there. */
    private void consider(RunRecord run, Move.Consider move) throws StepFailure {
        StepRecord step = move.step();
        ledger.goOn(step);
        View view = view(step);
        StepFacts facts = StepPolicy.seen(policy.facts(run, step, Optional.empty()), view.target());
        Verdict verdict = policy.decide(facts);
        switch (verdict.decision()) {
            case ALLOW ->
                send(
                        run,
                        step,
                        move.attempt(),
                        view.nodeId(),
                        view.target() == null ? step.args() : pinned(step, view.target()));
            case DENY -> throw new StepFailure(NextMove.denied(verdict));
            case ASK, UNKNOWN ->
                ask(run, new Move.Ask(step, ApprovalKind.WORKFLOW_STEP, move.attempt()), view, verdict, facts);
        }
    }

    private void ask(RunRecord run, Move.Ask ask) throws StepFailure {
        StepRecord step = ask.step();
        ledger.goOn(step);
        View view = view(step);
        StepFacts facts = StepPolicy.seen(policy.facts(run, step, Optional.empty()), view.target());
        ask(run, ask, view, policy.decide(facts), facts);
    }

    private void ask(RunRecord run, Move.Ask ask, View view, Verdict verdict, StepFacts facts) {
        String problem = view.look().problem();
        Optional<ArtifactRecord> picture = Optional.empty();
        if (view.look().picture().isPresent()) {
            try {
                picture = Optional.of(artifacts.keep(view.look().picture().get()));
            } catch (QuotaException e) {
                problem = "no picture: " + e.getMessage();
            }
        }
        if (stopping.getAsBoolean()) {
            return;
        }
        StepRecord step = ask.step();
        Question.Scene scene = new Question.Scene(
                view.nodeId(), labels.apply(step.environmentId()).orElse(null), picture, view.target(), problem);
        ledger.ask(step, view.nodeId(), Question.about(run, ask, verdict, facts, scene), picture);
    }

    private void dispatch(RunRecord run, Move.Dispatch move) throws StepFailure {
        StepRecord step = move.step();
        ledger.goOn(step);
        String nodeId = node(step);
        send(run, step, move.attempt(), nodeId, exactly(nodeId, step, move.approval()));
    }

    private void send(RunRecord run, StepRecord step, int attempt, String nodeId, ObjectNode args) throws StepFailure {
        DesktopCapability capability = DesktopOps.capability(step.op())
                .orElseThrow(() -> new StepFailure(RunError.EXECUTION_FAILED, "unknown operation " + step.op()));
        String dispatchId = UUID.randomUUID().toString();
        // the attempt is on the disk before the task leaves: a gateway that is killed now knows that it may have
        Optional<AttemptRecord> begun = ledger.begin(step, attempt, nodeId, dispatchId);
        if (begun.isEmpty()) {
            return;
        }
        long timeout = Math.min(timeout(step, args), left(run));
        TaskOutcome outcome = desktops.perform(nodeId, capability, args, timeout, dispatchId);
        if (stopping.getAsBoolean()) {
            return; // the next gateway finds the attempt and asks, rather than to believe a broken connection
        }
        Conclusion conclusion = conclusion(step.op(), outcome);
        if (conclusion.error() == null && step.postcondition() != null) {
            conclusion = after(conclusion, nodeId, step.postcondition());
        }
        if (!stopping.getAsBoolean()) {
            ledger.conclude(step, begun.get(), conclusion);
        }
    }

    /** What should be so afterwards, is it? */
    private Conclusion after(Conclusion done, String nodeId, ObjectNode wait) {
        TaskOutcome outcome = desktops.perform(
                nodeId,
                DesktopCapability.WAIT_FOR,
                wait,
                wait.path("timeout_ms").asLong(30_000) + MARGIN_MS,
                UUID.randomUUID().toString());
        return switch (outcome) {
            case TaskOutcome.Failed failed ->
                done.failed("what should be so afterwards could not be seen: "
                        + NodeErrors.of(failed).message());
            case TaskOutcome.Answered answered -> {
                try {
                    ObjectNode result = NodeResult.read("wait_for", answered.result(), answered.evidence())
                            .result();
                    yield result != null && result.path("status").asString("").equals("satisfied")
                            ? done
                            : done.failed("the step was done, but what should be so afterwards is not");
                } catch (InvalidResultException e) {
                    yield done.failed("what should be so afterwards could not be seen: " + e.sentence());
                }
            }
        };
    }

    /** Of the run's budget of time, at least 1 ms. */
    private long left(RunRecord run) {
        Long budget = run.terms().maxDurationMs();
        return budget == null
                ? Long.MAX_VALUE
                : Math.max(1, budget - run.worked(ledger.now()).toMillis());
    }

    private static long timeout(StepRecord step, ObjectNode args) {
        boolean waits = step.op().equals("wait_for");
        return waits
                ? Math.max(step.timeoutMs(), args.path("timeout_ms").asLong(30_000) + MARGIN_MS)
                : step.timeoutMs();
    }

    private String node(StepRecord step) throws StepFailure {
        return switch (desktops.await(step.environmentId(), patience)) {
            case Desktops.Place.Ready(String nodeId) -> nodeId;
            case Desktops.Place.Unusable(String code, String why) -> throw new StepFailure(code, why);
        };
    }

    /** What was approved is what is done: the element that a person saw, not whatever has its name now. */
    private ObjectNode exactly(String nodeId, StepRecord step, Optional<ApprovalRecord> approval) throws StepFailure {
        Target approved =
                approval.map(record -> Target.fromContext(record.context())).orElse(null);
        if (approved == null) {
            return step.args();
        }
        scout.recheck(nodeId, step.args(), approved);
        return pinned(step, approved);
    }

    private static ObjectNode pinned(StepRecord step, Target target) {
        if (target.elementRef() == null) {
            return step.args();
        }
        ObjectNode args = step.args().deepCopy();
        args.putObject("target").put("kind", "ref").put("ref", target.elementRef());
        return args;
    }

    private Conclusion conclusion(String op, TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Failed failed -> Conclusion.failed(NodeErrors.of(failed));
            case TaskOutcome.Answered answered -> {
                try {
                    yield kept(op, NodeResult.read(op, answered.result(), answered.evidence()));
                } catch (InvalidResultException e) {
                    yield Conclusion.failed(new RunError(RunError.INVALID_RESULT, e.sentence()));
                } catch (QuotaException e) {
                    yield Conclusion.failed(new RunError(RunError.QUOTA_EXCEEDED, String.valueOf(e.getMessage())));
                }
            }
        };
    }

    private Conclusion kept(String op, NodeResult answer) throws QuotaException {
        List<ArtifactRecord> left = new ArrayList<>();
        ObjectNode result = answer.result();
        ObjectNode evidence = answer.evidence();
        if (evidence != null && answer.picture().isPresent()) {
            evidence.set("artifact", keep(answer.picture().get(), left));
        }
        if (result != null && answer.tree().isPresent()) {
            result.set("tree_artifact", keep(answer.tree().get(), left));
        }
        if (result != null) {
            result = inline(op, result, left);
        }
        return new Conclusion(result, evidence, null, left);
    }

    private ObjectNode inline(String op, ObjectNode result, List<ArtifactRecord> left) throws QuotaException {
        String text = result.toString();
        ObjectNode ref = keep(NewArtifact.result(text.getBytes(StandardCharsets.UTF_8), op), left);
        if (text.length() <= MAX_INLINE_CHARS) {
            return result;
        }
        ObjectNode stub = Json.LENIENT.createObjectNode().put("op", op).put("omitted", true);
        stub.set("result_artifact", ref);
        return stub;
    }

    private ObjectNode keep(NewArtifact artifact, List<ArtifactRecord> left) throws QuotaException {
        ArtifactRecord record = artifacts.keep(artifact);
        left.add(record);
        return Json.LENIENT.valueToTree(Artifacts.ref(record));
    }
}
