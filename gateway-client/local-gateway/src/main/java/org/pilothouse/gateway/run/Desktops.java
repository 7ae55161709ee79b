package org.pilothouse.gateway.run;

import java.time.Duration;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.protocol.node.DesktopCapability;
import tools.jackson.databind.node.ObjectNode;

/** The desktops that runs work on. */
interface Desktops {
    /** Whether a desktop can be worked on. */
    sealed interface Place {
        record Ready(String nodeId) implements Place {}

        /**
         * @param code of a {@code RunError}
         */
        record Unusable(String code, String why) implements Place {}
    }

    /** Waits until the environment's desktop is there, as long as it is meant to be and there is hope. */
    Place await(String environmentId, Duration longest);

    /** Has the node do one thing, see {@code Dispatcher.perform}. */
    TaskOutcome perform(
            String nodeId, DesktopCapability capability, ObjectNode args, long timeoutMs, String dispatchId);
}
