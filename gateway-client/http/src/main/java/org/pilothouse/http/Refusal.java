package org.pilothouse.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is not granted: an HTTP status, a stable code for programs, and one sentence for whoever asked. */
public final class Refusal extends RuntimeException {
    /** The member that says after how many seconds to try again; becomes the header {@code Retry-After} too. */
    public static final String RETRY_AFTER = "retry_after_seconds";

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;
    private final transient Map<String, Object> members;

    /**
     * @param code stable, lower case, such as {@code not_found}
     * @param field the member or parameter at fault, dotted
     * @param members further members of the body
     */
    public Refusal(int status, String code, String sentence, @Nullable String field, Map<String, Object> members) {
        super(sentence, null, false, false); // nobody reads the trace of a refusal
        this.status = status;
        this.code = code;
        this.field = field;
        this.members = Map.copyOf(members);
    }

    public Refusal(int status, String code, String sentence) {
        this(status, code, sentence, null, Map.of());
    }

    public static Refusal invalid(@Nullable String field, String sentence) {
        return new Refusal(400, "invalid_request", sentence, field, Map.of());
    }

    public static Refusal notFound(String sentence) {
        return new Refusal(404, "not_found", sentence);
    }

    public static Refusal conflict(String sentence) {
        return new Refusal(409, "conflict", sentence);
    }

    public static Refusal tooMany(String sentence, long retryAfterSeconds) {
        return new Refusal(429, "too_many_requests", sentence, null, Map.of(RETRY_AFTER, retryAfterSeconds));
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public Map<String, Object> members() {
        return members;
    }

    public String sentence() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
