package org.pilothouse.agent.a11y;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks elements that are worth it for their actions and values, and makes the final records, within the limits. */
final class Details {
    /** Characters of a name or a value. */
    static final int MAX_TEXT = 512;

    private static final int BATCH = 256;
    private static final int MAX_ACTIONS = 32;
    private static final int MAX_ACTION_NAME = 64;
    /** So many names are asked for one by one. */
    private static final int MAX_NAMED_SINGLY = 4;

    private static final Set<String> TEXT_ROLES =
            Set.of("text", "entry", "terminal", "paragraph", "document text", "spin button", "combo box", "editbar");
    private static final String SECRET_ROLE = "password text";

    private final Questions questions;
    private final Places places;
    private final Map<Seen, List<String>> actions = new HashMap<>();
    private final Map<Seen, String> values = new HashMap<>();
    private final Map<Seen, String> names = new HashMap<>();
    /** Characters of names and values that may still be told. */
    private int textLeft;

    Details(Questions questions, Places places, int maxTextChars) {
        this.questions = questions;
        this.places = places;
        this.textLeft = maxTextChars;
    }

    private record Asked(
            Seen element,
            Questions.@Nullable Asked actions,
            Questions.@Nullable Asked text,
            Questions.@Nullable Asked number) {}

    /** Reads about these elements; when the room for texts gets scarce, names go before values and the first before the last. */
    void read(List<Seen> elements) throws AccessibilityException, InterruptedException {
        for (Seen element : elements) {
            names.put(element, limited(element.name));
        }
        for (int from = 0; from < elements.size(); from += BATCH) {
            List<Seen> some = elements.subList(from, Math.min(elements.size(), from + BATCH));
            readSome(some);
            nameActions(some);
            questions.clear();
        }
    }

    private void takeActions(Seen element, List<String> names) {
        actions.put(element, names);
        questions.kinds().keepActions(element.ref, names);
    }

    private void readSome(List<Seen> elements) throws AccessibilityException, InterruptedException {
        List<Asked> asked = new ArrayList<>();
        for (Seen element : elements) {
            asked.add(ask(element));
        }
        for (Asked one : asked) {
            if (one.actions() != null) {
                questions.answer(one.actions()).ifPresent(list -> takeActions(one.element(), actionNames(list)));
            }
            String value = null;
            if (one.text() != null) {
                value = questions
                        .answer(one.text())
                        .map(text -> Answers.text(text, MAX_TEXT))
                        .orElse(null);
            } else if (one.number() != null) {
                value = questions.answer(one.number()).map(Answers::number).orElse(null);
            }
            if (value != null && !value.isEmpty()) {
                values.put(one.element(), limited(value));
            }
        }
    }

    /** Chromium tells names of actions only one by one; it has actions for everything, so only where they matter. */
    private void nameActions(List<Seen> elements) throws AccessibilityException, InterruptedException {
        record Nameless(Seen element, List<Questions.Asked> names) {}
        List<Nameless> nameless = new ArrayList<>();
        for (Seen element : elements) {
            List<String> known = actions.getOrDefault(element, List.of());
            if (known.isEmpty() || !known.stream().allMatch(String::isEmpty)) {
                continue;
            }
            List<Questions.Asked> asked = new ArrayList<>();
            boolean matters = States.has(element.states, "focusable");
            for (int i = 0; matters && i < Math.min(known.size(), MAX_NAMED_SINGLY); i++) {
                asked.add(questions.ask(element.ref, Questions.ACTION, "GetName", "i", i));
            }
            nameless.add(new Nameless(element, asked));
        }
        for (Nameless one : nameless) {
            List<String> told = new ArrayList<>();
            for (Questions.Asked asked : one.names()) {
                told.add(questions
                        .answer(asked)
                        .map(name -> Answers.text(name, MAX_ACTION_NAME))
                        .orElse(""));
            }
            actions.put(one.element(), told);
        }
    }

    private Asked ask(Seen element) throws AccessibilityException {
        boolean secret = element.role.equals(SECRET_ROLE);
        boolean text = TEXT_ROLES.contains(element.role) && element.interfaces.contains(Questions.TEXT);
        boolean number = !text && !secret && element.interfaces.contains(Questions.VALUE);
        Optional<List<String>> known = questions.kinds().actions(element.ref, element.role);
        known.ifPresent(names -> actions.put(element, names));
        return new Asked(
                element,
                known.isEmpty() && element.interfaces.contains(Questions.ACTION)
                        ? questions.ask(element.ref, Questions.ACTION, "GetActions", "")
                        : null,
                text ? questions.ask(element.ref, Questions.TEXT, "GetText", "ii", 0, MAX_TEXT) : null,
                number ? questions.askProperty(element.ref, Questions.VALUE, "CurrentValue") : null);
    }

    /** Names are the first of three strings each: name, description, keys. */
    private static List<String> actionNames(Object list) {
        List<String> names = new ArrayList<>();
        if (list instanceof List<?> actions) {
            for (Object action : actions.subList(0, Math.min(actions.size(), MAX_ACTIONS))) {
                // One without a name keeps its place: places are what actions are asked for by.
                boolean named = action instanceof List<?> strings && !strings.isEmpty();
                names.add(named ? Answers.text(((List<?>) action).getFirst(), MAX_ACTION_NAME) : "");
            }
        }
        return names;
    }

    /** The element with everything below it that was read. */
    Element tree(Seen element) {
        return element(element, element.children.stream().map(this::tree).toList());
    }

    Element alone(Seen element) {
        return element(element, List.of());
    }

    private Element element(Seen element, List<Element> children) {
        return new Element(
                element.ref,
                element.role,
                names.getOrDefault(element, ""),
                values.get(element),
                states(element),
                places.visible(element),
                actions.getOrDefault(element, List.of()),
                children);
    }

    /** Names of its states, of which {@code showing} is told only where it can be seen. */
    List<String> states(Seen element) {
        List<String> states = new ArrayList<>(States.names(element.states));
        if (!places.shows(element)) {
            states.remove("showing");
        }
        if (element.unresponsive) {
            states.add("unresponsive");
        }
        return states;
    }

    private String limited(String text) {
        String limited = Answers.cut(text, Math.min(MAX_TEXT, textLeft));
        textLeft -= limited.length();
        return limited;
    }
}
