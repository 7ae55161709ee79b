package org.pilothouse.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.One;
import org.pilothouse.protocol.approval.Approvals.Page;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.approval.Approvals.RespondMany;
import org.pilothouse.protocol.approval.Approvals.Responded;
import org.pilothouse.protocol.approval.Approvals.RespondedMany;
import org.pilothouse.protocol.approval.Approvals.Result;
import org.pilothouse.protocol.approval.HeldBy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Approvals: what waits for a person, and what was decided. */
public final class Approvals {
    private final HttpCalls http;

    Approvals(HttpCalls http) {
        this.http = http;
    }

    /** All that a person can decide now, at most 500. */
    public List<Approval> waiting() throws GatewayException {
        return http.get("approvals", Page.class).approvals();
    }

    /**
     * Decided, expired and cancelled ones, newest first. Only from a Pilothouse gateway.
     *
     * @param limit 1 to 500
     * @param cursor the {@code nextCursor} of the page before; null for the first
     */
    public Page history(int limit, @Nullable String cursor) throws GatewayException {
        return http.get(
                HttpCalls.query("approvals")
                        .with("status", "decided")
                        .with("limit", Integer.toString(limit))
                        .with("cursor", cursor)
                        .path(),
                Page.class);
    }

    /** With all its reviews. */
    public Approval get(String approvalId) throws GatewayException {
        return http.get(path(approvalId), One.class).approval();
    }

    /**
     * Lets it be done.
     *
     * @return as it stands now; a Tyrum gateway gives back what was decided before, where something was
     * @throws GatewayException.Refused with the code {@code already_decided} and the {@linkplain
     *     GatewayException.Refused#approval approval}, where somebody else was first
     */
    public Approval approve(String approvalId, @Nullable String reason) throws GatewayException {
        return respond(approvalId, Respond.of(Decision.APPROVED, reason));
    }

    /** Forbids it; see {@link #approve} for what can happen. */
    public Approval deny(String approvalId, String reason) throws GatewayException {
        return respond(approvalId, Respond.of(Decision.DENIED, reason));
    }

    /** Lets it be done, and everything else that these suggestions of its context are about from now on. */
    public Approval approveAlways(String approvalId, List<HeldBy.Suggestion> scopes) throws GatewayException {
        ArrayNode overrides = JsonNodeFactory.instance.arrayNode();
        scopes.forEach(scope -> overrides.add(scope.override()));
        return respond(approvalId, new Respond(Decision.APPROVED, null, "always", overrides, null));
    }

    /** Has something else done, at the same target. Only a Pilothouse gateway can. */
    public Approval approveChanged(String approvalId, JsonNode args) throws GatewayException {
        return respond(approvalId, new Respond(Decision.APPROVED, null, null, null, args));
    }

    /**
     * One answer to several, each decided by itself. Only a Pilothouse gateway can.
     *
     * @param approvalIds 1 to 100
     * @param reason of a denial; null for none
     */
    public List<Result> decide(List<String> approvalIds, Decision decision, @Nullable String reason)
            throws GatewayException {
        return http.post("approvals/respond", new RespondMany(approvalIds, decision, reason), RespondedMany.class)
                .results();
    }

    private Approval respond(String approvalId, Respond answer) throws GatewayException {
        return http.post(path(approvalId) + "/respond", answer, Responded.class).approval();
    }

    private static String path(String approvalId) {
        return "approvals/" + HttpCalls.segment(approvalId);
    }
}
