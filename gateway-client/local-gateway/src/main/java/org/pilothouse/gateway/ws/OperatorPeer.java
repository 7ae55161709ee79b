package org.pilothouse.gateway.ws;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.identity.AccessTable;
import org.pilothouse.gateway.operator.OperatorServices;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.identity.Scope;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.run.Workflow;
import org.pilothouse.protocol.run.WorkflowStart;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An operator's connection: hears every event, and may decide and start runs. */
final class OperatorPeer implements Peer {
    private static final int LISTED = 100;
    private static final int MOST_LISTED = 500;

    private final OperatorServices services;
    private final Actor actor;
    private final Outbox outbox;
    private final InstantSource clock;
    private final AtomicInteger count;
    private final Runnable unsubscribe;

    OperatorPeer(OperatorServices services, Actor actor, Outbox outbox, InstantSource clock, AtomicInteger count) {
        this.services = services;
        this.actor = actor;
        this.outbox = outbox;
        this.clock = clock;
        this.count = count;
        count.incrementAndGet();
        this.unsubscribe = actor.may(Scope.READ) ? services.control().events().subscribe(this::tell) : () -> {};
    }

    private void tell(Events.Event event) {
        outbox.send(new Frame.Event(
                UUID.randomUUID().toString(),
                event.type(),
                clock.instant(),
                null,
                Json.LENIENT.valueToTree(event.payload())));
    }

    @Override
    public void onFrame(Frame frame) {
        if (frame instanceof Frame.Request request) {
            outbox.send(answer(request));
        } else {
            tell(new Events.Event("error", Map.of("code", "unexpected_event", "message", "send requests only")));
        }
    }

    private Frame answer(Frame.Request request) {
        try {
            if (!AccessTable.operations().containsKey(request.type())) {
                return Frame.Failure.of(request, "unsupported_request", "this gateway does not know " + request.type());
            }
            AccessTable.checkOperation(actor, request.type());
            return switch (request.type()) {
                case "ping" -> Frame.Success.of(request, null);
                case "pairing.approve" ->
                    pairing(
                            request,
                            services.control()
                                    .pairings()
                                    .approve(id(request), payload(request, Pairing.Approve.class), actor));
                case "pairing.deny" ->
                    pairing(
                            request,
                            services.control()
                                    .pairings()
                                    .deny(id(request), payload(request, Pairing.Decision.class), actor));
                case "pairing.revoke" ->
                    pairing(
                            request,
                            services.control()
                                    .pairings()
                                    .revoke(id(request), payload(request, Pairing.Decision.class), actor));
                case "approval.list" -> Frame.Success.of(request, approvals(request.payload()));
                case "approval.resolve" -> Frame.Success.of(request, resolve(request.payload()));
                case "workflow.start" ->
                    Frame.Success.of(request, services.runs().start(strictly(request, WorkflowStart.class), actor));
                case "workflow.resume" ->
                    Frame.Success.of(request, services.runs().resume(strictly(request, Workflow.Resume.class)));
                case "workflow.cancel" ->
                    Frame.Success.of(request, services.runs().cancel(strictly(request, Workflow.Cancel.class), actor));
                default ->
                    Frame.Failure.of(request, "unsupported_request", "this gateway does not know " + request.type());
            };
        } catch (GatewayException e) {
            return Frame.Failure.of(request, e.code().name().toLowerCase(Locale.ROOT), e.sentence());
        } catch (JacksonException e) {
            return Frame.Failure.of(request, "invalid_request", "malformed payload of " + request.type());
        }
    }

    private static Frame pairing(Frame.Request request, Pairing pairing) {
        return Frame.Success.of(request, Map.of("pairing", pairing));
    }

    private Approvals.Page approvals(JsonNode payload) {
        JsonNode limit = payload.path("limit");
        if (!limit.isMissingNode() && (!limit.isInt() || limit.asInt() < 1 || limit.asInt() > MOST_LISTED)) {
            throw GatewayException.invalid("limit", "limit must be between 1 and " + MOST_LISTED);
        }
        String status =
                payload.path("status").isString() ? payload.path("status").asString() : null;
        return services.approvals().page(status, null, limit.asInt(LISTED));
    }

    private Approvals.Responded resolve(JsonNode payload) {
        ObjectNode answer = payload instanceof ObjectNode object ? object.deepCopy() : Json.STRICT.createObjectNode();
        JsonNode id = answer.remove("approval_id");
        if (id == null || !id.isString()) {
            throw GatewayException.invalid("approval_id", "approval_id is required");
        }
        Approvals.Respond respond = Json.STRICT.treeToValue(answer, Approvals.Respond.class);
        return services.approvals().respond(id.asString(), respond, actor);
    }

    private static <T> T strictly(Frame.Request request, Class<T> type) {
        return Json.STRICT.treeToValue(request.payload(), type);
    }

    private static long id(Frame.Request request) {
        @Nullable JsonNode id = request.payload().get("pairing_id");
        if (id == null || !id.isIntegralNumber()) {
            throw GatewayException.invalid("pairing_id", "pairing_id must be a positive integer");
        }
        return id.asLong();
    }

    private static <T> T payload(Frame.Request request, Class<T> type) {
        return Json.LENIENT.treeToValue(request.payload(), type);
    }

    @Override
    public void onClose() {
        unsubscribe.run();
        count.decrementAndGet();
    }
}
