package org.pilothouse.protocol.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a person, an agent or the gateway did.
 *
 * @param actor who
 * @param action such as {@code run.started}, {@code approval.approved}, {@code artifact.revealed}
 * @param targetKind such as {@code run}, {@code approval}, {@code artifact}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Activity(
        String activityId,
        Instant at,
        String actor,
        String action,
        String targetKind,
        String targetId,
        @Nullable JsonNode detail) {

    /**
     * {@code GET /activity}, newest first.
     *
     * @param nextCursor absent on the last page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Activity> activities, @Nullable String nextCursor) {}
}
