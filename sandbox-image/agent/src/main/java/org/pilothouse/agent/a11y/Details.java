package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.dbus.Variant;

/** Asks elements that are worth it for their actions and values, and makes the final records, within the limits. */
final class Details {
    static final int MAX_TEXT = 512;
    private static final int MAX_ACTIONS = 32;
    private static final int MAX_ACTION_NAME = 64;
    private static final Set<String> TEXT_ROLES =
            Set.of("text", "entry", "terminal", "paragraph", "document text", "spin button", "combo box", "editbar");
    private static final String SECRET_ROLE = "password text";

    private final Questions questions;
    private final Map<Walk.Seen, List<String>> actions = new HashMap<>();
    private final Map<Walk.Seen, String> values = new HashMap<>();
    /** Characters of names and values that may still be told. */
    private int textLeft;

    Details(Questions questions, int maxTextChars) {
        this.questions = questions;
        this.textLeft = maxTextChars;
    }

    private record Asked(
            Walk.Seen element,
            Questions.@Nullable Asked actions,
            Questions.@Nullable Asked text,
            Questions.@Nullable Asked number) {}

    void read(List<Walk.Seen> elements) throws AccessibilityException, InterruptedException {
        List<Asked> asked = new ArrayList<>();
        for (Walk.Seen element : elements) {
            if (element.role.equals(SECRET_ROLE)) {
                continue;
            }
            boolean text = TEXT_ROLES.contains(element.role) && element.interfaces.contains(Questions.TEXT);
            boolean number = !text && element.interfaces.contains(Questions.VALUE);
            asked.add(new Asked(
                    element,
                    element.interfaces.contains(Questions.ACTION)
                            ? questions.ask(element.ref, Questions.ACTION, "GetActions", "")
                            : null,
                    text ? questions.ask(element.ref, Questions.TEXT, "GetText", "ii", 0, MAX_TEXT) : null,
                    number ? questions.askProperty(element.ref, Questions.VALUE, "CurrentValue") : null));
        }
        questions.flush();
        for (Asked one : asked) {
            if (one.actions() != null) {
                questions.answer(one.actions()).ifPresent(list -> actions.put(one.element(), names(list)));
            }
            Questions.Asked value = one.text() != null ? one.text() : one.number();
            if (value != null) {
                Optional<Object> answer = questions.answer(value);
                answer.map(v -> v instanceof Variant variant ? variant.value() : v)
                        .map(Object::toString)
                        .filter(v -> !v.isEmpty())
                        .ifPresent(v -> values.put(one.element(), v));
            }
        }
    }

    /** Names are the first of three strings each: name, description, keys. */
    private static List<String> names(Object list) {
        List<String> names = new ArrayList<>();
        if (list instanceof List<?> actions) {
            for (Object action : actions.subList(0, Math.min(actions.size(), MAX_ACTIONS))) {
                if (action instanceof List<?> strings && !strings.isEmpty()) {
                    names.add(cut(strings.getFirst().toString(), MAX_ACTION_NAME));
                }
            }
        }
        return names;
    }

    /** The element with everything below it that was seen. */
    Element tree(Walk.Seen element) {
        Element alone = alone(element);
        List<Element> children = element.children.stream().map(this::tree).toList();
        return new Element(
                alone.ref(),
                alone.role(),
                alone.name(),
                alone.value(),
                alone.states(),
                alone.bounds(),
                alone.actions(),
                children);
    }

    Element alone(Walk.Seen element) {
        String value = values.get(element);
        return new Element(
                element.ref,
                cut(element.role, MAX_ACTION_NAME),
                limited(element.name),
                value == null ? null : limited(value),
                States.names(element.states),
                element.bounds,
                actions.getOrDefault(element, List.of()),
                List.of());
    }

    private String limited(String text) {
        String limited = cut(text, Math.min(MAX_TEXT, textLeft));
        textLeft -= limited.length();
        return limited;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        // not between the halves of a character
        int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
