package org.pilothouse.app.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalScope;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.artifact.ArtifactKind;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.MediaClass;
import org.pilothouse.protocol.artifact.Sensitivity;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.review.ReviewEntry;
import org.pilothouse.protocol.run.Attempt;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.StepAction;
import org.pilothouse.protocol.run.StepStatus;
import org.pilothouse.protocol.run.WorkflowStart;
import tools.jackson.databind.JsonNode;

/** Runs, approvals and pairings, short to write. */
public final class WorkSamples {
    public static final String CONVERSATION = "agent:default:manual:default:channel:desktop-sandbox";

    private WorkSamples() {}

    public static JsonNode json(String text) {
        return Json.LENIENT.readTree(text.replace('\'', '"'));
    }

    /**
     * An approval that waits.
     *
     * @param args with {@code op}, in single quotes
     * @param target {@code bounds}, {@code role}, {@code name}, … in single quotes; null where there is no element
     * @param picture id of the artifact, null where there is none
     * @param left until it expires, null for ever
     */
    public static Approval approval(
            String id,
            String args,
            @Nullable String target,
            @Nullable String picture,
            @Nullable Duration left,
            @Nullable String motivation) {
        JsonNode given = json(args);
        String desktop = picture == null
                ? "'problem': 'The desktop could not be pictured: its node did not answer within 5 s.'"
                : "'artifact_id': '" + picture + "', 'sha256': '" + "9f86d081884c7d65".repeat(4)
                        + "', 'width': 1280, 'height': 720, 'captured_at': '"
                        + Instant.now().minusSeconds(41) + "'" + (target == null ? "" : ", 'target': " + target);
        String context = "{'source': 'pilothouse-workflow', 'tool_id': 'tool.desktop."
                + given.path("op").asString() + "', 'args': " + args
                + ", 'workflow_run_id': '" + SampleWork.WAITING_RUN + "', 'step_index': 2, 'environment_id': '"
                + SampleFleet.RUNNING + "', 'environment_label': 'checkout-agent', 'node_id': 'dev_x',"
                + " 'policy': {'rule_id': 'ask-for-input', 'rule': 'What gives input to a desktop is asked for.',"
                + " 'suggested_overrides': [" + suggested(given, "window", " in “A11y Smoke”") + ", "
                + suggested(given, "environment", "") + "]}"
                + (motivation == null ? "" : ", 'motivation': '" + motivation + "'")
                + ", 'desktop': {" + desktop + "}}";
        Instant now = Instant.now();
        return new Approval(
                id,
                "workflow:" + id,
                null,
                ApprovalKind.WORKFLOW_STEP,
                ApprovalStatus.AWAITING_HUMAN,
                "Approve a step",
                null,
                json(context),
                new ApprovalScope(CONVERSATION, null, null, SampleWork.WAITING_RUN, "step", null, null),
                left == null
                        ? now.minusSeconds(60)
                        : now.minus(Duration.ofMinutes(10).minus(left)),
                left == null ? null : now.plus(left),
                null,
                null,
                null);
    }

    private static String suggested(JsonNode args, String pattern, String where) {
        String op = args.path("op").asString();
        return "{'tool_id': 'tool.desktop." + op + "', 'pattern': '" + pattern + "', 'words': 'every " + op + where
                + " on checkout-agent'}";
    }

    public static Approval decided(
            Approval approval, ApprovalStatus status, @Nullable String by, @Nullable String reason) {
        return decided(approval, status, by, reason, Instant.now());
    }

    public static Approval decided(
            Approval approval, ApprovalStatus status, @Nullable String by, @Nullable String reason, Instant at) {
        ReviewEntry review = new ReviewEntry(
                UUID.randomUUID().toString(),
                "approval",
                approval.approvalId(),
                by == null ? ReviewEntry.ReviewerKind.SYSTEM : ReviewEntry.ReviewerKind.HUMAN,
                by,
                ReviewEntry.ReviewState.UNKNOWN,
                reason,
                null,
                null,
                null,
                null,
                at,
                at,
                at);
        return new Approval(
                approval.approvalId(),
                approval.approvalKey(),
                approval.agentId(),
                approval.kind(),
                status,
                approval.prompt(),
                approval.motivation(),
                approval.context(),
                approval.scope(),
                approval.createdAt(),
                approval.expiresAt(),
                review,
                null,
                approval.managedDesktop());
    }

    public static ArtifactRef picture(String id, Instant at) {
        return artifact(id, ArtifactKind.SCREENSHOT, MediaClass.IMAGE, "image/png", 37_589, at, "snapshot", "desktop");
    }

