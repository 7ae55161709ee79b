package org.pilothouse.agent.a11y;

import java.util.Optional;

/**
 * Names an element for as long as its program shows it.
 *
 * @param bus unique name of the program on the accessibility bus
 * @param path of the object in it
 */
public record ElementRef(String bus, String path) {
    private static final String PREFIX = "atspi:";
    private static final int MAX_LENGTH = 512;

    /** Reads {@code atspi:<bus name>|<object path>}; empty where it is not of that form. */
    public static Optional<ElementRef> parse(String text) {
        int bar = text.indexOf('|');
        if (!text.startsWith(PREFIX) || bar < 0 || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        ElementRef ref = new ElementRef(text.substring(PREFIX.length(), bar), text.substring(bar + 1));
        return ref.bus().isEmpty() || !ref.path().startsWith("/") ? Optional.empty() : Optional.of(ref);
    }

    @Override
    public String toString() {
        return PREFIX + bus + "|" + path;
    }
}
