package org.pilothouse.gateway.control;

import org.jspecify.annotations.Nullable;

/** A request that cannot be granted, said in one sentence for whoever asked. */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String field;

    /** Stable words for programs. */
    public enum Code {
        INVALID_REQUEST,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        CONFLICT,
        TOO_LARGE,
        UNAVAILABLE,
        INTERNAL_ERROR
    }

    public GatewayException(Code code, String message, @Nullable String field) {
        super(message);
        this.code = code;
        this.field = field;
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

    public String sentence() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
