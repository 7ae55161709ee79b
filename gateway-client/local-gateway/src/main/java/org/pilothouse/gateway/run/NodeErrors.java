package org.pilothouse.gateway.run;

import java.util.List;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.protocol.run.RunError;

/** What a failed task means for its step. */
final class NodeErrors {
    /** A node of ours says these at the beginning of its sentence. */
    private static final List<String> CODES =
            List.of(RunError.TARGET_NOT_FOUND, RunError.TARGET_AMBIGUOUS, RunError.TARGET_CHANGED);

    private NodeErrors() {}

    static RunError of(TaskOutcome.Failed failed) {
        String message = Plain.text(failed.message());
        return switch (failed.kind()) {
            case NOT_PAIRED -> new RunError(RunError.EXECUTION_FAILED, message);
            case TAKEN_OVER -> new RunError(RunError.TAKEN_OVER, message);
            case NOT_CONNECTED -> new RunError(RunError.NODE_NOT_CONNECTED, message);
            case BUSY, TIMEOUT -> new RunError(RunError.TIMEOUT, message);
            case LOST -> new RunError(RunError.NODE_LOST, message);
            case MALFORMED -> new RunError(RunError.INVALID_RESULT, message);
            case REFUSED -> refused(message);
        };
    }

    private static RunError refused(String message) {
        for (String code : CODES) {
            if (message.startsWith(code + ":")) {
                return new RunError(code, message.substring(code.length() + 1).strip());
            }
        }
        return new RunError(RunError.EXECUTION_FAILED, message);
    }
}
