package org.pilothouse.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of every refused request: what a Tyrum gateway sends ({@code error}, {@code message}) and, from a Pilothouse
 * gateway, the members of RFC 9457 problem details beside it.
 *
 * @param error stable code such as {@code invalid_request}, {@code unauthorized}, {@code not_found}, {@code conflict}
 * @param message one sentence for a person
 * @param field the request field that is at fault, dotted ({@code display.width})
 * @param type {@code urn:pilothouse:error:<code>}
 * @param status the HTTP status again
 * @param approval an {@code Approval} as it stands, where somebody else decided first ({@code already_decided})
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(
        String error,
        String message,
        @Nullable String field,
        @Nullable String type,
        @Nullable String title,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable JsonNode approval) {
    public static final String ALREADY_DECIDED = "already_decided";

    /** What a Pilothouse gateway sends. */
    public static ErrorBody problem(int status, String code, String message, @Nullable String field) {
        return new ErrorBody(
                code, message, field, "urn:pilothouse:error:" + code, code.replace('_', ' '), status, message, null);
    }

    /** The same with the approval as it stands; {@code null} leaves it out. */
    public ErrorBody with(@Nullable Object decided) {
        return new ErrorBody(
                error,
                message,
                field,
                type,
                title,
                status,
                detail,
                decided == null ? null : Json.LENIENT.valueToTree(decided));
    }
}
