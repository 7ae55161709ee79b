package org.pilothouse.app.nodes;

import java.util.stream.Collectors;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;

/** How a node reads. */
final class NodeWords {
    private NodeWords() {}

    static StatusLook look(NodeInfo node) {
        return node.connected()
                ? new StatusLook("Connected", Tone.SUCCESS, Shape.DISC, false)
                : new StatusLook("Offline", Tone.NEUTRAL, Shape.RING, false);
    }

    static String pairing(NodeInfo node) {
        Pairing.Status status = node.pairedStatus();
        if (status == null) {
            return "Not asked for";
        }
        return switch (status) {
            case APPROVED -> "Paired";
            case QUEUED, REVIEWING, AWAITING_HUMAN -> "Waiting";
            case DENIED -> "Denied";
            case REVOKED -> "Revoked";
            case UNKNOWN -> "Unknown";
        };
    }

    static String capabilities(NodeInfo node) {
        return node.capabilities().stream()
                .filter(NodeInfo.NodeCapability::dispatchable)
                .map(capability -> capability
                        .capability()
                        .substring(capability.capability().lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
    }

    static String version(NodeInfo node) {
        return node.version() == null ? "–" : node.version();
    }
}
