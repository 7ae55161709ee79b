package org.pilothouse.gateway.run;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.node.DesktopCapability;

/** What is known of the desktop operations beyond their arguments. */
final class DesktopOps {
    private static final Set<String> READING = Set.of("screenshot", "snapshot", "query", "wait_for");

    private DesktopOps() {}

    static Optional<DesktopCapability> capability(String op) {
        return Arrays.stream(DesktopCapability.values())
                .filter(capability -> capability.action().equals(op))
                .findFirst();
    }

    /** Whether doing it twice does no harm: it only looks, or whoever asked says so. */
    static boolean isRepeatable(StepRecord step) {
        return READING.contains(step.op()) || step.idempotencyKey() != null;
    }
}
