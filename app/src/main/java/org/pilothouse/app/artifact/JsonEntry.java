package org.pilothouse.app.artifact;

import java.util.Locale;

/**
 * One member or element of a JSON document.
 *
 * @param key a member's name, an element's index in brackets, empty at the top
 * @param text of a scalar, as JSON writes it; of an object or array how much is in it
 * @param path from the top, such as {@code /steps/0/args}
 */
public record JsonEntry(String key, String text, Kind kind, String path) {
    /** What it holds. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        LITERAL
    }

    boolean mentions(String lowerCase) {
        return key.toLowerCase(Locale.ROOT).contains(lowerCase)
                || (kind != Kind.OBJECT
                        && kind != Kind.ARRAY
                        && text.toLowerCase(Locale.ROOT).contains(lowerCase));
    }
}
