package org.pilothouse.app.artifact;

import java.util.List;
import java.util.Locale;

/**
 * One element of a desktop, as accessibility software sees it.
 *
 * @param ref empty where the tree names none
 * @param value empty where there is none
 */
public record Element(
        String ref, String role, String name, String value, List<String> states, Area bounds, List<String> actions) {
    public Element {
        states = List.copyOf(states);
        actions = List.copyOf(actions);
    }

    public boolean isShowing() {
        return states.contains("showing") && bounds.size() > 0;
    }

    boolean mentions(String lowerCase) {
        return contains(name, lowerCase) || contains(role, lowerCase) || contains(value, lowerCase);
    }

    private static boolean contains(String text, String lowerCase) {
        return text.toLowerCase(Locale.ROOT).contains(lowerCase);
    }
}
