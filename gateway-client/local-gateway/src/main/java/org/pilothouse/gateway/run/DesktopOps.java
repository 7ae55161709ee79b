package org.pilothouse.gateway.run;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.node.DesktopCapability;

/** What is known of the desktop operations beyond their arguments. */
final class DesktopOps {
    private static final Set<String> READING = Set.of("screenshot", "snapshot", "query", "wait_for");

    private static final Set<String> LOOKS = Set.of("screenshot", "snapshot", "query");

    private DesktopOps() {}

    static Optional<DesktopCapability> capability(String op) {
        return Arrays.stream(DesktopCapability.values())
                .filter(capability -> capability.action().equals(op))
                .findFirst();
    }

    /** Whether it sees the desktop, as its agent then does. */
    static boolean isLook(StepRecord step) {
        return LOOKS.contains(step.op());
    }

    /** Whether it goes wherever the focus or a place is, whatever is there by now. */
    static boolean isBlind(StepRecord step) {
        return switch (step.op()) {
            case "mouse", "keyboard" -> true;
            case "act" -> step.args().path("target").path("ref").asString("").startsWith("pixel:");
            default -> false;
        };
    }

    /** Whether doing it twice does no harm: it only looks, or whoever asked says so. */
    static boolean isRepeatable(StepRecord step) {
        return READING.contains(step.op()) || step.idempotencyKey() != null;
    }
}
