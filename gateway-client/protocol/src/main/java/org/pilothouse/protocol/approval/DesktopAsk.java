package org.pilothouse.protocol.approval;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.Rect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an approval wants done on a desktop, read from its context. A context is free text of others: what is missing or
 * of another type reads as absent, never as an error. Tyrum's tool approvals read too, without a picture.
 *
 * @param op the operation, such as {@code act}
 * @param action {@code focus}, {@code click}, {@code type}, …; null where the operation has no kinds
 * @param target the selector as it was asked for
 * @param args all arguments of the operation, as asked for
 * @param workflowRunId of the run that waits
 * @param motivation why the agent wants it, in its own words; not to be trusted
 * @param ruleId of the policy that held it
 * @param rule that rule in words
 * @param picture of the desktop, taken when the approval was created
 * @param found the one element that the target named then
 * @param problem why there is no picture or no element, in words
 */
public record DesktopAsk(
        String op,
        @Nullable String action,
        @Nullable Target target,
        JsonNode args,
        @Nullable String workflowRunId,
        @Nullable Integer stepIndex,
        @Nullable String environmentId,
        @Nullable String environmentLabel,
        @Nullable String nodeId,
        @Nullable String motivation,
        @Nullable String ruleId,
        @Nullable String rule,
        @Nullable Picture picture,
        @Nullable Found found,
        @Nullable String problem) {
    private static final String TOOL = "tool.desktop.";

    /**
     * A selector in parts.
     *
     * @param kind {@code ref}, {@code a11y} or {@code ocr}
     */
    public record Target(
            String kind,
            @Nullable String ref,
            @Nullable String role,
            @Nullable String name,
            List<String> states,
            @Nullable String text) {}

    /** The desktop as it looked. */
    public record Picture(
            String artifactId,
            @Nullable String sha256,
            int width,
            int height,
            @Nullable Instant capturedAt) {}

    /**
     * The element that will be acted on.
     *
     * @param bounds on the picture, px
     */
    public record Found(
            @Nullable Rect bounds,
            @Nullable String role,
            @Nullable String name,
            @Nullable String elementRef,
            @Nullable String window) {}

    /** Empty where the approval is about something else, or tells nothing of it (Tyrum's workflow approvals). */
    public static Optional<DesktopAsk> from(Approval approval) {
        JsonNode context = approval.context() == null ? Json.LENIENT.createObjectNode() : approval.context();
        String tool = context.path("tool_id").asString("");
        if (!tool.startsWith(TOOL) || tool.length() == TOOL.length()) {
            return Optional.empty();
        }
        JsonNode args = context.path("args").isObject() ? context.path("args") : Json.LENIENT.createObjectNode();
        JsonNode desktop = context.path("desktop");
        JsonNode policy = context.path("policy");
        JsonNode step = context.path("step_index");
        return Optional.of(new DesktopAsk(
                tool.substring(TOOL.length()),
                action(args),
                target(args),
                args,
                text(context, "workflow_run_id"),
                step.isInt() ? step.asInt() : null,
                environment(approval, context),
                text(context, "environment_label"),
                or(text(context, "node_id"), text(args, "node_id")),
                text(context, "motivation"),
                text(policy, "rule_id"),
                text(policy, "rule"),
                picture(desktop),
                found(desktop.path("target")),
                text(desktop, "problem")));
    }

    private static @Nullable String environment(Approval approval, JsonNode context) {
        String named = text(context, "environment_id");
        return named == null && approval.managedDesktop() != null
                ? approval.managedDesktop().environmentId()
                : named;
    }

    private static @Nullable String action(JsonNode args) {
        JsonNode action = args.path("action");
        return action.isString() ? text(args, "action") : text(action, "kind");
    }

    private static @Nullable Target target(JsonNode args) {
        JsonNode selector = args.path("target").isObject() ? args.path("target") : args.path("selector");
        String kind = text(selector, "kind");
        if (kind == null) {
            return null;
        }
        List<String> states = new ArrayList<>();
        selector.path("states").forEach(state -> {
            if (state.isString()) {
                states.add(state.asString());
            }
        });
        return new Target(
                kind,
                text(selector, "ref"),
                text(selector, "role"),
                text(selector, "name"),
                List.copyOf(states),
                text(selector, "text"));
    }

    private static @Nullable Picture picture(JsonNode desktop) {
        String artifactId = text(desktop, "artifact_id");
        int width = desktop.path("width").asInt(0);
        int height = desktop.path("height").asInt(0);
        if (artifactId == null || width <= 0 || height <= 0) {
            return null;
        }
        return new Picture(artifactId, text(desktop, "sha256"), width, height, time(text(desktop, "captured_at")));
    }

    private static @Nullable Found found(JsonNode target) {
        if (!target.isObject()) {
            return null;
        }
        return new Found(
                rect(target.path("bounds")),
                text(target, "role"),
                text(target, "name"),
                text(target, "element_ref"),
                text(target, "window"));
    }

    private static @Nullable Rect rect(JsonNode bounds) {
        boolean whole = bounds.path("x").isInt()
                && bounds.path("y").isInt()
                && bounds.path("width").isInt()
                && bounds.path("height").isInt();
        if (!whole) {
            return null;
        }
        return new Rect(
                bounds.path("x").asInt(),
                bounds.path("y").asInt(),
                bounds.path("width").asInt(),
                bounds.path("height").asInt());
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() && !value.asString().isEmpty() ? value.asString() : null;
    }

    private static @Nullable String or(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    /** The arguments without what names the place: what is left is what is done. */
    public JsonNode argsWithoutPlace() {
        if (args instanceof ObjectNode object) {
            ObjectNode copy = object.deepCopy();
            copy.remove(List.of("op", "node_id"));
            return copy;
        }
        return args;
    }
}
