package org.pilothouse.gateway.run;

import org.pilothouse.protocol.run.RunError;

/** A step cannot go on, for a reason that its record shall tell. */
final class StepFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RunError error;

    StepFailure(String code, String message) {
        super(message);
        this.error = new RunError(code, message);
    }

    StepFailure(RunError error) {
        this(error.code(), error.message());
    }

    RunError error() {
        return error;
    }
}
