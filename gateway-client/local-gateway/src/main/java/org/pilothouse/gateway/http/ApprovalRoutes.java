package org.pilothouse.gateway.http;

import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.approval.Approvals.One;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.approval.Approvals.RespondMany;

/** {@code /approvals}. */
final class ApprovalRoutes {
    private final Approvals approvals;

    ApprovalRoutes(Approvals approvals) {
        this.approvals = approvals;
    }

    void addTo(Router router) {
        router.add("GET", "/approvals", this::list);
        router.add("GET", "/approvals/{id}", call -> Answer.ok(new One(approvals.get(call.variable("id")))));
        router.add(
                "POST",
                "/approvals/respond",
                call -> Answer.ok(approvals.respond(call.body(RespondMany.class), Callers.actor(call))));
        router.add(
                "POST",
                "/approvals/{id}/respond",
                call -> Answer.ok(
                        approvals.respond(call.variable("id"), call.body(Respond.class), Callers.actor(call))));
    }

    private Answer list(Call call) {
        Integer limit = call.query("limit").isPresent() ? (Integer) Paging.limit(call) : null;
        return Answer.ok(approvals.page(call.query("status").orElse(null), Paging.before(call), limit));
    }
}
