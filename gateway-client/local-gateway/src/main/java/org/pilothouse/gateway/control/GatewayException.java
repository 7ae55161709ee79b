package org.pilothouse.gateway.control;

import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.approval.Approval;

/** A request that cannot be granted, said in one sentence for whoever asked. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String field;
    private final transient @Nullable Approval approval;

    /** Stable words for programs. */
    public enum Code {
        INVALID_REQUEST,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        CONFLICT,
        ALREADY_DECIDED,
        /** Somebody else has control of the desktop. */
        LEASE_HELD,
        TOO_LARGE,
        UNAVAILABLE,
        /** Stored bytes were let go, as they were old or there was no room. */
        ARTIFACT_REMOVED,
        /** Stored bytes are gone, or are not what was stored. */
        ARTIFACT_DAMAGED,
        INTERNAL_ERROR
    }

    public GatewayException(Code code, String message, @Nullable String field) {
        this(code, message, field, null);
    }

    private GatewayException(Code code, String message, @Nullable String field, @Nullable Approval approval) {
        super(message);
        this.code = code;
        this.field = field;
        this.approval = approval;
    }

    /** Somebody else, or the clock, was first; the answer carries how it stands. */
    public static GatewayException alreadyDecided(String message, Approval approval) {
        return new GatewayException(Code.ALREADY_DECIDED, message, null, approval);
    }

    /**
     * @param field the member at fault, dotted
     */
    public static GatewayException invalid(@Nullable String field, String message) {
        return new GatewayException(Code.INVALID_REQUEST, message, field);
    }

    public static GatewayException notFound(String message) {
        return new GatewayException(Code.NOT_FOUND, message, null);
    }

    public static GatewayException conflict(String message) {
        return new GatewayException(Code.CONFLICT, message, null);
    }

    public Code code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public @Nullable Approval approval() {
        return approval;
    }

    public String sentence() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
