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
import org.pilothouse.protocol.desktop.DesktopSnapshot;
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

    /**
     * A desktop at one moment.
     *
     * @param problem why there is no picture; empty where there is one
     */
    record Look(Optional<NewArtifact> picture, Windows windows, String problem) {}

    Look look(String nodeId) {
        return switch (snapshot(nodeId)) {
            case TaskOutcome.Failed failed -> blind(NodeErrors.of(failed).message());
            case TaskOutcome.Answered answered -> {
                try {
                    NodeResult read = NodeResult.read("snapshot", answered.result(), answered.evidence());
                    yield new Look(read.picture(), windows(read), read.picture().isPresent() ? "" : "no picture came");
                } catch (InvalidResultException e) {
                    yield blind(e.sentence());
                } catch (JacksonException _) {
                    yield blind("the node's windows make no sense");
                }
            }
        };
    }

    private TaskOutcome snapshot(String nodeId) {
        return perform(
                nodeId,
                DesktopCapability.SNAPSHOT,
                Json.LENIENT.createObjectNode().put("op", "snapshot").put("include_tree", false));
    }

    private static Windows windows(NodeResult read) {
        return new Windows(
                Json.LENIENT.treeToValue(read.result(), DesktopSnapshot.class).windows());
    }

    private static Look blind(String why) {
        return new Look(Optional.empty(), Windows.NONE, "no picture: " + why);
    }

    /**
     * What the operation is aimed at; null where it is aimed at nothing, or where that cannot be seen.
     *
     * @throws StepFailure where there is no such target, or more than one
     */
    @Nullable
    Target target(String nodeId, ObjectNode args, Look look) throws StepFailure {
        JsonNode selector = args.path("target");
        Matcher pixel = PIXEL.matcher(selector.path("ref").asString(""));
        return switch (args.path("op").asString("")) {
            case "act" ->
                pixel.matches()
                        ? place(Integer.parseInt(pixel.group(1)), Integer.parseInt(pixel.group(2)), look)
                        : around(
                                aim(
                                        nodeId,
                                        selector,
                                        args.path("action").path("kind").asString("")),
                                look);
            case "mouse" -> place(args.path("x").asInt(0), args.path("y").asInt(0), look);
            case "keyboard" ->
                look.problem().isEmpty() ? Target.focus(look.windows().focused()) : null;
            default -> null;
        };
    }

    private static Target place(int x, int y, Look look) {
        Target target = Target.place(x, y, look.windows().at(x, y));
        return look.problem().isEmpty() ? target : target.unseen();
    }

    private static Target around(Target element, Look look) {
        return look.problem().isEmpty() && element.bounds() != null
                ? element.within(look.windows().around(element.bounds()))
                : element;
    }

    private Target aim(String nodeId, JsonNode selector, String actionKind) throws StepFailure {
        return switch (TargetChoice.choose(query(nodeId, selector), actionKind)) {
            case TargetChoice.Choice.None(RunError error) -> throw new StepFailure(error);
            case TargetChoice.Choice.One(String ref, String role, String name, Rect bounds) ->
                Target.element(ref, role, name, bounds);
        };
    }

    /**
     * Makes sure that what a person saw is still what is there.
     *
     * @throws StepFailure where it is gone or something else now
     */
    void recheck(String nodeId, ObjectNode args, Target approved) throws StepFailure {
        Target now =
                approved.elementRef() == null ? window(nodeId, args) : element(nodeId, approved, approved.elementRef());
        if (!approved.isSameAs(now)) {
            throw new StepFailure(
                    RunError.TARGET_CHANGED,
                    "what was approved was meant for " + approved.told() + ", but there is " + now.told() + " now");
        }
    }

    private Target window(String nodeId, ObjectNode args) throws StepFailure {
        Look look = look(nodeId);
        Target now = look.problem().isEmpty() ? target(nodeId, args, look) : null;
        if (now == null) {
            throw new StepFailure(
                    RunError.EXECUTION_FAILED,
                    "whether the approved place is still the same cannot be seen: " + look.problem());
        }
        return now;
    }

    private Target element(String nodeId, Target approved, String elementRef) throws StepFailure {
        ObjectNode selector = Json.LENIENT.createObjectNode().put("kind", "ref").put("ref", elementRef);
        List<Match> matches = query(nodeId, selector).matches();
        Match now = matches.isEmpty() ? null : matches.getFirst();
        if (now == null || now.node() == null) {
            throw new StepFailure(
                    RunError.TARGET_NOT_FOUND, "what was approved is not there any more: " + approved.told());
        }
        return Target.element(elementRef, now.node().role(), now.node().name(), null);
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
