package org.pilothouse.agent.desktop;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.input.Pointer.Button;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.desktop.Selector;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import tools.jackson.databind.node.ObjectNode;

/**
 * Acting on an element. A click is its accessibility action where it has one, as that cannot miss it; else the pointer
 * does it, on the window brought to the front.
 */
final class ActOperation {
    private static final Duration ACTIVATION = Duration.ofSeconds(1);
    private static final Duration SCROLLING = Duration.ofMillis(500);
    private static final long LOOK_EVERY_MILLIS = 10;
    /** The frame around a window, which is the program's own idea of where it is, reaches so far at most. */
    private static final int DECORATION = 64;

    private final Finder finder;
    private final Accessibility accessibility;
    private final Pointer pointer;
    private final XServer server;

    ActOperation(Finder finder, Accessibility accessibility, Pointer pointer, XServer server) {
        this.finder = finder;
        this.accessibility = accessibility;
        this.pointer = pointer;
        this.server = server;
    }

    TaskResult act(DesktopOp.Act op)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        Selector selector = OperationException.required("target", op.target());
        String kind = OperationException.required(
                "action.kind",
                OperationException.required("action", op.action()).kind());
        if (!List.of("click", "double_click", "right_click", "focus").contains(kind)) {
            throw OperationException.wrong("action.kind", kind, "click, double_click, right_click or focus");
        }
        Target target = perform(selector, kind);
        ObjectNode result = Json.LENIENT.createObjectNode().put("op", "act");
        result.set("target", Json.LENIENT.valueToTree(selector));
        result.putObject("action").put("kind", kind);
        result.put("resolved_element_ref", target.ref());
        return new TaskResult(result, null);
    }

    /**
     * @return what was meant
     */
    Target perform(Selector selector, String kind)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        Target target = finder.target(selector);
        switch (target) {
            // A place gets the focus by a click, as with Tyrum's node.
            case Target.Place place -> click(kind, place.x(), place.y());
            case Target.Window window -> act(kind, window.window());
            case Target.Widget widget -> act(kind, widget);
        }
        return target;
    }

    private void act(String kind, XWindow window)
            throws OperationException, InputException, XException, InterruptedException {
        if (!activate(window)) {
            throw new OperationException("the window '" + window.title() + "' does not take the focus", null);
        }
        if (!kind.equals("focus")) {
            Rect at = Finder.bounds(window);
            click(kind, at.x() + at.width() / 2, at.y() + at.height() / 2);
        }
    }

    private void act(String kind, Target.Widget target)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        Element element = target.element();
        Optional<XWindow> window =
                target.window().isPresent() ? xWindow(target.window().get()) : Optional.empty();
        if (kind.equals("focus")) {
            focus(element, window);
            return;
        }
        // Panels open their menus for the pointer's buttons alone, but say that they did what their action asks
        // (Xfce 4.18). Nothing covers a panel, so that a click on it cannot go astray.
        boolean inPanel = window.filter(ActOperation::isPanel).isPresent();
        if (kind.equals("click") && !inPanel && accessibility.press(element)) {
            return;
        }
        if (window.isPresent() && !inPanel) {
            activate(window.get());
        }
        point(kind, element);
    }

    private static boolean isPanel(XWindow window) {
        return window.types().contains("DOCK");
    }

    /** Uses the pointer, on the element as it is now. */
    private void point(String kind, Element element)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        Rect at = placeNow(element);
        if (isNowhere(at) && accessibility.scrollTo(element.ref())) {
            long deadline = System.nanoTime() + SCROLLING.toNanos();
            while (isNowhere(at) && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                at = placeNow(element);
            }
        }
        if (isNowhere(at)) {
            throw new OperationException(
                    "the " + element.role() + " '" + element.name() + "' cannot be seen, so nothing can point at it",
                    null);
        }
        click(kind, at.x() + at.width() / 2, at.y() + at.height() / 2);
    }

    private Rect placeNow(Element element)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        return finder.target(new Selector.Ref(element.ref().toString())) instanceof Target.Widget now
                ? now.element().bounds()
                : element.bounds();
    }

    private static boolean isNowhere(Rect rect) {
        return rect.width() < 1 || rect.height() < 1;
    }

    private void click(String kind, int x, int y) throws InputException, XException, InterruptedException {
        switch (kind) {
            case "double_click" -> pointer.click(x, y, Button.LEFT, 2);
            case "right_click" -> pointer.click(x, y, Button.RIGHT, 1);
            default -> pointer.click(x, y, Button.LEFT, 1);
        }
    }

    /** Brings the element's window to the front, then gives the element the keyboard. */
    private void focus(Element element, Optional<XWindow> window)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        boolean activated = window.isPresent() && activate(window.get());
        boolean done = element.isWindow() ? activated : accessibility.focus(element.ref());
        if (!done) {
            throw new OperationException(
                    "the " + element.role() + " '" + element.name() + "' does not take the focus", null);
        }
    }

    private boolean activate(XWindow window) throws XException, InterruptedException {
        long id = window.id();
        long deadline = System.nanoTime() + ACTIVATION.toNanos();
        boolean asked = false;
        while (server.call(x -> x.windows().active()) != id) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            if (!asked) {
                server.perform(x -> x.windows().activate(id));
                asked = true;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    /** The X window of an element that is one: of the same program, at the same place, if possible of the same title. */
    private Optional<XWindow> xWindow(Element window) throws AccessibilityException, XException, InterruptedException {
        OptionalLong pid = accessibility.process(window.ref());
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        // Panels have a title that they do not tell as their name.
        return server.call(x -> x.windows().list()).stream()
                .filter(w -> w.pid() == pid.getAsLong())
                .filter(w -> w.title().equals(window.name()) || distance(w, window) <= 2 * DECORATION)
                .min(Comparator.<XWindow, Boolean>comparing(w -> !w.title().equals(window.name()))
                        .thenComparing(w -> distance(w, window)));
    }

    private static int distance(XWindow window, Element element) {
        Rect at = element.bounds();
        return Math.abs(window.x() - at.x()) + Math.abs(window.y() - at.y());
    }
}
