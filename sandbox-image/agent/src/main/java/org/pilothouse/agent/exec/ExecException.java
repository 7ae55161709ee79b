package org.pilothouse.agent.exec;

import org.jspecify.annotations.Nullable;

/** Something with a process was refused or failed. The message is one sentence for whoever asked. */
public final class ExecException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What kind of refusal it is; faces turn it into their codes. */
    public enum Problem {
        /** The request cannot be meant. */
        INVALID,
        /** There is no such process, session or program. */
        NOT_FOUND,
        /** Not now: it has ended, it still runs, there are too many. */
        CONFLICT,
        /** More than a limit takes. */
        TOO_LARGE,
        TIMED_OUT,
        /** The machine could not: no process, no disk space. */
        FAILED
    }

    public ExecException(Problem problem, String message) {
        this(problem, message, null);
    }

    public ExecException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public static ExecException invalid(String message) {
        return new ExecException(Problem.INVALID, message);
    }

    public static ExecException conflict(String message) {
        return new ExecException(Problem.CONFLICT, message);
    }
}
