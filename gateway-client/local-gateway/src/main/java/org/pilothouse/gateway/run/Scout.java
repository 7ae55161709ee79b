package org.pilothouse.gateway.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.artifact.NewArtifact;
import org.pilothouse.gateway.control.TaskOutcome;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.QueryResult;
import org.pilothouse.protocol.desktop.QueryResult.Match;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.run.RunError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at a desktop before something is done there: how it looks, and what the target is. Changes nothing. */
final class Scout {
    private static final long LOOK_MS = 15_000;
    private static final int MOST_MATCHES = 64;
    private static final Pattern PIXEL = Pattern.compile("pixel:(-?\\d{1,5}),(-?\\d{1,5})");

    private final Desktops desktops;

    Scout(Desktops desktops) {
        this.desktops = desktops;
    }

    /** A picture of the desktop, or why there is none. */
    record Look(Optional<NewArtifact> picture, String problem) {}

    Look look(String nodeId) {
        ObjectNode args =
                Json.LENIENT.createObjectNode().put("op", "screenshot").put("display", "primary");
        return switch (perform(nodeId, DesktopCapability.SCREENSHOT, args)) {
            case TaskOutcome.Failed failed -> new Look(Optional.empty(), "no picture: " + failed.message());
            case TaskOutcome.Answered answered -> {
                try {
                    Optional<NewArtifact> picture = NodeResult.read("screenshot", null, answered.evidence())
                            .picture();
                    yield new Look(picture, picture.isPresent() ? "" : "no picture came");
                } catch (InvalidResultException e) {
                    yield new Look(Optional.empty(), "no picture: " + e.sentence());
                }
            }
        };
    }

    /**
     * What the operation is aimed at; null where it is aimed at nothing.
     *
     * @throws StepFailure where there is no such target, or more than one
     */
    @Nullable
    Target target(String nodeId, ObjectNode args) throws StepFailure {
        return switch (args.path("op").asString("")) {
            case "act" -> aim(nodeId, args);
            case "mouse" -> place(args.path("x").asInt(0), args.path("y").asInt(0));
            default -> null;
        };
    }

    private Target aim(String nodeId, ObjectNode args) throws StepFailure {
        JsonNode selector = args.path("target");
        Matcher pixel = PIXEL.matcher(selector.path("ref").asString(""));
        if (pixel.matches()) {
            return place(Integer.parseInt(pixel.group(1)), Integer.parseInt(pixel.group(2)));
        }
        QueryResult found = query(nodeId, selector);
        String kind = args.path("action").path("kind").asString("");
        return switch (TargetChoice.choose(found, kind)) {
            case TargetChoice.Choice.None(RunError error) -> throw new StepFailure(error);
            case TargetChoice.Choice.One(String ref, String role, String name, Rect bounds) ->
                new Target(ref, role, name, bounds);
        };
    }

    private static Target place(int x, int y) {
        return new Target(null, null, null, new Rect(x, y, 1, 1));
    }

    /**
     * Makes sure that what a person saw is still what is there.
     *
     * @throws StepFailure where it is gone or something else now
     */
    void recheck(String nodeId, Target approved) throws StepFailure {
        ObjectNode selector = Json.LENIENT.createObjectNode().put("kind", "ref").put("ref", approved.elementRef());
        List<Match> matches = query(nodeId, selector).matches();
        Match now = matches.isEmpty() ? null : matches.getFirst();
        if (now == null || now.node() == null) {
            throw new StepFailure(
                    RunError.TARGET_NOT_FOUND, "what was approved is not there any more: " + told(approved));
        }
        Target found = new Target(
                approved.elementRef(),
                Plain.text(now.node().role()),
                Plain.text(now.node().name()),
                null);
        if (!approved.isSameAs(found)) {
            throw new StepFailure(
                    RunError.TARGET_CHANGED, "what was approved, " + told(approved) + ", is now " + told(found));
        }
    }

    private static String told(Target target) {
        return target.role() + " '" + target.name() + "'";
    }

    private QueryResult query(String nodeId, JsonNode selector) throws StepFailure {
        ObjectNode args = Json.LENIENT.createObjectNode().put("op", "query").put("limit", MOST_MATCHES);
        args.set("selector", selector);
        switch (perform(nodeId, DesktopCapability.QUERY, args)) {
            case TaskOutcome.Failed failed -> throw new StepFailure(NodeErrors.of(failed));
            case TaskOutcome.Answered answered -> {
                try {
                    NodeResult checked = NodeResult.read("query", answered.result(), answered.evidence());
                    return Json.LENIENT.treeToValue(checked.result(), QueryResult.class);
                } catch (InvalidResultException e) {
                    throw new StepFailure(RunError.INVALID_RESULT, e.sentence());
                } catch (JacksonException _) {
                    throw new StepFailure(RunError.INVALID_RESULT, "the node's matches make no sense");
                }
            }
        }
    }

    private TaskOutcome perform(String nodeId, DesktopCapability capability, ObjectNode args) {
        return desktops.perform(
                nodeId, capability, args, LOOK_MS, UUID.randomUUID().toString());
    }
}
