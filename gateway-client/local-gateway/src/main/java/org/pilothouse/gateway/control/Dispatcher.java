package org.pilothouse.gateway.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.NodeLink.NodeFailure;
import org.pilothouse.gateway.control.TaskOutcome.Answered;
import org.pilothouse.gateway.control.TaskOutcome.Failed;
import org.pilothouse.gateway.control.TaskOutcome.Kind;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.gateway.store.PairingStore.PairingRecord;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.frame.NodeMessages;
import org.pilothouse.protocol.frame.NodeMessages.TaskExecute;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.node.Dispatch;
import org.pilothouse.protocol.node.Dispatch.ErrorCode;
import org.pilothouse.protocol.node.Dispatch.Outcome;
import org.pilothouse.protocol.node.Dispatch.PayloadSource;
import org.pilothouse.protocol.node.Pairing;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Has one node do one thing, and waits for what came of it. */
public final class Dispatcher {
    private static final long DEFAULT_TIMEOUT = 30_000;
    private static final long MAX_TIMEOUT = 600_000;
    private static final int MAX_MESSAGE = 2000;
    private static final Set<DesktopCapability> LOOKS =
            Set.of(DesktopCapability.SCREENSHOT, DesktopCapability.SNAPSHOT, DesktopCapability.QUERY);

    private final Nodes nodes;
    private final LeaseStore leases;
    private final InstantSource clock;

    Dispatcher(Nodes nodes, LeaseStore leases, InstantSource clock) {
        this.nodes = nodes;
        this.leases = leases;
        this.clock = clock;
    }

    /** What a dispatch would be, once it is known to make sense. */
    public sealed interface Order {
        /** It cannot be done. */
        record Refused(Outcome outcome) implements Order {}

        /**
         * @param environmentId null where the node belongs to none
         * @param args checked, with {@code op}
         */
        record Ready(
                Target target,
                DesktopCapability capability,
                @Nullable String environmentId,
                ObjectNode args,
                long timeoutMs)
                implements Order {}
    }

    /** Where a dispatch is addressed. */
    public record Target(String nodeId, String capability, String action) {

        public Outcome refused(ErrorCode code, String message, boolean retryable, @Nullable JsonNode details) {
            return outcome(Dispatch.NOT_DISPATCHED, null, null, code, message, retryable, details);
        }

        public Outcome failed(
                String dispatchId, @Nullable JsonNode evidence, ErrorCode code, String message, boolean retryable) {
            return outcome(taskId(dispatchId), dispatchId, evidence, code, message, retryable, null);
        }

        private Outcome outcome(
                String taskId,
                @Nullable String dispatchId,
                @Nullable JsonNode evidence,
                ErrorCode code,
                String message,
                boolean retryable,
                @Nullable JsonNode details) {
            return new Outcome(
                    "ok",
                    taskId,
                    dispatchId,
                    nodeId,
                    capability,
                    action,
                    false,
                    evidence == null ? PayloadSource.NONE : PayloadSource.EVIDENCE,
                    evidence,
                    new Dispatch.Failure(code.wire(), message, retryable, details));
        }
    }

    /** Looks at all that can be said of a dispatch before anything is done. */
    public Order order(String nodeId, String capabilityId, String action, Dispatch.Call call) {
        Target target = new Target(nodeId, capabilityId, action);
        long timeout = call.timeoutMs() == null ? DEFAULT_TIMEOUT : call.timeoutMs();
        if (timeout < 1 || timeout > MAX_TIMEOUT) {
            throw GatewayException.invalid("timeout_ms", "timeout_ms must be between 1 and " + MAX_TIMEOUT);
        }
        Optional<Nodes.Connected> connected = nodes.find(nodeId);
        Optional<PairingRecord> pairing = nodes.pairing(nodeId);
        if (connected.isEmpty() && pairing.isEmpty()) {
            throw GatewayException.notFound("node " + nodeId + " not found");
        }
        Optional<DesktopCapability> capability = DesktopCapability.byId(capabilityId);
        if (capability.isEmpty() || !capability.get().action().equals(action)) {
            return new Order.Refused(target.refused(
                    ErrorCode.ACTION_NOT_SUPPORTED,
                    "action '" + action + "' is not supported for capability '" + capabilityId + "'",
                    false,
                    null));
        }
        boolean paired = pairing.filter(p -> p.status() == Pairing.Status.APPROVED)
                .filter(p -> p.allowlist().contains(Capability.of(capabilityId)))
                .isPresent();
        if (!paired) {
            return new Order.Refused(target.refused(
                    ErrorCode.CAPABILITY_NOT_PAIRED,
                    "capability '" + capabilityId + "' is not paired for node '" + nodeId + "'",
                    false,
                    null));
        }
        DesktopInput.Checked input = DesktopInput.check(capability.get(), call.input());
        if (input.args() == null) {
            return new Order.Refused(invalid(target, input.issues()));
        }
        Optional<Instant> unseen = connected.flatMap(this::handedBackUnseen);
        if (unseen.isPresent() && !LOOKS.contains(capability.get())) {
            return new Order.Refused(target.refused(
                    ErrorCode.LOOK_AGAIN,
                    "a person had control of this desktop until " + unseen.get()
                            + "; take a screenshot, snapshot or query before you act",
                    true,
                    null));
        }
        return new Order.Ready(
                target,
                capability.get(),
                pairing.map(PairingRecord::environmentId).orElse(null),
                input.args(),
                timeout);
    }

