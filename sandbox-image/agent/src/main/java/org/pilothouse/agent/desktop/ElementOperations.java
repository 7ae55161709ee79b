package org.pilothouse.agent.desktop;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.a11y.ElementRef;
import org.pilothouse.agent.a11y.Wanted;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finding elements, acting on them, waiting for them. */
final class ElementOperations {
    private static final int MAX_MATCHES = 64;
    private static final int MAX_CANDIDATES = 5;
    private static final int MAX_NAME = 512;
    private static final int MAX_ROLE = 64;
    private static final int DEFAULT_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_TIMEOUT_MILLIS = 600_000;
    private static final int DEFAULT_POLL_MILLIS = 250;
    private static final int MIN_POLL_MILLIS = 50;
    private static final int MAX_POLL_MILLIS = 10_000;
    private static final Duration ACTIVATION = Duration.ofSeconds(1);
    private static final Pattern PIXEL = Pattern.compile("pixel:(-?[0-9]{1,6}),(-?[0-9]{1,6})");

    private final Accessibility accessibility;
    private final Pointer pointer;
    private final XServer server;

    ElementOperations(Accessibility accessibility, Pointer pointer, XServer server) {
        this.accessibility = accessibility;
        this.pointer = pointer;
        this.server = server;
    }

    TaskResult query(DesktopOp.Query op) throws OperationException, AccessibilityException, InterruptedException {
        int limit = between("limit", op.limit(), 1, 1, MAX_MATCHES);
        ArrayNode matches = Json.LENIENT.createArrayNode();
        find(OperationException.required("selector", op.selector()), limit)
                .forEach(element -> matches.add(ElementJson.match(element)));
        ObjectNode result = Json.LENIENT.createObjectNode().put("op", "query");
        result.set("matches", matches);
        return new TaskResult(result, null);
    }

    private List<Element> find(Selector selector, int limit)
            throws OperationException, AccessibilityException, InterruptedException {
        return switch (selector) {
            case Selector.A11y a11y -> accessibility.find(wanted(a11y), limit);
            case Selector.Ref ref ->
                accessibility.element(elementRef(ref)).stream().toList();
            case Selector.Ocr ocr -> throw noOcr();
        };
    }

    private static OperationException noOcr() {
        return new OperationException(
                "unavailable: this sandbox has no text recognition (ocr); use an a11y selector or a ref", null);
    }

    private static Wanted wanted(Selector.A11y selector) throws OperationException {
        if (length(selector.name()) > MAX_NAME || length(selector.role()) > MAX_ROLE) {
            throw new OperationException(
                    "a selector's name has at most " + MAX_NAME + " characters, its role " + MAX_ROLE, null);
        }
        Wanted wanted =
                new Wanted(selector.role(), selector.name(), selector.states() == null ? List.of() : selector.states());
        if (wanted.isEmpty()) {
            throw new OperationException("an a11y selector needs a role, a name or states", null);
        }
        return wanted;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static ElementRef elementRef(Selector.Ref selector) throws OperationException {
        String text = OperationException.required("ref", selector.ref());
        return ElementRef.parse(text)
                .orElseThrow(() -> OperationException.wrong(
                        "ref", text, "atspi:<bus name>|<object path>, as a snapshot or query gives it, or pixel:x,y"));
    }

    TaskResult act(DesktopOp.Act op)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        Selector target = OperationException.required("target", op.target());
        String kind = OperationException.required(
                "action.kind",
                OperationException.required("action", op.action()).kind());
        if (!List.of("click", "double_click", "right_click", "focus").contains(kind)) {
            throw OperationException.wrong("action.kind", kind, "click, double_click, right_click or focus");
        }
        String resolved;
        Matcher pixel = PIXEL.matcher(target instanceof Selector.Ref ref && ref.ref() != null ? ref.ref() : "");
        if (pixel.matches()) {
            resolved = pixel.group();
            click(kind, Integer.parseInt(pixel.group(1)), Integer.parseInt(pixel.group(2)));
        } else {
            Element element = one(target, kind);
            resolved = element.ref().toString();
            act(kind, element);
        }
        ObjectNode result = Json.LENIENT.createObjectNode().put("op", "act");
        result.set("target", Json.LENIENT.valueToTree(target));
        result.putObject("action").put("kind", kind);
        result.put("resolved_element_ref", resolved);
        return new TaskResult(result, null);
    }

    /** The one element that is meant; where several could be, the kind of action may tell. */
    private Element one(Selector target, String kind)
            throws OperationException, AccessibilityException, InterruptedException {
        List<Element> found = find(target, MAX_MATCHES);
        if (found.isEmpty()) {
            throw new OperationException("target_not_found: no element on the desktop matches " + told(target), null);
        }
        found = preferring(found, Element::showing);
        found = kind.equals("focus")
                ? preferring(found, Element::isWindow)
                : preferring(found, element -> !element.actions().isEmpty());
        if (found.size() > 1) {
            throw new OperationException(
                    "target_ambiguous: " + found.size() + " elements match: "
                            + found.stream()
                                    .limit(MAX_CANDIDATES)
                                    .map(ElementOperations::told)
                                    .collect(Collectors.joining("; "))
                            + (found.size() > MAX_CANDIDATES ? "; …" : "")
                            + ". Name a role or states too, or use a ref from a query",
                    null);
        }
        return found.getFirst();
    }

    private static String told(Selector target) {
        return Json.LENIENT.valueToTree(target).toString();
    }

    private static String told(Element element) {
        Rect at = element.bounds();
        return "%s '%s' at %d,%d %dx%d"
                .formatted(element.role(), element.name(), at.x(), at.y(), at.width(), at.height());
    }

