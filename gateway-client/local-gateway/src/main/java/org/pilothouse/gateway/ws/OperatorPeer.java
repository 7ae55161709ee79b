package org.pilothouse.gateway.ws;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.node.Pairing;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An operator's connection: hears every event, and may decide on pairings. */
final class OperatorPeer implements Peer {
    private final ControlPlane control;
    private final Outbox outbox;
    private final InstantSource clock;
    private final AtomicInteger count;
    private final Runnable unsubscribe;

    OperatorPeer(ControlPlane control, Outbox outbox, InstantSource clock, AtomicInteger count) {
        this.control = control;
        this.outbox = outbox;
        this.clock = clock;
        this.count = count;
        count.incrementAndGet();
        this.unsubscribe = control.events().subscribe(this::tell);
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
            return switch (request.type()) {
                case "ping" -> Frame.Success.of(request, null);
                case "pairing.approve" ->
                    Frame.Success.of(
                            request,
                            Map.of(
                                    "pairing",
                                    control.pairings().approve(id(request), decision(request, Pairing.Approve.class))));
                case "pairing.deny" ->
                    Frame.Success.of(
                            request,
                            Map.of(
                                    "pairing",
                                    control.pairings().deny(id(request), decision(request, Pairing.Decision.class))));
                case "pairing.revoke" ->
                    Frame.Success.of(
                            request,
                            Map.of(
                                    "pairing",
                                    control.pairings().revoke(id(request), decision(request, Pairing.Decision.class))));
                default ->
                    Frame.Failure.of(request, "unsupported_request", "this gateway does not know " + request.type());
            };
        } catch (GatewayException e) {
            return Frame.Failure.of(request, e.code().name().toLowerCase(Locale.ROOT), e.sentence());
        } catch (JacksonException e) {
            return Frame.Failure.of(request, "invalid_request", "malformed payload of " + request.type());
        }
    }

    private static long id(Frame.Request request) {
        @Nullable JsonNode id = request.payload().get("pairing_id");
        if (id == null || !id.isIntegralNumber()) {
            throw GatewayException.invalid("pairing_id", "pairing_id must be a positive integer");
        }
        return id.asLong();
    }

    private static <T> T decision(Frame.Request request, Class<T> type) {
        return Json.LENIENT.treeToValue(request.payload(), type);
    }

    @Override
    public void onClose() {
        unsubscribe.run();
        count.decrementAndGet();
    }
}
