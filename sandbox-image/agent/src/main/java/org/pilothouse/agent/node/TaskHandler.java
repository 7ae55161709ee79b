package org.pilothouse.agent.node;

import java.time.Duration;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.JsonNode;

/** Does what a gateway asks of the desktop; called by many threads. */
public interface TaskHandler {
    /**
     * @param args {@code {"op": …, …}}
     * @throws OperationException where it is not possible; its message goes to the gateway
     */
    TaskResult execute(JsonNode args) throws OperationException, InterruptedException;

    /** How long it may take. */
    Duration limit(JsonNode args);

    /** Whether it only waits: then it ends with the connection that it came by, as nobody hears of it any more. */
    boolean onlyWaits(JsonNode args);
}
