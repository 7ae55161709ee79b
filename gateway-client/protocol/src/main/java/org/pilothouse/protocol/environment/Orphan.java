package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something on a host that carries this gateway's labels and belongs to none of its environments. It is told and left
 * alone. Ours.
 *
 * @param kind {@code container} or {@code volume}
 * @param environmentId the one that its labels name
 * @param reason {@code no_record}, {@code copied_labels} or {@code bad_signature}
 * @param message what it is, and what helps
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Orphan(
        String hostId,
        String kind,
        String id,
        String name,
        @Nullable String environmentId,
        String reason,
        String message) {
    /** Made by this gateway for an environment that its store does not know, as after an older store was put back. */
    public static final String NO_RECORD = "no_record";
    /** Somebody made it with the labels of one of ours, or from an image captured from one. */
    public static final String COPIED_LABELS = "copied_labels";
    /** It names this gateway's store, but this gateway did not sign that. */
    public static final String BAD_SIGNATURE = "bad_signature";
}
