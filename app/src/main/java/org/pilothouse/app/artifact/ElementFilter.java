package org.pilothouse.app.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which elements are looked for: words that all have to occur in name, role or value, a role, and a state. In the words,
 * {@code role:} and {@code state:} work as well.
 */
public record ElementFilter(List<String> words, String role, String state) implements Predicate<Element> {
    public static final ElementFilter ALL = new ElementFilter(List.of(), "", "");

    public ElementFilter {
        words = List.copyOf(words);
    }

    /** @param role exact, empty for any; so is {@code state} */
    public static ElementFilter of(String text, String role, String state) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return new ElementFilter(words, role, state);
    }

    public boolean isAll() {
        return words.isEmpty() && role.isEmpty() && state.isEmpty();
    }

    @Override
    public boolean test(Element element) {
        return (role.isEmpty() || element.role().equals(role))
                && (state.isEmpty() || element.states().contains(state))
                && words.stream().allMatch(word -> fits(element, word));
    }

    private static boolean fits(Element element, String word) {
        if (word.startsWith("role:")) {
            return element.role().toLowerCase(Locale.ROOT).contains(word.substring("role:".length()));
        }
        if (word.startsWith("state:")) {
            String wanted = word.substring("state:".length());
            return element.states().stream().anyMatch(state -> state.startsWith(wanted));
        }
        return element.mentions(word);
    }
}
