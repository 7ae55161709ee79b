package org.pilothouse.cli;

/** The gateway did what was asked, but it did not come out well; the message is one sentence. */
public final class OutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private OutcomeException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static OutcomeException failed(String code, String message) {
        return new OutcomeException(ExitStatus.FAILED, code, message);
    }

    public static OutcomeException timeout(String message) {
        return new OutcomeException(ExitStatus.TIMEOUT, "timeout", message);
    }

    /** One of {@link ExitStatus}. */
    public int status() {
        return status;
    }

    /** A stable word for programs. */
    public String code() {
        return code;
    }
}
