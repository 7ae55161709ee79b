package org.pilothouse.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.node.Dispatch;
import org.pilothouse.protocol.node.NodeInfo;
import tools.jackson.databind.node.ObjectNode;

/** Nodes: who is connected, and having them do something. */
public final class Nodes {
    private final HttpCalls http;

    Nodes(HttpCalls http) {
        this.http = http;
    }

    public List<NodeInfo> list() throws GatewayException {
        return http.get("nodes", NodeInfo.Many.class).nodes();
    }

    /**
     * Has a node do one desktop operation and waits for its answer.
     *
     * @param timeout 1 ms to 10 min, enforced by the gateway
     * @return how it went; a refusal by policy, pairing or the node itself is an outcome, not an exception
     */
    public Dispatch.Outcome dispatch(String nodeId, DesktopOp operation, Duration timeout) throws GatewayException {
        return dispatch(nodeId, operation, timeout, null);
    }

    /**
     * As above.
     *
     * @param byHand why an administrator does it themselves, where the policy would ask somebody; null to have it ask
     */
    public Dispatch.Outcome dispatch(String nodeId, DesktopOp operation, Duration timeout, @Nullable String byHand)
            throws GatewayException {
        ObjectNode input = Json.LENIENT.valueToTree(operation);
        String op = input.remove("op").asString();
        DesktopCapability capability = capability(op);
        String path = "nodes/" + HttpCalls.segment(nodeId) + "/capabilities/" + capability.id() + "/actions/"
                + capability.action() + "/dispatch";
        return http.post(
                path,
                new Dispatch.Call(input, timeout.toMillis(), byHand),
                Dispatch.Outcome.class,
                timeout.plus(Duration.ofSeconds(10)));
    }

    private static DesktopCapability capability(String op) {
        for (DesktopCapability capability : DesktopCapability.values()) {
            if (capability.action().equals(op)) {
                return capability;
            }
        }
        throw new IllegalArgumentException("no capability for the operation " + op);
    }
}
