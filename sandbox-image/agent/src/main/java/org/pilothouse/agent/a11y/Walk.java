package org.pilothouse.agent.a11y;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Variant;
import org.pilothouse.protocol.desktop.Rect;

/**
 * Reads the tree from the top, many elements at a time. What is showing comes first, so that a limit cuts off closed
 * menus and hidden pages rather than what is on the screen.
 */
final class Walk {
    static final ElementRef ROOT = new ElementRef("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root");
    /** So many elements are asked about at once; each takes six calls. */
    private static final int BATCH = 128;

    private static final int MAX_DEPTH = 32;

    private final Questions questions;
    private final int maxElements;
    private final int maxChildren;
    private final Deque<Seen> showing = new ArrayDeque<>();
    private final Deque<Seen> hidden = new ArrayDeque<>();
    private final List<Seen> elements = new ArrayList<>();

    Walk(Questions questions, int maxElements, int maxChildren) {
        this.questions = questions;
        this.maxElements = maxElements;
        this.maxChildren = maxChildren;
    }

    /** An element on the way. */
    static final class Seen {
        final ElementRef ref;
        final @Nullable Seen parent;
        final int depth;
        final List<Seen> children = new ArrayList<>();
        String role = "unknown";
        String name = "";
        long states;
        Rect bounds = new Rect(0, 0, 0, 0);
        List<String> interfaces = List.of();

        Seen(ElementRef ref, @Nullable Seen parent) {
            this.ref = ref;
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        boolean showing() {
            return States.has(states, "showing");
        }
    }

    /** All elements from here, the nearest first. */
    List<Seen> from(ElementRef start) throws AccessibilityException, InterruptedException {
        showing.add(new Seen(start, null));
        while (!(showing.isEmpty() && hidden.isEmpty()) && elements.size() < maxElements && !questions.timeIsUp()) {
            List<Seen> batch = new ArrayList<>();
            Deque<Seen> queue = showing.isEmpty() ? hidden : showing;
            while (batch.size() < BATCH && elements.size() + batch.size() < maxElements && !queue.isEmpty()) {
                batch.add(queue.removeFirst());
            }
            read(batch);
        }
        return elements;
    }

    /** What was asked about one element. */
    private record Asked(
            Seen element,
            Questions.Asked role,
            Questions.Asked name,
            Questions.Asked states,
            Questions.Asked bounds,
            Questions.Asked interfaces,
            Questions.Asked children) {}

    private void read(List<Seen> batch) throws AccessibilityException, InterruptedException {
        List<Asked> asked = new ArrayList<>();
        for (Seen element : batch) {
            ElementRef ref = element.ref;
            asked.add(new Asked(
                    element,
                    questions.ask(ref, Questions.ACCESSIBLE, "GetRoleName", ""),
                    questions.askProperty(ref, Questions.ACCESSIBLE, "Name"),
                    questions.ask(ref, Questions.ACCESSIBLE, "GetState", ""),
                    // 0: coordinates of the screen
                    questions.ask(ref, Questions.COMPONENT, "GetExtents", "u", 0),
                    questions.ask(ref, Questions.ACCESSIBLE, "GetInterfaces", ""),
                    questions.ask(ref, Questions.ACCESSIBLE, "GetChildren", "")));
        }
        questions.flush();
        for (Asked one : asked) {
            Seen element = one.element();
            Optional<Object> role = questions.answer(one.role());
            if (role.isEmpty() && element.parent != null) {
                // It went away, or its program does not answer.
                continue;
            }
            element.role = role.map(Object::toString).orElse("unknown");
            element.name = questions.answer(one.name()).map(Walk::text).orElse("");
            element.states = questions.answer(one.states()).map(Walk::bits).orElse(0L);
            element.bounds = questions.answer(one.bounds()).map(Walk::rect).orElse(element.bounds);
            element.interfaces =
                    questions.answer(one.interfaces()).map(Walk::strings).orElse(List.of());
            elements.add(element);
            if (element.parent != null) {
                element.parent.children.add(element);
            }
            questions.answer(one.children()).ifPresent(children -> enqueue(element, children));
        }
    }

    private void enqueue(Seen parent, Object children) {
        if (parent.depth >= MAX_DEPTH || !(children instanceof List<?> list)) {
            return;
        }
        // The top and the programs under it have no states of their own.
        boolean visible = parent.showing() || parent.depth < 2;
        for (Object child : list.subList(0, Math.min(list.size(), maxChildren))) {
            if (child instanceof List<?> pair && pair.size() == 2) {
                ElementRef ref =
                        new ElementRef(pair.get(0).toString(), pair.get(1).toString());
                if (!ref.path().endsWith("/null")) {
                    (visible ? showing : hidden).add(new Seen(ref, parent));
                }
            }
        }
    }

    private static String text(Object value) {
        return value instanceof Variant variant ? variant.value().toString() : value.toString();
    }

    /** Two words of 32 bits, the lower one first. */
    private static long bits(Object value) {
        long bits = 0;
        if (value instanceof List<?> words) {
            for (int i = 0; i < Math.min(2, words.size()); i++) {
                bits |= words.get(i) instanceof Long word ? word << (32 * i) : 0;
            }
        }
        return bits;
    }

    static Rect rect(Object value) {
        if (value instanceof List<?> edges
                && edges.size() == 4
                && edges.get(0) instanceof Integer x
                && edges.get(1) instanceof Integer y
                && edges.get(2) instanceof Integer width
                && edges.get(3) instanceof Integer height
                // What is not shown is told to be as far away as a number can be.
                && x != Integer.MIN_VALUE
                && y != Integer.MIN_VALUE) {
            return new Rect(x, y, Math.max(0, width), Math.max(0, height));
        }
        return new Rect(0, 0, 0, 0);
    }

    private static List<String> strings(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
