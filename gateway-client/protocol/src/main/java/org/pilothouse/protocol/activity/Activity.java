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
 * @param sequence its place in the log, from 1
 * @param actorId of the identity that it was
 * @param tokenId of the token that was proven
 * @param hash binds it to the entry before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Activity(
        String activityId,
        Instant at,
        String actor,
        String action,
        String targetKind,
        String targetId,
        @Nullable JsonNode detail,
        @Nullable Long sequence,
        @Nullable String actorId,
        @Nullable String tokenId,
        @Nullable String hash) {

    /** An entry of a log. */
    public record Head(long sequence, String hash) {}

    /**
     * {@code GET /activity/verify}: what came of going through the whole log.
     *
     * @param entries how many are in order, from the first on
     * @param head the last one that is
     * @param anchor what was signed last, where an anchor is kept
     * @param problem which entry is not in order, and how; absent where all are
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Verification(
            boolean valid,
            long entries,
            @Nullable Head head,
            @Nullable Head anchor,
            @Nullable String problem) {}

    /**
     * {@code GET /activity}, newest first.
     *
     * @param nextCursor absent on the last page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Activity> activities, @Nullable String nextCursor) {}
}