    private static List<Element> preferring(List<Element> elements, Predicate<Element> better) {
        List<Element> preferred = elements.stream().filter(better).toList();
        return preferred.isEmpty() ? elements : preferred;
    }

    private void act(String kind, Element element)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        if (kind.equals("focus")) {
            focus(element);
            return;
        }
        if (kind.equals("click") && !inPanel(element) && accessibility.press(element)) {
            return;
        }
        Rect bounds = accessibility.bounds(element.ref());
        if (bounds.width() < 1 || bounds.height() < 1) {
            throw new OperationException(
                    "the " + element.role() + " '" + element.name() + "' is not shown, so nothing can point at it",
                    null);
        }
        click(kind, bounds.x() + bounds.width() / 2, bounds.y() + bounds.height() / 2);
    }

    /**
     * Panels open their menus for the pointer's buttons alone, but say that they did what their action asks (Xfce 4.18).
     * Nothing covers a panel, so that a click on it cannot go astray.
     */
    private boolean inPanel(Element element) throws AccessibilityException, XException, InterruptedException {
        Optional<Element> window = accessibility.windowOf(element);
        return window.isPresent()
                && xWindow(window.get()).filter(w -> w.types().contains("DOCK")).isPresent();
    }

    private void click(String kind, int x, int y) throws InputException, XException, InterruptedException {
        switch (kind) {
            case "double_click" -> pointer.click(x, y, Button.LEFT, 2);
            case "right_click" -> pointer.click(x, y, Button.RIGHT, 1);
            default -> pointer.click(x, y, Button.LEFT, 1);
        }
    }

    /** Brings the element's window to the front, then gives the element the keyboard. */
    private void focus(Element element)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        Optional<Element> window = accessibility.windowOf(element);
        boolean activated = window.isPresent() && activate(window.get());
        boolean focused = !element.isWindow() && accessibility.focus(element.ref());
        if (!focused && !(element.isWindow() && activated)) {
            throw new OperationException(
                    "the " + element.role() + " '" + element.name() + "' does not take the focus", null);
        }
    }

    private boolean activate(Element window) throws AccessibilityException, XException, InterruptedException {
        Optional<XWindow> found = xWindow(window);
        if (found.isEmpty()) {
            return false;
        }
        long id = found.get().id();
        server.perform(x -> x.windows().activate(id));
        long deadline = System.nanoTime() + ACTIVATION.toNanos();
        while (server.call(x -> x.windows().active()) != id) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    /** The X window of an element that is one: of the same program, if possible of the same title, the nearest. */
    private Optional<XWindow> xWindow(Element window) throws AccessibilityException, XException, InterruptedException {
        OptionalLong pid = accessibility.process(window.ref());
        // Panels have a title that they do not tell as their name.
        return server.call(x -> x.windows().list()).stream()
                .filter(w -> pid.isPresent() && w.pid() == pid.getAsLong())
                .min(Comparator.<XWindow, Boolean>comparing(w -> !w.title().equals(window.name()))
                        .thenComparing(w -> distance(w, window.bounds())));
    }

    private static int distance(XWindow window, Rect bounds) {
        return Math.abs(window.x() - bounds.x()) + Math.abs(window.y() - bounds.y());
    }

    /** How long a wait may take; at the least, for arguments that will be refused. */
    static Duration limit(DesktopOp.WaitFor op) {
        int millis = op.timeoutMs() == null ? DEFAULT_TIMEOUT_MILLIS : op.timeoutMs();
        return Duration.ofMillis(Math.clamp(millis, 0, MAX_TIMEOUT_MILLIS));
    }

    TaskResult waitFor(DesktopOp.WaitFor op) throws OperationException, AccessibilityException, InterruptedException {
        Selector selector = OperationException.required("selector", op.selector());
        String state = op.state() == null ? "exists" : op.state();
        if (!List.of("exists", "visible", "hidden").contains(state)) {
            throw OperationException.wrong("state", state, "exists, visible or hidden");
        }
        int timeout = between("timeout_ms", op.timeoutMs(), DEFAULT_TIMEOUT_MILLIS, 0, MAX_TIMEOUT_MILLIS);
        int poll = between("poll_ms", op.pollMs(), DEFAULT_POLL_MILLIS, MIN_POLL_MILLIS, MAX_POLL_MILLIS);
        long begin = System.nanoTime();
        while (true) {
            List<Element> found = find(selector, MAX_MATCHES);
            Optional<Element> match = found.stream()
                    .filter(e -> state.equals("exists") || e.showing())
                    .findFirst();
            long elapsed = (System.nanoTime() - begin) / 1_000_000;
            boolean satisfied = match.isPresent() != state.equals("hidden");
            if (satisfied || elapsed >= timeout) {
                ObjectNode result = Json.LENIENT.createObjectNode().put("op", "wait_for");
                result.set("selector", Json.LENIENT.valueToTree(selector));
                result.put("state", state)
                        .put("status", satisfied ? "satisfied" : "timeout")
                        .put("elapsed_ms", elapsed);
                if (satisfied && match.isPresent()) {
                    result.set("match", ElementJson.match(match.get()));
                }
                return new TaskResult(result, null);
            }
            Thread.sleep(Math.min(poll, Math.max(1, timeout - elapsed)));
        }
    }

    private static int between(String field, @Nullable Integer asked, int otherwise, int least, int most)
            throws OperationException {
        int value = asked == null ? otherwise : asked;
        if (value < least || value > most) {
            throw OperationException.wrong(field, value, least + " to " + most);
        }
        return value;
    }
}