    /** Has it done. What may be done is not asked here any more. */
    public Outcome dispatch(Order.Ready order) {
        String dispatchId = UUID.randomUUID().toString();
        Target target = order.target();
        TaskOutcome outcome = perform(target.nodeId(), order.capability(), order.args(), order.timeoutMs(), dispatchId);
        if (LOOKS.contains(order.capability()) && outcome instanceof Answered) {
            // only who dispatches by themselves has seen it; a run's look is the run's
            nodes.find(target.nodeId()).ifPresent(node -> node.lastLookAt = clock.instant());
        }
        return outcome(target, dispatchId, outcome);
    }

    /**
     * Has a node do one thing, and waits for what came of it.
     *
     * @param args checked, with {@code op}
     * @param timeoutMs for waiting and doing together
     * @param dispatchId names the task; the node does a task of the same id once
     */
    public TaskOutcome perform(
            String nodeId, DesktopCapability capability, ObjectNode args, long timeoutMs, String dispatchId) {
        boolean paired = nodes.pairing(nodeId)
                .filter(p -> p.status() == Pairing.Status.APPROVED)
                .filter(p -> p.allowlist().contains(capability.capability()))
                .isPresent();
        if (!paired) {
            return new Failed(
                    Kind.NOT_PAIRED,
                    "capability '" + capability.id() + "' is not paired for node '" + nodeId + "'",
                    null);
        }
        Nodes.Connected node = nodes.find(nodeId).orElse(null);
        if (node == null) {
            return new Failed(Kind.NOT_CONNECTED, "node '" + nodeId + "' is not connected", null);
        }
        if (!node.ready.contains(capability.capability())) {
            return new Failed(
                    Kind.NOT_CONNECTED, "node '" + nodeId + "' is not ready for capability: " + capability.id(), null);
        }
        return send(node, args, timeoutMs, dispatchId);
    }

    private Optional<ControlLease> lease(Nodes.Connected node) {
        return Optional.ofNullable(node.origin).flatMap(at -> leases.current(at.environmentId()));
    }

    private static Failed takenOver(ControlLease lease) {
        return new Failed(
                Kind.TAKEN_OVER, lease.holder() + " has control of this desktop; wait until they give it back", null);
    }

    /** When a person gave the desktop back, if nobody has looked at it since. */
    private Optional<Instant> handedBackUnseen(Nodes.Connected node) {
        Instant looked = node.lastLookAt;
        return Optional.ofNullable(node.origin)
                .flatMap(at -> leases.lastEnded(at.environmentId()))
                .map(ControlLease::until)
                .filter(end -> looked == null || looked.isBefore(end));
    }

    private static Outcome invalid(Target target, List<DesktopInput.Issue> issues) {
        return target.refused(
                ErrorCode.INVALID_INPUT,
                "invalid input: " + issues.getFirst().message(),
                false,
                Json.LENIENT.valueToTree(Map.of("issues", issues)));
    }