    public static ArtifactRef tree(String id, Instant at) {
        return artifact(
                id,
                ArtifactKind.DOM_SNAPSHOT,
                MediaClass.DOCUMENT,
                "application/json",
                23_635,
                at,
                ArtifactRef.A11Y_TREE,
                "desktop");
    }

    public static ArtifactRef artifact(
            String id, ArtifactKind kind, MediaClass media, String mime, long size, Instant at, String... labels) {
        return new ArtifactRef(
                id,
                "artifact://" + id,
                null,
                kind,
                media,
                at,
                id + (mime.endsWith("json") ? ".json" : ".png"),
                mime,
                size,
                "9f86d081884c7d65".repeat(4),
                List.of(labels),
                null,
                Sensitivity.SENSITIVE);
    }

    public static RunStep step(
            int index, StepStatus status, String args, @Nullable RunError error, Attempt... attempts) {
        Instant begun = attempts.length == 0 ? null : attempts[0].startedAt();
        Instant ended = attempts.length == 0 ? null : attempts[attempts.length - 1].finishedAt();
        return new RunStep(
                "step-" + index,
                index,
                status,
                new StepAction(StepAction.DESKTOP, json(args)),
                null,
                SampleFleet.RUNNING,
                "checkout-agent",
                "dev_x",
                status == StepStatus.PAUSED ? SampleWork.FOCUS : null,
                error,
                60_000,
                1,
                begun,
                ended,
                List.of(attempts),
                null);
    }

    public static Attempt attempt(
            int number, AttemptStatus status, Instant at, long millis, @Nullable String result, ArtifactRef... left) {
        boolean running = status == AttemptStatus.RUNNING;
        return new Attempt(
                UUID.randomUUID().toString(),
                number,
                status,
                UUID.randomUUID().toString(),
                at,
                running ? null : at.plusMillis(millis),
                result == null ? null : json(result),
                null,
                status == AttemptStatus.FAILED
                        ? new RunError(RunError.TARGET_NOT_FOUND, "No element has the name “A11y Smoke” any more.")
                        : null,
                List.of(left));
    }

    public static Run run(String id, RunStatus status, Instant created, List<RunStep> steps) {
        long done = steps.stream().filter(step -> step.status().isFinal()).count();
        Instant ended = status.isFinal() ? created.plusSeconds(12) : null;
        return new Run(
                id,
                CONVERSATION,
                "default",
                "plan-1",
                "req-1",
                status,
                SampleFleet.RUNNING,
                "checkout-agent",
                created,
                created.plusMillis(40),
                ended,
                status == RunStatus.PAUSED ? org.pilothouse.protocol.run.BlockedReason.APPROVAL : null,
                status == RunStatus.PAUSED ? SampleWork.FOCUS : null,
                status == RunStatus.FAILED
                        ? new RunError(RunError.APPROVAL_DENIED, "Denied by Anna: wrong window.")
                        : null,
                Math.max(3, steps.size()),
                status == RunStatus.SUCCEEDED && steps.isEmpty() ? 3 : (int) done,
                "anna",
                steps,
                null);
    }

    static Run run(String id, WorkflowStart start) {
        List<RunStep> steps = new ArrayList<>();
        for (WorkflowStart.Step step : start.steps()) {
            steps.add(step(steps.size(), StepStatus.QUEUED, step.args().toString(), null));
        }
        return run(id, RunStatus.QUEUED, Instant.now(), steps);
    }

    public static Run withStatus(Run run, RunStatus status) {
        return run(run.workflowRunId(), status, run.createdAt(), run.steps() == null ? List.of() : run.steps());
    }

    static Pairing decided(Pairing pairing, String verb, String body) {
        JsonNode given = Json.LENIENT.readTree(body);
        Pairing.Status status =
                switch (verb) {
                    case "approve" -> Pairing.Status.APPROVED;
                    case "deny" -> Pairing.Status.DENIED;
                    default -> Pairing.Status.REVOKED;
                };
        List<Capability> allowed = new ArrayList<>();
        given.path("capability_allowlist")
                .forEach(each -> allowed.add(Capability.of(each.path("id").asString())));
        return new Pairing(
                pairing.pairingId(),
                status,
                pairing.motivation(),
                "local".equals(given.path("trust_level").asString(""))
                        ? Pairing.TrustLevel.LOCAL
                        : pairing.trustLevel(),
                pairing.requestedAt(),
                pairing.node(),
                status == Pairing.Status.APPROVED ? allowed : List.of(),
                pairing.latestReview(),
                null);
    }
}
