package org.pilothouse.agent.desktop;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.a11y.AccessibilityException;
import org.pilothouse.agent.a11y.Element;
import org.pilothouse.agent.a11y.ElementRef;
import org.pilothouse.agent.a11y.Part;
import org.pilothouse.agent.input.InputException;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.desktop.Selector;

/**
 * Elements of programs: read, found, acted on. A reference stays good for as long as the program shows the element,
 * however often the tree is read meanwhile. Safe for use by many threads.
 */
public final class Elements {
    private final Accessibility accessibility;
    private final Windows windows;
    private final Keyboard keyboard;
    private final Finder finder;
    private final ActOperation acting;

    public Elements(Desktop desktop) {
        this.accessibility = desktop.accessibility();
        this.windows = desktop.windows();
        this.keyboard = desktop.keyboard();
        this.finder = new Finder(accessibility, desktop.server());
        this.acting = new ActOperation(finder, accessibility, desktop.pointer(), desktop.server());
    }

    /** Where to look. */
    public sealed interface Scope {
        record All() implements Scope {}

        /** The window that has the keyboard. */
        record Focused() implements Scope {}

        /** The programs of a process. */
        record Pid(long pid) implements Scope {}

        /** An element and what is in it. */
        record Within(String ref) implements Scope {}
    }

    /**
     * An element, or a window of a program without accessibility.
     *
     * @param bounds of what can be seen of it, px on the screen
     */
    public record Node(
            String ref,
            String role,
            String name,
            @Nullable String value,
            List<String> states,
            Rect bounds,
            List<String> actions,
            List<Node> children) {
        static Node of(Element element) {
            return new Node(
                    element.ref().toString(),
                    element.role(),
                    element.name(),
                    element.value(),
                    element.states(),
                    element.bounds(),
                    element.actions().stream().filter(name -> !name.isEmpty()).toList(),
                    element.children().stream().map(Node::of).toList());
        }

        static Node of(Found found) {
            return switch (found) {
                case Found.InTree inTree -> of(inTree.element());
                case Found.OnScreen window -> of(window.window());
            };
        }

        private static Node of(XWindow window) {
            return new Node(
                    WindowRefs.of(window),
                    "frame",
                    Texts.cut(window.title()),
                    null,
                    window.mapped() ? List.of("showing", "visible") : List.of(),
                    Finder.bounds(window),
                    List.of(),
                    List.of());
        }
    }

    /**
     * What was found.
     *
     * @param nodes the best first
     * @param equallyGood how many different ones are as good as the first, with it
     */
    public record Findings(List<Node> nodes, int equallyGood) {}

    /**
     * The tree, or a part of it.
     *
     * @param depth levels below the first element
     * @param maxElements what shows comes first
     * @param maxText characters of names and values together
     */
    public Node tree(Scope scope, int depth, int maxElements, int maxText)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        return accessibility
                .tree(part(scope), depth, maxElements, maxText, finder.screen())
                .map(Node::of)
                .orElseThrow(() -> gone(scope));
    }

    private static OperationException gone(Scope scope) {
        String what = scope instanceof Scope.Within within ? "what " + within.ref() + " named" : "that window";
        return new OperationException("target_not_found: " + what + " is not there any more", null);
    }

    public Findings find(Scope scope, Selector selector, int limit)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        Finder.Findings findings = finder.find(part(scope), selector, limit);
        return new Findings(findings.found().stream().map(Node::of).toList(), findings.equallyGood());
    }

    private Part part(Scope scope) throws OperationException, AccessibilityException, XException, InterruptedException {
        return switch (scope) {
            case Scope.All _ -> Part.EVERYTHING;
            case Scope.Pid program -> new Part.Program(program.pid());
            case Scope.Within within -> new Part.Below(ref(within.ref()));
            case Scope.Focused _ -> {
                XWindow window = windows.focused()
                        .orElseThrow(
                                () -> new OperationException("target_not_found: no window has the keyboard", null));
                Optional<ElementRef> element = accessibility.activeWindow(window.pid());
                yield element.isPresent() ? new Part.Below(element.get()) : new Part.Program(window.pid());
            }
        };
    }

    private static ElementRef ref(String text) throws OperationException {
        return ElementRef.parse(text)
                .orElseThrow(() -> OperationException.wrong("ref", text, "atspi:<bus name>|<object path>"));
    }

    /**
     * Clicks on an element or gives it the keyboard.
     *
     * @param kind {@code click}, {@code double_click}, {@code right_click} or {@code focus}
     * @return its reference
     */
    public String act(Selector selector, String kind)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        return acting.perform(selector, kind).ref();
    }

    /**
     * Has an element do one of its actions, by the action's name.
     *
     * @return its reference
     */
    public String invoke(Selector selector, String action)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        Element element = element(selector);
        if (!accessibility.act(element, action)) {
            List<String> known =
                    element.actions().stream().filter(name -> !name.isEmpty()).toList();
            throw new OperationException(
                    "the " + element.role() + " '" + element.name() + "' does not do '" + action + "'; "
                            + (known.isEmpty() ? "it offers no actions" : "it offers " + String.join(", ", known)),
                    null);
        }
        return element.ref().toString();
    }

    /**
     * Puts a text into an entry, or sets a slider.
     *
     * @return the element as it is then
     */
    public Node setValue(Selector selector, String value)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        Element element = element(selector);
        if (!accessibility.setValue(element.ref(), value)) {
            if (!element.states().contains("editable")) {
                throw new OperationException(
                        "the " + element.role() + " '" + element.name() + "' takes no such value", null);
            }
            type(element, value);
        }
        return accessibility
                .locate(element.ref(), finder.screen())
                .map(located -> Node.of(located.element()))
                .orElse(Node.of(element));
    }

    /** As a person would: Chromium has entries that take no text but by keys. */
    private void type(Element element, String value)
            throws OperationException, AccessibilityException, InputException, XException, InterruptedException {
        acting.perform(new Selector.Ref(element.ref().toString()), "focus");
        keyboard.press("ctrl+a", List.of());
        if (value.isEmpty()) {
            keyboard.press("Delete", List.of());
        } else {
            keyboard.type(value);
        }
    }

    private Element element(Selector selector)
            throws OperationException, AccessibilityException, XException, InterruptedException {
        return switch (finder.target(selector)) {
            case Target.Widget widget -> widget.element();
            case Target.Window window ->
                throw new OperationException(
                        "the window '" + window.window().title() + "' is of a program without accessibility", null);
            case Target.Place _ -> throw OperationException.invalid("ref", "ref is a place, not an element");
        };
    }
}
