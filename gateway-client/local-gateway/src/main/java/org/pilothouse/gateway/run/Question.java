package org.pilothouse.gateway.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.approval.NewApproval;
import org.pilothouse.gateway.approval.PolicyContext;
import org.pilothouse.gateway.policy.StepFacts;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.gateway.store.ArtifactRecord;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.ControlLease;
import tools.jackson.databind.node.ObjectNode;

/** Puts a step into words and members that a person can decide on. */
final class Question {
    private Question() {}

    /**
     * What is known of the desktop at the moment of asking.
     *
     * @param problem why something is missing; empty where nothing is
     */
    record Scene(
            String nodeId,
            @Nullable String environmentLabel,
            Optional<ArtifactRecord> picture,
            @Nullable Target target,
            String problem) {}

    static NewApproval about(RunRecord run, Move.Ask ask, Verdict verdict, StepFacts facts, Scene scene) {
        StepRecord step = ask.step();
        String place = scene.environmentLabel() == null ? "the desktop" : scene.environmentLabel();
        String what = describe(step.args());
        return new NewApproval(
                ask.kind(),
                prompt(ask, what, place),
                why(ask, verdict),
                context(run, ask, verdict, facts, scene),
                run.conversationKey(),
                run.id(),
                step.id(),
                step.index(),
                ask.attempt(),
                ask.after().map(ControlLease::fence).orElse(0L),
                step.environmentId());
    }

    private static String prompt(Move.Ask ask, String what, String place) {
        return switch (ask.kind()) {
            case RETRY -> "Repeat '" + what + "' on " + place + "? It was tried before and may have been done";
            case TAKEOVER ->
                "Go on with '" + what + "' on " + place + "? "
                        + ask.after().map(ControlLease::holder).orElse("Somebody")
                        + " had control of it since the run last looked";
            default -> "Approve '" + what + "' on " + place;
        };
    }

    private static String why(Move.Ask ask, Verdict verdict) {
        return switch (ask.kind()) {
            case RETRY -> "The attempt before did not end well; nobody knows whether the desktop did it.";
            case TAKEOVER -> "It goes wherever the focus or the place is now, and nobody has looked since.";
            default ->
                verdict.rule().reason() == null
                        ? "The policy wants a person to look at it."
                        : verdict.rule().reason();
        };
    }

    /** Op and kind of action; arguments may hold secrets and are not put into a line that shows up everywhere. */
    private static String describe(ObjectNode args) {
        String op = args.path("op").asString("");
        String action = args.path("action").isString()
                ? args.path("action").asString()
                : args.path("action").path("kind").asString("");
        return action.isEmpty() ? op : op + " " + action;
    }

    private static ObjectNode context(RunRecord run, Move.Ask ask, Verdict verdict, StepFacts facts, Scene scene) {
        StepRecord step = ask.step();
        ObjectNode context = Json.LENIENT
                .createObjectNode()
                .put("source", "pilothouse-workflow")
                .put("tool_id", "tool.desktop." + step.op())
                .put("conversation_key", run.conversationKey())
                .put("plan_id", run.planId())
                .put("workflow_run_id", run.id())
                .put("step_index", step.index())
                .put("steps_count", run.stepsCount())
                .put("attempt", ask.attempt())
                .put("requested_by", run.requestedBy())
                .put("agent", facts.agent())
                .put("environment_id", step.environmentId())
                .put("node_id", scene.nodeId());
        if (scene.environmentLabel() != null) {
            context.put("environment_label", scene.environmentLabel());
        }
        if (step.motivation() != null) {
            context.put("motivation", step.motivation());
        }
        context.set("args", step.args());
        context.set("policy", PolicyContext.of(verdict, facts, "tool.desktop." + step.op()));
        context.set("desktop", desktop(scene));
        return context;
    }

    private static ObjectNode desktop(Scene scene) {
        ObjectNode desktop = Json.LENIENT.createObjectNode();
        scene.picture().ifPresent(picture -> desktop.put("artifact_id", picture.id())
                .put("sha256", picture.sha256())
                .put("width", picture.metadata().path("width").asInt())
                .put("height", picture.metadata().path("height").asInt())
                .put("captured_at", picture.createdAt().toString()));
        if (scene.target() != null) {
            desktop.set("target", scene.target().toJson());
        }
        if (!scene.problem().isEmpty()) {
            desktop.put("problem", scene.problem());
        }
        return desktop;
    }
}
