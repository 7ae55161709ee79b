package org.pilothouse.agent.desktop;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Evidence;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What shows the desktop: screenshot, and snapshot, which has the windows and the accessibility tree too. */
final class PictureOperations {
    private static final int MIN_WIDTH = 16;
    private static final int MAX_NODES = 2048;
    private static final int MAX_TEXT_CHARS = 32_768;
    private static final int MAX_WINDOWS = 32;
    private static final int MAX_TITLE = 512;
    private static final Set<String> NOT_LISTED = Set.of("DOCK", "DESKTOP");

    private final XServer server;
    private final Screen screen;
    private final Accessibility accessibility;
    private final Clock clock;

    PictureOperations(XServer server, Screen screen, Accessibility accessibility, Clock clock) {
        this.server = server;
        this.screen = screen;
        this.accessibility = accessibility;
        this.clock = clock;
    }

    TaskResult screenshot(DesktopOp.Screenshot op) throws OperationException, XException, InterruptedException {
        String asked = op.format() == null ? "png" : op.format();
        Screen.Format format =
                switch (asked) {
                    case "png" -> Screen.Format.PNG;
                    case "jpeg" -> Screen.Format.JPEG;
                    default -> throw OperationException.wrong("format", asked, "png or jpeg");
                };
        int maxWidth = op.maxWidth() == null ? Integer.MAX_VALUE : op.maxWidth();
        if (maxWidth < MIN_WIDTH) {
            throw OperationException.wrong("max_width", maxWidth, "at least " + MIN_WIDTH);
        }
        return new TaskResult(null, Json.LENIENT.valueToTree(picture("screenshot", format, maxWidth, null)));
    }

    private Evidence picture(String type, Screen.Format format, int maxWidth, @Nullable String mode)
            throws XException, InterruptedException {
        Instant at = clock.instant();
        Screen.Picture picture = screen.picture(format, maxWidth);
        return new Evidence(
                type,
                format.mime(),
                picture.size().width(),
                picture.size().height(),
                Base64.getEncoder().encodeToString(picture.bytes()),
                at,
                mode,
                picture.screen().width(),
                picture.screen().height());
    }

    TaskResult snapshot(DesktopOp.Snapshot op) throws OperationException, XException, InterruptedException {
        int maxNodes = limit("max_nodes", op.maxNodes(), MAX_NODES);
        int maxText = limit("max_text_chars", op.maxTextChars(), MAX_TEXT_CHARS);
        boolean withTree = Boolean.TRUE.equals(op.includeTree());
        String mode = withTree ? "hybrid" : "pixel";
        ObjectNode result = Json.LENIENT.createObjectNode();
        result.put("op", "snapshot");
        ObjectNode backend = result.putObject("backend").put("mode", mode);
        backend.putObject("permissions")
                .put("accessibility", true)
                .put("screen_capture", true)
                .put("input_control", true);
        Evidence evidence = picture("snapshot", Screen.Format.PNG, Integer.MAX_VALUE, mode);
        windows(result.putArray("windows"));
        if (withTree) {
            try {
                Element root = accessibility.tree(maxNodes, maxText);
                ObjectNode node = ElementJson.tree(root);
                // Its own idea of the screen is always 1024x768.
                node.set(
                        "bounds",
                        Json.LENIENT.valueToTree(new Rect(
                                0, 0, screenEdge(evidence.screenWidth()), screenEdge(evidence.screenHeight()))));
                result.putObject("tree").set("root", node);
            } catch (AccessibilityException e) {
                throw new OperationException(String.valueOf(e.getMessage()), e);
            }
        }
        return new TaskResult(result, Json.LENIENT.valueToTree(evidence));
    }

    private static int screenEdge(@Nullable Integer edge) {
        return edge == null ? 0 : edge;
    }

    private static int limit(String field, @Nullable Integer asked, int most) throws OperationException {
        int value = asked == null ? most : asked;
        if (value < 1 || value > most) {
            throw OperationException.wrong(field, value, "1 to " + most);
        }
        return value;
    }

    /** The topmost one last, as the window manager tells them. */
    private void windows(ArrayNode target) throws XException, InterruptedException {
        record Seen(List<XWindow> windows, long active) {}
        Seen seen = server.call(x -> new Seen(x.windows().list(), x.windows().active()));
        List<XWindow> windows = new ArrayList<>(seen.windows());
        windows.removeIf(w -> !w.mapped() || w.types().stream().anyMatch(NOT_LISTED::contains));
        for (XWindow window : windows.subList(0, Math.min(MAX_WINDOWS, windows.size()))) {
            ObjectNode node = target.addObject().put("ref", "x11:" + window.id());
            String title = window.title();
            node.put("title", title.substring(0, Math.min(MAX_TITLE, title.length())));
            node.set(
                    "bounds",
                    Json.LENIENT.valueToTree(new Rect(
                            window.x(),
                            window.y(),
                            window.size().width(),
                            window.size().height())));
            node.put("focused", window.id() == seen.active());
        }
    }
}
