package org.pilothouse.protocol.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One WebSocket text message of protocol revision 2. Answers come out of order; they match by {@code requestId}. */
public sealed interface Frame {
    String SUBPROTOCOL = "tyrum-v1";
    int PROTOCOL_REV = 2;

    String type();

    /** Asks the other side for something. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            String requestId,
            String type,
            JsonNode payload,
            @Nullable JsonNode trace) implements Frame {
        public static Request of(String requestId, String type, Object payload) {
            return new Request(requestId, type, Json.LENIENT.valueToTree(payload), null);
        }
    }

    /** A request was done. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Success(
            String requestId,
            String type,
            boolean ok,
            @Nullable JsonNode result) implements Frame {
        public static Success of(Request request, @Nullable Object result) {
            return new Success(
                    request.requestId(),
                    request.type(),
                    true,
                    result == null ? null : Json.LENIENT.valueToTree(result));
        }
    }

    /** A request was refused or failed. */
    record Failure(String requestId, String type, boolean ok, Problem error) implements Frame {
        public static Failure of(Request request, String code, String message) {
            return new Failure(request.requestId(), request.type(), false, new Problem(code, message, null));
        }
    }

    /** Something happened; delivered at least once, so receivers drop an {@code eventId} that they know. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            String eventId,
            String type,
            Instant occurredAt,
            @Nullable JsonNode scope,
            JsonNode payload) implements Frame {}

    /**
     * @param code stable word such as {@code unauthorized}, {@code invalid_request}, {@code task_failed}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(String code, String message, @Nullable JsonNode details) {}

    default String toJson() {
        return Json.LENIENT.writeValueAsString(this);
    }

    /**
     * Reads one message.
     *
     * @throws MalformedFrameException where it is not JSON or none of the four kinds
     */
    static Frame parse(String text) throws MalformedFrameException {
        try {
            if (!(Json.LENIENT.readTree(text) instanceof ObjectNode node)
                    || !node.path("type").isString()) {
                throw new MalformedFrameException("a frame is a JSON object with a type", null);
            }
            Class<? extends Frame> kind;
            if (node.path("event_id").isString()) {
                kind = Event.class;
            } else if (!node.path("request_id").isString()) {
                throw new MalformedFrameException("a frame has a request_id or an event_id", null);
            } else if (node.has("ok")) {
                kind = node.path("ok").asBoolean(false) ? Success.class : Failure.class;
            } else {
                kind = Request.class;
            }
            return requireWhole(Json.LENIENT.treeToValue(node, kind));
        } catch (JacksonException e) {
            throw new MalformedFrameException("a frame is a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** Records read by Jackson hold null where a member is missing, whatever their types say. */
    @SuppressWarnings("NullAway") // the point of this method
    private static Frame requireWhole(Frame frame) throws MalformedFrameException {
        boolean whole =
                switch (frame) {
                    case Request r -> true;
                    case Success s -> true;
                    case Failure f -> f.error() != null && f.error().code() != null;
                    case Event e -> e.occurredAt() != null;
                };
        if (!whole) {
            throw new MalformedFrameException("the frame lacks a member that its kind must have", null);
        }
        return switch (frame) {
            case Request r
            when r.payload() == null ->
                new Request(r.requestId(), r.type(), Json.LENIENT.createObjectNode(), r.trace());
            case Event e
            when e.payload() == null ->
                new Event(e.eventId(), e.type(), e.occurredAt(), e.scope(), Json.LENIENT.createObjectNode());
            default -> frame;
        };
    }
}
