package org.pilothouse.app.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.artifact.Area;
import org.pilothouse.app.artifact.ArtifactItem;
import org.pilothouse.app.artifact.Mark;
import org.pilothouse.app.presentation.DesktopWords;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalScope;
import org.pilothouse.protocol.approval.DesktopAsk;
import org.pilothouse.protocol.desktop.Rect;
import tools.jackson.databind.JsonNode;

/**
 * An approval in words and pictures, for whoever decides. What it says comes from others, so every part may be missing.
 *
 * @param sentence what would be done, without a full stop
 * @param discreet the same without what is typed, for places where others look on
 * @param op the operation's name, empty where it is none on a desktop
 * @param action its kind, empty where it has none
 * @param target what it is done to, empty where it has none
 * @param typed the text that would be typed or put on the clipboard, null where there is none
 * @param environment by its label, or else its id; empty where none is named
 */
public record Ask(
        String sentence,
        String discreet,
        String op,
        String action,
        String target,
        @Nullable String typed,
        @Nullable String environmentId,
        String environment,
        @Nullable String runId,
        @Nullable Integer step,
        String agent,
        String conversation,
        String rule,
        String motivation,
        String problem,
        boolean again,
        JsonNode args,
        @Nullable ArtifactItem picture,
        List<Mark> marks) {
    public Ask {
        marks = List.copyOf(marks);
    }

    /** Whether both are the same kind of thing of the same agent on the same desktop. */
    boolean isLike(Ask other) {
        return !op.isEmpty()
                && op.equals(other.op)
                && action.equals(other.action)
                && agent.equals(other.agent)
                && again == other.again
                && environmentId != null
                && environmentId.equals(other.environmentId);
    }

    public static Ask of(Approval approval) {
        Optional<DesktopAsk> desktop = DesktopAsk.from(approval);
        return desktop.isPresent() ? of(approval, desktop.get()) : plain(approval);
    }

    private static Ask of(Approval approval, DesktopAsk ask) {
        DesktopAsk.Found found = ask.found();
        DesktopWords.Found words = found == null
                ? DesktopWords.Found.NOTHING
                : new DesktopWords.Found(found.role(), found.name(), found.window());
        String target =
                switch (ask.op()) {
                    case "act" -> DesktopWords.target(ask.args().path("target"), words);
                    case "mouse" ->
                        ask.args().path("x").asInt(0) + ", "
                                + ask.args().path("y").asInt(0);
                    case "keyboard" ->
                        found == null || found.role() == null ? "whatever has the focus" : target(found, words);
                    case "query", "wait_for" ->
                        DesktopWords.target(ask.args().path("selector"), DesktopWords.Found.NOTHING);
                    default -> "";
                };
        return new Ask(
                DesktopWords.sentence(ask.op(), ask.args(), words),
                DesktopWords.discreet(ask.op(), ask.args(), words),
                ask.op(),
                text(ask.action()),
                target,
                typed(ask),
                ask.environmentId(),
                ask.environmentLabel() == null ? text(ask.environmentId()) : ask.environmentLabel(),
                ask.workflowRunId(),
                ask.stepIndex(),
                agent(approval),
                conversation(approval),
                text(ask.rule() == null ? approval.motivation() : ask.rule()),
                text(ask.motivation()),
                text(ask.problem()),
                approval.kind() == ApprovalKind.RETRY,
                ask.argsWithoutPlace(),
                picture(ask),
                marks(ask));
    }

    private static String target(DesktopAsk.Found found, DesktopWords.Found words) {
        String name = found.name();
        return DesktopWords.role(text(found.role()))
                + (name == null || name.isEmpty() ? "" : " “" + name + "”")
                + (words.window() == null ? "" : " in “" + words.window() + "”");
    }

    /** Something that is not about a desktop, or does not tell what it is about. */
    private static Ask plain(Approval approval) {
        ApprovalScope scope = approval.scope();
        String environmentId = approval.managedDesktop() == null
                ? null
                : approval.managedDesktop().environmentId();
        return new Ask(
                approval.prompt(),
                approval.prompt(),
                "",
                "",
                "",
                null,
                environmentId,
                text(environmentId),
                scope == null ? null : scope.workflowRunId(),
                null,
                agent(approval),
                conversation(approval),
                text(approval.motivation()),
                "",
                "",
                approval.kind() == ApprovalKind.RETRY,
                approval.context() == null
                        ? Json.LENIENT.createObjectNode()
                        : approval.context().path("args"),
                null,
                List.of());
    }

    private static @Nullable String typed(DesktopAsk ask) {
        boolean types = (ask.op().equals("keyboard") && "type".equals(ask.action()))
                || ask.op().equals("clipboard_write");
        return types ? ask.args().path("text").asString("") : null;
    }

    private static @Nullable ArtifactItem picture(DesktopAsk ask) {
        DesktopAsk.Picture picture = ask.picture();
        return picture == null
                ? null
                : new ArtifactItem(
                        picture.artifactId(),
                        "picture of the desktop",
                        ArtifactItem.Kind.PICTURE,
                        "image/png",
                        -1,
                        text(picture.sha256()),
                        true,
                        picture.capturedAt(),
                        Set.of());
    }

    private static List<Mark> marks(DesktopAsk ask) {
        List<Mark> marks = new ArrayList<>();
        Rect bounds = ask.found() == null ? null : ask.found().bounds();
        String caption = caption(ask);
        if (bounds != null) {
            marks.add(new Mark.Box(new Area(bounds.x(), bounds.y(), bounds.width(), bounds.height()), caption));
        }
        JsonNode args = ask.args();
        if (ask.op().equals("mouse")
                && args.path("x").isNumber()
                && args.path("y").isNumber()) {
            marks.add(new Mark.Cross(args.path("x").asInt(), args.path("y").asInt(), bounds == null ? caption : ""));
        } else if (bounds == null
                && ask.target() != null
                && text(ask.target().ref()).startsWith("pixel:")) {
            pixel(text(ask.target().ref()), caption).ifPresent(marks::add);
        }
        return marks;
    }

    private static Optional<Mark> pixel(String ref, String caption) {
        String[] parts = ref.substring("pixel:".length()).split(",", -1);
        boolean numbers = parts.length == 2 && parts[0].matches("\\d{1,5}") && parts[1].matches("\\d{1,5}");
        return numbers
                ? Optional.of(new Mark.Cross(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), caption))
                : Optional.empty();
    }

    /** One or two words; the sentence above says the rest. */
    private static String caption(DesktopAsk ask) {
        String action = text(ask.action()).replace('_', ' ');
        if (ask.op().equals("keyboard")) {
            return "press".equals(ask.action()) ? DesktopWords.chord(ask.args()) : "types here";
        }
        return action.isEmpty() ? ask.op() : action;
    }

    private static String agent(Approval approval) {
        String conversation = conversation(approval);
        String[] parts = conversation.split(":", -1);
        return parts.length > 1 && parts[0].equals("agent") ? parts[1] : text(approval.agentId());
    }

    private static String conversation(Approval approval) {
        ApprovalScope scope = approval.scope();
        if (scope != null && scope.conversationKey() != null) {
            return scope.conversationKey();
        }
        return approval.context() == null
                ? ""
                : approval.context().path("conversation_key").asString("");
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
