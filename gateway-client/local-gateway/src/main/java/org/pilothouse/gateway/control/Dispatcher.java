package org.pilothouse.gateway.control;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.NodeLink.NodeFailure;
import org.pilothouse.gateway.store.PairingStore.PairingRecord;
import org.pilothouse.protocol.Json;
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

    private final Nodes nodes;

    Dispatcher(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Where a dispatch is addressed. */
    private record Target(String nodeId, String capability, String action) {

        Outcome refused(ErrorCode code, String message, boolean retryable, @Nullable JsonNode details) {
            return failed(Dispatch.NOT_DISPATCHED, null, null, code, message, retryable, details);
        }

        Outcome failed(
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

    public Outcome dispatch(String nodeId, String capabilityId, String action, Dispatch.Call call) {
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
            return target.refused(
                    ErrorCode.ACTION_NOT_SUPPORTED,
                    "action '" + action + "' is not supported for capability '" + capabilityId + "'",
                    false,
                    null);
        }
        boolean paired = pairing.filter(p -> p.status() == Pairing.Status.APPROVED)
                .filter(p -> p.allowlist().contains(Capability.of(capabilityId)))
                .isPresent();
        if (!paired) {
            return target.refused(
                    ErrorCode.CAPABILITY_NOT_PAIRED,
                    "capability '" + capabilityId + "' is not paired for node '" + nodeId + "'",
                    false,
                    null);
        }
        DesktopInput.Checked input = DesktopInput.check(capability.get(), call.input());
        if (input.args() == null) {
            return invalid(target, input.issues());
        }
        if (connected.isEmpty()) {
            return target.refused(ErrorCode.RUNTIME_UNAVAILABLE, "node '" + nodeId + "' is not connected", true, null);
        }
        if (!connected.get().ready.contains(Capability.of(capabilityId))) {
            return target.refused(
                    ErrorCode.RUNTIME_UNAVAILABLE,
                    "node '" + nodeId + "' is not ready for capability: " + capabilityId,
                    true,
                    null);
        }
        return send(target, connected.get(), input.args(), timeout);
    }

    private static Outcome invalid(Target target, List<DesktopInput.Issue> issues) {
        return target.refused(
                ErrorCode.INVALID_INPUT,
                "invalid input: " + issues.getFirst().message(),
                false,
                Json.LENIENT.valueToTree(Map.of("issues", issues)));
    }

    private static Outcome send(Target target, Nodes.Connected node, ObjectNode args, long timeout) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        boolean turn = false;
        try {
            turn = node.tasks.tryAcquire(timeout, TimeUnit.MILLISECONDS);
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (!turn || left <= 0) {
                return target.refused(
                        ErrorCode.DISPATCH_TIMEOUT,
                        "the node was busy with other tasks for " + timeout + " ms",
                        true,
                        null);
            }
            return execute(target, node, args, timeout, left);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return target.refused(ErrorCode.RUNTIME_UNAVAILABLE, "the gateway is shutting down", true, null);
        } finally {
            if (turn) {
                node.tasks.release();
            }
        }
    }

    private static Outcome execute(Target target, Nodes.Connected node, ObjectNode args, long timeout, long left) {
        String dispatchId = UUID.randomUUID().toString();
        String taskId = "task-" + dispatchId;
        try {
            JsonNode answer = node.link.request(
                    NodeMessages.TASK_EXECUTE,
                    new TaskExecute(null, dispatchId, new TaskExecute.Action("Desktop", args)),
                    left);
            TaskResult result = Json.LENIENT.treeToValue(answer, TaskResult.class);
            JsonNode evidence = present(result == null ? null : result.evidence());
            JsonNode value = present(result == null ? null : result.result());
            PayloadSource source = evidence != null
                    ? PayloadSource.EVIDENCE
                    : value != null ? PayloadSource.RESULT : PayloadSource.NONE;
            return new Outcome(
                    "ok",
                    taskId,
                    dispatchId,
                    target.nodeId(),
                    target.capability(),
                    target.action(),
                    true,
                    source,
                    evidence != null ? evidence : value,
                    null);
        } catch (JacksonException _) {
            return target.failed(
                    taskId,
                    dispatchId,
                    null,
                    ErrorCode.EXECUTION_FAILED,
                    "the node's answer is no task result",
                    false,
                    null);
        } catch (NodeFailure e) {
            return failure(target, taskId, dispatchId, timeout, e);
        }
    }

    private static Outcome failure(Target target, String taskId, String dispatchId, long timeout, NodeFailure e) {
        return switch (e.kind()) {
            case TIMEOUT ->
                target.failed(
                        taskId,
                        dispatchId,
                        null,
                        ErrorCode.DISPATCH_TIMEOUT,
                        "the node did not answer within " + timeout + " ms; it may still do what it was asked",
                        false,
                        null);
            case DISCONNECTED ->
                target.failed(
                        taskId,
                        dispatchId,
                        null,
                        ErrorCode.RUNTIME_UNAVAILABLE,
                        "the node's connection ended before it answered; it may have done what it was asked",
                        true,
                        null);
            case MALFORMED ->
                target.failed(taskId, dispatchId, null, ErrorCode.EXECUTION_FAILED, e.sentence(), false, null);
            case REFUSED -> {
                String message = bounded(e.sentence());
                JsonNode evidence =
                        e.details() == null ? null : present(e.details().get("evidence"));
                yield target.failed(taskId, dispatchId, evidence, classify(message), message, false, null);
            }
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
