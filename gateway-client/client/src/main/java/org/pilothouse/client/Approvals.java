package org.pilothouse.client;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.One;
import org.pilothouse.protocol.approval.Approvals.Page;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.approval.Approvals.Responded;

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

    private Approval respond(String approvalId, Respond answer) throws GatewayException {
        return http.post(path(approvalId) + "/respond", answer, Responded.class).approval();
    }

    private static String path(String approvalId) {
        return "approvals/" + HttpCalls.segment(approvalId);
    }
}
