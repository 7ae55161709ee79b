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
    /** In base64, with the largest tree, it is still well below the 16 MB that a gateway takes. */
    private static final int MAX_BYTES = 6_000_000;

    private static final int MAX_NODES = 2048;
    private static final int MAX_TEXT_CHARS = 32_768;
    private static final int MAX_WINDOWS = 32;
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
        // A huge screen full of noise; as a PNG it would not fit into a message.
        Screen.Format used = picture.bytes().length > MAX_BYTES ? Screen.Format.JPEG : format;
        while (picture.bytes().length > MAX_BYTES) {
            boolean first = picture.format() == Screen.Format.PNG;
            picture = screen.picture(
                    used, first ? picture.size().width() : picture.size().width() / 2);
        }
        return new Evidence(
                type,
                used.mime(),
                picture.size().width(),
                picture.size().height(),
                Base64.getEncoder().encodeToString(picture.bytes()),
                at,
                mode,
                picture.screen().width(),
                picture.screen().height());
    }

    TaskResult snapshot(DesktopOp.Snapshot op) throws OperationException, XException, InterruptedException {
        int maxNodes = OperationException.between("max_nodes", op.maxNodes(), MAX_NODES, 1, MAX_NODES);
        int maxText =
                OperationException.between("max_text_chars", op.maxTextChars(), MAX_TEXT_CHARS, 1, MAX_TEXT_CHARS);
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
                Rect whole = new Rect(0, 0, screenEdge(evidence.screenWidth()), screenEdge(evidence.screenHeight()));
                Element root = accessibility.tree(maxNodes, maxText, whole);
                result.putObject("tree").set("root", ElementJson.tree(root));
            } catch (AccessibilityException e) {
                throw new OperationException(String.valueOf(e.getMessage()), e);
            }
        }
        return new TaskResult(result, Json.LENIENT.valueToTree(evidence));
    }

    private static int screenEdge(@Nullable Integer edge) {
        return edge == null ? 0 : edge;
    }

    /** The topmost one last, as the window manager tells them. */
    private void windows(ArrayNode target) throws XException, InterruptedException {
        record Seen(List<XWindow> windows, long active) {}
        Seen seen = server.call(x -> new Seen(x.windows().list(), x.windows().active()));
        List<XWindow> windows = new ArrayList<>(seen.windows());
        windows.removeIf(w -> !w.mapped() || w.types().stream().anyMatch(NOT_LISTED::contains));
        for (XWindow window : windows.subList(0, Math.min(MAX_WINDOWS, windows.size()))) {
            ObjectNode node = target.addObject().put("ref", WindowRefs.of(window));
            node.put("title", Texts.cut(window.title()));
            node.set("bounds", Json.LENIENT.valueToTree(Finder.bounds(window)));
            node.put("focused", window.id() == seen.active());
        }
    }
}
