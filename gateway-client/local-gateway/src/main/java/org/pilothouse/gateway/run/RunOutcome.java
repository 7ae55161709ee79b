package org.pilothouse.gateway.run;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.control.Dispatcher;
import org.pilothouse.gateway.control.Dispatcher.Order;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.node.Dispatch.ErrorCode;
import org.pilothouse.protocol.node.Dispatch.Outcome;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Waits for a run of one step, and tells what came of it as a dispatch does. */
final class RunOutcome {
    /** An event may be missed by a hair; looking again costs a read. */
    private static final long LOOK_AGAIN_MS = 1000;

    private final RunStore store;
    private final Approvals approvals;
    private final Artifacts artifacts;
    private final Events events;

    RunOutcome(Database database, Approvals approvals, Artifacts artifacts, Events events) {
        this.store = new RunStore(database);
        this.approvals = approvals;
        this.artifacts = artifacts;
        this.events = events;
    }

    /**
     * As long as the order allows; after that it says what the run waits for, and the run goes on.
     *
     * @param actor who is given what came of it
     */
    Outcome await(Order.Ready order, String runId, Actor actor) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(order.timeoutMs());
        Semaphore changed = new Semaphore(0);
        Runnable unsubscribe = events.subscribe(event -> {
            if (event.type().equals(EventTypes.RUN_UPDATED)) {
                changed.release();
            }
        });
        try {
            while (true) {
                RunRecord run = store.find(runId).orElseThrow();
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (run.status().isFinal()) {
                    return ended(order, run, actor);
                }
                if (leftMs <= 0) {
                    return unfinished(order, run);
                }
                boolean _ = changed.tryAcquire(Math.min(leftMs, LOOK_AGAIN_MS), TimeUnit.MILLISECONDS);
                changed.drainPermits();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return order.target()
                    .refused(ErrorCode.RUNTIME_UNAVAILABLE, "the gateway is shutting down", true, details(runId));
        } finally {
            unsubscribe.run();
        }
    }

    private Outcome unfinished(Order.Ready order, RunRecord run) {
        boolean asked = run.blockedReason() == BlockedReason.APPROVAL;
        ObjectNode details = details(run.id());
        if (!asked && run.blockedReason() != BlockedReason.MANUAL) {
            return order.target()
                    .refused(
                            ErrorCode.DISPATCH_TIMEOUT,
                            "it was not done within " + order.timeoutMs() + " ms; dispatch the same again to wait on",
                            true,
                            details);
        }
        if (asked && run.blockedDetail() != null) {
            details.put("approval_id", run.blockedDetail());
            approvals
                    .find(run.blockedDetail())
                    .ifPresent(approval ->
                            details.put("expires_at", approval.expiresAt().toString()));
        }
        return order.target()
                .refused(
                        ErrorCode.APPROVAL_PENDING,
                        "a person is asked about this and did not let it happen within " + order.timeoutMs()
                                + " ms; dispatch the same again to wait on",
                        true,
                        details);
    }

    private Outcome ended(Order.Ready order, RunRecord run, Actor actor) {
        List<AttemptRecord> attempts = store.attempts(run.id());
        AttemptRecord last = attempts.isEmpty() ? null : attempts.getLast();
        String dispatchId = last == null ? null : last.dispatchId();
        if (run.status() == RunStatus.SUCCEEDED && last != null && dispatchId != null) {
            return Dispatcher.outcome(
                    order.target(),
                    dispatchId,
                    new TaskOutcome.Answered(whole(last.result(), actor), whole(last.evidence(), actor)));
        }
        RunError error = run.error() == null ? new RunError(RunError.CANCELLED, "the run ended") : run.error();
        ErrorCode code = code(error.code());
        boolean retryable = code == ErrorCode.RUNTIME_UNAVAILABLE
                || code == ErrorCode.APPROVAL_EXPIRED
                || code == ErrorCode.TAKEN_OVER;
        return dispatchId == null
                ? order.target().refused(code, error.message(), retryable, details(run.id()))
                : order.target().failed(dispatchId, null, code, error.message(), retryable);
    }

    private static ErrorCode code(String error) {
        return switch (error) {
            case RunError.POLICY_DENIED -> ErrorCode.POLICY_DENIED;
            case RunError.APPROVAL_DENIED -> ErrorCode.CONSENT_DENIED;
            case RunError.APPROVAL_EXPIRED -> ErrorCode.APPROVAL_EXPIRED;
            case RunError.TAKEN_OVER -> ErrorCode.TAKEN_OVER;
            case RunError.TIMEOUT -> ErrorCode.DISPATCH_TIMEOUT;
            case RunError.ENVIRONMENT_NOT_RUNNING, RunError.NODE_NOT_CONNECTED, RunError.NODE_LOST ->
                ErrorCode.RUNTIME_UNAVAILABLE;
            default -> ErrorCode.EXECUTION_FAILED;
        };
    }

    /** What a run stores apart belongs into the answer of a dispatch. */
    private @Nullable JsonNode whole(@Nullable JsonNode stored, Actor actor) {
        if (!(stored instanceof ObjectNode object)) {
            return stored;
        }
        JsonNode all = object.path("result_artifact");
        ObjectNode whole =
                all.isObject() ? Json.LENIENT.readValue(bytes(all, actor), ObjectNode.class) : object.deepCopy();
        JsonNode picture = whole.remove("artifact");
        if (picture != null) {
            whole.put("bytesBase64", Base64.getEncoder().encodeToString(bytes(picture, actor)));
        }
        JsonNode tree = whole.remove("tree_artifact");
        if (tree != null) {
            whole.set("tree", Json.LENIENT.readTree(bytes(tree, actor)));
        }
        return whole;
    }

    private byte[] bytes(JsonNode ref, Actor actor) {
        return artifacts.content(ref.path("artifact_id").asString(""), actor).bytes();
    }

    private static ObjectNode details(String runId) {
        return Json.LENIENT.createObjectNode().put("workflow_run_id", runId);
    }
}
