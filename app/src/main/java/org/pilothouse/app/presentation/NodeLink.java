package org.pilothouse.app.presentation;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;

/**
 * How the agent in an environment is connected.
 *
 * @param connected whether its connection is up
 * @param paired whether it may be given work
 */
public record NodeLink(
        boolean present,
        boolean connected,
        boolean paired,
        @Nullable Instant lastSeenAt) {
    public static final NodeLink NONE = new NodeLink(false, false, false, null);

    /** @param node as the list of nodes tells it; a Tyrum gateway tells it nowhere else */
    public static NodeLink of(Environment environment, @Nullable NodeInfo node) {
        if (environment.nodeId() == null || !isExpected(environment)) {
            return NONE;
        }
        EnvironmentRuntime runtime = environment.runtime();
        if (runtime != null) {
            return new NodeLink(true, runtime.nodeConnected(), isPaired(runtime), environment.lastSeenAt());
        }
        return node == null
                ? new NodeLink(true, false, false, null)
                : new NodeLink(
                        true, node.connected(), node.pairedStatus() == Pairing.Status.APPROVED, node.lastSeenAt());
    }

    /** Whether anybody would wait for the node: one of a stopped desktop is not offline, it is just not there. */
    private static boolean isExpected(Environment environment) {
        return switch (environment.status()) {
            case RUNNING, STARTING, UNKNOWN -> true;
            case PENDING, STOPPING, STOPPED, DELETING, ERROR -> false;
        };
    }

    public String word() {
        if (!present) {
            return "–";
        }
        if (!connected) {
            return "Offline";
        }
        return paired ? "Connected" : "Not paired";
    }

    public Tone tone() {
        if (!connected) {
            return Tone.NEUTRAL;
        }
        return paired ? Tone.SUCCESS : Tone.WARNING;
    }

    public StatusLook look() {
        StatusLook.Shape shape =
                connected ? paired ? StatusLook.Shape.DISC : StatusLook.Shape.DIAMOND : StatusLook.Shape.RING;
        return new StatusLook(word(), tone(), shape, false);
    }

    private static boolean isPaired(EnvironmentRuntime runtime) {
        Optional<Condition> paired = runtime.conditions().stream()
                .filter(condition -> condition.type().equals(Condition.Type.NODE_PAIRED))
                .findFirst();
        return paired.map(condition -> condition.status() == Condition.Status.TRUE)
                .orElse(false);
    }
}
