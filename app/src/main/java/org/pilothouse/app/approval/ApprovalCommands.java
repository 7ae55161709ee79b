package org.pilothouse.app.approval;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.Approvals;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.Result;
import org.pilothouse.protocol.approval.HeldBy;
import tools.jackson.databind.JsonNode;

/** Tells the gateway what was decided, and asks it about single approvals. Used on the UI thread alone. */
public final class ApprovalCommands {
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;

    public ApprovalCommands(Connections connections, LiveGateway live, Background background) {
        this.connections = connections;
        this.live = live;
        this.background = background;
    }

    private interface Call {
        Approval call(Approvals approvals) throws GatewayException;
    }

    void approve(String id, Consumer<Approval> done, Consumer<GatewayException> failed) {
        call(approvals -> approvals.approve(id, null), done, failed);
    }

    void deny(String id, String reason, Consumer<Approval> done, Consumer<GatewayException> failed) {
        call(approvals -> approvals.deny(id, reason), done, failed);
    }

    void approveAlways(String id, HeldBy.Suggestion scope, Consumer<Approval> done, Consumer<GatewayException> failed) {
        call(approvals -> approvals.approveAlways(id, List.of(scope)), done, failed);
    }

    /** Has something else done. */
    void approveChanged(String id, JsonNode args, Consumer<Approval> done, Consumer<GatewayException> failed) {
        call(approvals -> approvals.approveChanged(id, args), done, failed);
    }

    /** One answer to several; each is told by itself. */
    void decide(
            List<String> ids,
            Decision decision,
            @Nullable String reason,
            Consumer<List<Result>> done,
            Consumer<GatewayException> failed) {
        connections.session().ifPresent(session -> {
            Approvals approvals = session.client().approvals();
            background.call(
                    () -> approvals.decide(ids, decision, reason),
                    results -> {
                        results.forEach(result -> {
                            if (result.approval() != null) {
                                live.approvalIs(result.approval());
                            }
                        });
                        done.accept(results);
                    },
                    failed);
        });
    }

    void get(String id, Consumer<Approval> done, Consumer<GatewayException> failed) {
        call(approvals -> approvals.get(id), done, failed);
    }

    private void call(Call call, Consumer<Approval> done, Consumer<GatewayException> failed) {
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty()) {
            return;
        }
        Approvals approvals = session.get().client().approvals();
        background.call(
                () -> call.call(approvals),
                approval -> {
                    live.approvalIs(approval);
                    done.accept(approval);
                },
                failure -> {
                    // Where somebody was faster, the refusal tells how it stands.
                    if (failure instanceof GatewayException.Refused refused) {
                        refused.approval().ifPresent(live::approvalIs);
                    }
                    failed.accept(failure);
                });
    }
}
