package org.pilothouse.agent.desktop;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Selector;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looking for elements, once or until they are as they should be. */
final class QueryOperations {
    private static final int MAX_MATCHES = 64;
    private static final int DEFAULT_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_TIMEOUT_MILLIS = 600_000;
    private static final int DEFAULT_POLL_MILLIS = 250;
    private static final int MIN_POLL_MILLIS = 50;
    private static final int MAX_POLL_MILLIS = 10_000;

    private final Finder finder;

    QueryOperations(Finder finder) {
        this.finder = finder;
    }

    TaskResult query(DesktopOp.Query op)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        int limit = OperationException.between("limit", op.limit(), 1, 1, MAX_MATCHES);
        ArrayNode matches = Json.LENIENT.createArrayNode();
        Finder.Findings findings = finder.find(OperationException.required("selector", op.selector()), limit);
        findings.found().forEach(found -> matches.add(ElementJson.match(found)));
        ObjectNode result = Json.LENIENT.createObjectNode().put("op", "query");
        result.set("matches", matches);
        result.put("equally_good", findings.equallyGood());
        return new TaskResult(result, null);
    }

    /** How long a wait may take; at the least, for arguments that will be refused. */
    static Duration limit(DesktopOp.WaitFor op) {
        int millis = op.timeoutMs() == null ? DEFAULT_TIMEOUT_MILLIS : op.timeoutMs();
        return Duration.ofMillis(Math.clamp(millis, 0, MAX_TIMEOUT_MILLIS));
    }

    TaskResult waitFor(DesktopOp.WaitFor op)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        Selector selector = OperationException.required("selector", op.selector());
        String state = op.state() == null ? "exists" : op.state();
        if (!List.of("exists", "visible", "hidden").contains(state)) {
            throw OperationException.wrong("state", state, "exists, visible or hidden");
        }
        int timeout =
                OperationException.between("timeout_ms", op.timeoutMs(), DEFAULT_TIMEOUT_MILLIS, 0, MAX_TIMEOUT_MILLIS);
        int poll = OperationException.between(
                "poll_ms", op.pollMs(), DEFAULT_POLL_MILLIS, MIN_POLL_MILLIS, MAX_POLL_MILLIS);
        ElementWait.Outcome ended = new ElementWait(finder)
                .await(
                        selector,
                        ElementWait.State.valueOf(state.toUpperCase(Locale.ROOT)),
                        Duration.ofMillis(timeout),
                        Duration.ofMillis(poll));
        return outcome(op, state, ended.satisfied(), ended.elapsedMillis(), ended.match());
    }

    private static TaskResult outcome(
            DesktopOp.WaitFor op, String state, boolean satisfied, long elapsed, Optional<Found> match) {
        ObjectNode result = Json.LENIENT.createObjectNode().put("op", "wait_for");
        result.set("selector", Json.LENIENT.valueToTree(op.selector()));
        result.put("state", state)
                .put("status", satisfied ? "satisfied" : "timeout")
                .put("elapsed_ms", elapsed);
        match.ifPresent(found -> result.set("match", ElementJson.match(found)));
        return new TaskResult(result, null);
    }
}
