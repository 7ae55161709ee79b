package org.pilothouse.app.problem;

import java.time.Instant;
import java.util.Objects;
import org.pilothouse.client.GatewayException;

/**
 * Something that did not work, for a person.
 *
 * @param what happened, one sentence
 * @param why it happened, one sentence, may be empty
 * @param next what to do about it, may be empty
 * @param code stable word to search for
 */
public record Problem(String what, String why, String next, String code, Instant at) {
    public static Problem of(String what, GatewayException cause) {
        return new Problem(what, sentence(cause), cause.nextStep(), cause.code(), Instant.now());
    }

    public static Problem of(String what, String why, String next, String code) {
        return new Problem(what, why, next, code, Instant.now());
    }

    /** What an exception says, or what it is where it says nothing. */
    public static String sentence(Exception cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }

    /** Plain text for a bug report. */
    public String details() {
        return """
                %s
                Why: %s
                Next: %s
                Code: %s
                Time: %s
                """.formatted(what, why, next, code, at);
    }
}
