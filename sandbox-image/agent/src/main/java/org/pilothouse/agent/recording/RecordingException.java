package org.pilothouse.agent.recording;

import org.jspecify.annotations.Nullable;

/** Something that the recorder does not do; the message is meant for the caller. */
public final class RecordingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable String field;

    private RecordingException(Reason reason, @Nullable String field, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.field = field;
    }

    RecordingException(Reason reason, String message) {
        this(reason, null, message, null);
    }

    RecordingException(Reason reason, String message, Throwable cause) {
        this(reason, null, message, cause);
    }

    static RecordingException invalid(String field, String message) {
        return new RecordingException(Reason.INVALID, field, message, null);
    }

    /** What kind of refusal it is. */
    public enum Reason {
        /** A value is out of its range (400). */
        INVALID,
        /** One is being made already, or the one to delete is (409). */
        RECORDING,
        /** None is being made (409). */
        NOT_RECORDING,
        /** There is none of that id (404). */
        NOT_FOUND,
        /** The libraries that it needs are not installed (503). */
        DEPENDENCIES_MISSING,
        /** There is no desktop to record (409). */
        NO_DESKTOP,
        /** The disk is full (507). */
        NO_SPACE,
        /** The encoder or the disk refused (502). */
        FAILED
    }

    public Reason reason() {
        return reason;
    }

    /** The field with the wrong value, where it is about one. */
    public @Nullable String field() {
        return field;
    }
}