    private TaskOutcome send(Nodes.Connected node, ObjectNode args, long timeout, String dispatchId) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        boolean turn = false;
        try {
            Optional<ControlLease> before = lease(node);
            if (before.isPresent()) {
                return takenOver(before.get());
            }
            turn = node.tasks.tryAcquire(timeout, TimeUnit.MILLISECONDS);
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (!turn || left <= 0) {
                return new Failed(Kind.BUSY, "the node was busy with other tasks for " + timeout + " ms", null);
            }
            // again, as somebody may have taken control while others were before
            Optional<ControlLease> now = lease(node);
            return now.isPresent() ? takenOver(now.get()) : execute(node, args, timeout, left, dispatchId);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Failed(Kind.NOT_CONNECTED, "the gateway is shutting down", null);
        } finally {
            if (turn) {
                node.tasks.release();
            }
        }
    }

    private static TaskOutcome execute(
            Nodes.Connected node, ObjectNode args, long timeout, long left, String dispatchId) {
        try {
            JsonNode answer = node.link.request(
                    taskId(dispatchId),
                    NodeMessages.TASK_EXECUTE,
                    new TaskExecute(null, dispatchId, new TaskExecute.Action("Desktop", args)),
                    left);
            TaskResult result = Json.LENIENT.treeToValue(answer, TaskResult.class);
            return new Answered(
                    present(result == null ? null : result.result()),
                    present(result == null ? null : result.evidence()));
        } catch (JacksonException _) {
            return new Failed(Kind.MALFORMED, "the node's answer is no task result", null);
        } catch (NodeFailure e) {
            return failure(timeout, e);
        }
    }

    private static TaskOutcome failure(long timeout, NodeFailure e) {
        return switch (e.kind()) {
            case TIMEOUT ->
                new Failed(
                        Kind.TIMEOUT,
                        "the node did not answer within " + timeout + " ms; it may still do what it was asked",
                        null);
            case DISCONNECTED ->
                new Failed(
                        Kind.LOST,
                        "the node's connection ended before it answered; it may have done what it was asked",
                        null);
            case MALFORMED -> new Failed(Kind.MALFORMED, e.sentence(), null);
            case REFUSED ->
                new Failed(
                        Kind.REFUSED,
                        bounded(e.sentence()),
                        e.details() == null ? null : present(e.details().get("evidence")));
        };
    }

    private static String taskId(String dispatchId) {
        return "task-" + dispatchId;
    }

    public static Outcome outcome(Target target, String dispatchId, TaskOutcome outcome) {
        return switch (outcome) {
            case Answered(JsonNode result, JsonNode evidence) ->
                new Outcome(
                        "ok",
                        taskId(dispatchId),
                        dispatchId,
                        target.nodeId(),
                        target.capability(),
                        target.action(),
                        true,
                        evidence != null
                                ? PayloadSource.EVIDENCE
                                : result != null ? PayloadSource.RESULT : PayloadSource.NONE,
                        evidence != null ? evidence : result,
                        null);
            case Failed failed -> failed(target, dispatchId, failed);
        };
    }

    private static Outcome failed(Target target, String dispatchId, Failed failed) {
        String message = failed.message();
        return switch (failed.kind()) {
            case NOT_PAIRED -> target.refused(ErrorCode.CAPABILITY_NOT_PAIRED, message, false, null);
            case TAKEN_OVER -> target.refused(ErrorCode.TAKEN_OVER, message, true, null);
            case NOT_CONNECTED -> target.refused(ErrorCode.RUNTIME_UNAVAILABLE, message, true, null);
            case BUSY -> target.refused(ErrorCode.DISPATCH_TIMEOUT, message, true, null);
            case TIMEOUT -> target.failed(dispatchId, null, ErrorCode.DISPATCH_TIMEOUT, message, false);
            case LOST -> target.failed(dispatchId, null, ErrorCode.RUNTIME_UNAVAILABLE, message, true);
            case MALFORMED -> target.failed(dispatchId, null, ErrorCode.EXECUTION_FAILED, message, false);
            case REFUSED -> target.failed(dispatchId, failed.evidence(), classify(message), message, false);
        };
    }

    /** A node says only in words why it failed; the words are those of the contract. */
    static ErrorCode classify(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("permission")) {
            return ErrorCode.PERMISSION_DENIED;
        }
        if (lower.contains("denied")) {
            return ErrorCode.CONSENT_DENIED;
        }
        boolean unavailable = lower.contains("unavailable")
                || lower.contains("missing")
                || lower.contains("not supported")
                || lower.contains("secure context");
        return unavailable ? ErrorCode.RUNTIME_UNAVAILABLE : ErrorCode.EXECUTION_FAILED;
    }

    private static String bounded(String message) {
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    private static @Nullable JsonNode present(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }
}
