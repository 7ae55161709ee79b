package org.pilothouse.gateway.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.desktop.Rect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a policy can know of a step.
 *
 * @param kind of the operation, such as {@code click}; empty where it has none
 * @param text what would be typed, pressed or put into the clipboard; null for none
 * @param windows titles of what may be the window that it is aimed at; known and empty for none
 * @param place where it is aimed at; known and empty for nowhere
 * @param target the name of the element that it is aimed at; known and empty for none
 * @param looked whether what is unknown stays so
 */
public record StepFacts(
        String operation,
        String kind,
        String environmentId,
        @Nullable String environmentLabel,
        String agent,
        String requester,
        @Nullable String text,
        Sight<List<String>> windows,
        Sight<Optional<Rect>> place,
        Sight<Optional<String>> target,
        boolean looked) {

    /** Who wants it, and where. */
    public record Circumstances(
            String environmentId, @Nullable String environmentLabel, String agent, String requester) {}

    /** Something that a look at the desktop may tell. */
    public sealed interface Sight<T> {
        record Known<T>(T value) implements Sight<T> {}

        record Unknown<T>() implements Sight<T> {}
    }

    /** What is known before anybody looked. */
    public static StepFacts of(ObjectNode args, Circumstances c) {
        String op = args.path("op").asString("");
        boolean atPixel = args.path("target").path("ref").asString("").startsWith("pixel:");
        boolean element = op.equals("act") && !atPixel;
        boolean aimed = op.equals("act") || op.equals("mouse") || op.equals("keyboard");
        return new StepFacts(
                op,
                kind(args),
                c.environmentId(),
                c.environmentLabel(),
                c.agent(),
                c.requester(),
                text(op, args),
                aimed ? new Sight.Unknown<>() : new Sight.Known<>(List.of()),
                op.equals("mouse")
                        ? mouse(args)
                        : op.equals("act") ? new Sight.Unknown<>() : new Sight.Known<>(Optional.empty()),
                element ? new Sight.Unknown<>() : new Sight.Known<>(Optional.empty()),
                !aimed);
    }

    private static String kind(ObjectNode args) {
        JsonNode action = args.path("action");
        return action.isString() ? action.asString() : action.path("kind").asString("");
    }

    private static @Nullable String text(String op, ObjectNode args) {
        if (op.equals("clipboard_write")) {
            return args.path("text").asString("");
        }
        if (!op.equals("keyboard")) {
            return null;
        }
        if (args.path("text").isString()) {
            return args.path("text").asString();
        }
        List<String> keys = new ArrayList<>();
        args.path("modifiers").forEach(modifier -> keys.add(modifier.asString("")));
        keys.add(args.path("key").asString(""));
        return String.join("+", keys);
    }

    private static Sight<Optional<Rect>> mouse(ObjectNode args) {
        Rect end = new Rect(args.path("x").asInt(0), args.path("y").asInt(0), 1, 1);
        if (!args.path("action").asString("").equals("drag")) {
            return new Sight.Known<>(Optional.of(end));
        }
        if (!args.has("from_x") || !args.has("from_y")) {
            return new Sight.Unknown<>(); // it begins where the pointer is
        }
        int fromX = args.path("from_x").asInt(0);
        int fromY = args.path("from_y").asInt(0);
        return new Sight.Known<>(Optional.of(new Rect(
                Math.min(fromX, end.x()),
                Math.min(fromY, end.y()),
                Math.abs(fromX - end.x()) + 1,
                Math.abs(fromY - end.y()) + 1)));
    }

    /**
     * After a look.
     *
     * @param windowTitles null where they could not be seen
     * @param bounds of the element, or the place; null where there is none or it could not be seen
     * @param elementName null where it is no element
     */
    public StepFacts seen(@Nullable List<String> windowTitles, @Nullable Rect bounds, @Nullable String elementName) {
        boolean drag = operation.equals("mouse") && kind.equals("drag");
        return new StepFacts(
                operation,
                kind,
                environmentId,
                environmentLabel,
                agent,
                requester,
                text,
                // a drag begins in a window that nobody looked up
                windowTitles == null || drag || windows instanceof Sight.Known
                        ? windows
                        : new Sight.Known<>(windowTitles),
                bounds == null || place instanceof Sight.Known || drag ? place : new Sight.Known<>(Optional.of(bounds)),
                elementName == null || target instanceof Sight.Known
                        ? target
                        : new Sight.Known<>(Optional.of(elementName)),
                true);
    }

    /** {@code act.click}, or just the operation where it has no kinds. */
    public String operationInFull() {
        return kind.isEmpty() ? operation : operation + "." + kind;
    }

    @Override
    public String toString() {
        return "StepFacts[" + operationInFull() + "]"; // what is typed may be a secret
    }
}
