package org.pilothouse.agent;

import java.time.Duration;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.audit.AuditLog.Action;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.agent.node.TaskHandler;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.JsonNode;

/** Takes note of what the gateway has the node do: the operation and how it ended, nothing of its arguments. */
final class AuditedTasks implements TaskHandler {
    private final TaskHandler tasks;
    private final AuditLog audit;

    AuditedTasks(TaskHandler tasks, AuditLog audit) {
        this.tasks = tasks;
        this.audit = audit;
    }

    @Override
    public TaskResult execute(JsonNode args) throws OperationException, InterruptedException {
        long begin = System.nanoTime();
        String outcome = "task_failed";
        try {
            TaskResult result = tasks.execute(args);
            outcome = "ok";
            return result;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            String what = args.path("op").asString("");
            String action = args.path("action").asString("");
            audit.record(new Action(
                    "gateway",
                    "node",
                    action.isEmpty() ? what : what + " " + action,
                    "tyrum.desktop." + what,
                    outcome,
                    null,
                    took));
        }
    }

    @Override
    public Duration limit(JsonNode args) {
        return tasks.limit(args);
    }

    @Override
    public boolean onlyWaits(JsonNode args) {
        return tasks.onlyWaits(args);
    }
}
