package org.pilothouse.agent.a11y;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an element for as long as its program shows it.
 *
 * @param bus name of the program on the accessibility bus
 * @param path of the object in it
 */
public record ElementRef(String bus, String path) {
    static final ElementRef ROOT = new ElementRef("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root");

    private static final String PREFIX = "atspi:";
    private static final int MAX_LENGTH = 512;
    // The bus ends the connection of whoever sends it a name that is none.
    private static final Pattern BUS = Pattern.compile("(:[\\w-]++|[A-Za-z_-][\\w-]*+)(\\.[\\w-]++)++");
    private static final Pattern PATH = Pattern.compile("/|(/\\w++)++");

    /** Reads {@code atspi:<bus name>|<object path>}; empty where it is not of that form. */
    public static Optional<ElementRef> parse(String text) {
        int bar = text.indexOf('|');
        return text.startsWith(PREFIX) && bar > 0
                ? of(text.substring(PREFIX.length(), bar), text.substring(bar + 1))
                : Optional.empty();
    }

    /** Reads what a program sends as a reference; empty where it refers to nothing. */
    static Optional<ElementRef> read(Object value) {
        return value instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof String bus
                        && pair.get(1) instanceof String path
                        && !path.endsWith("/null")
                ? of(bus, path)
                : Optional.empty();
    }

    private static Optional<ElementRef> of(String bus, String path) {
        boolean good = PREFIX.length() + bus.length() + 1 + path.length() <= MAX_LENGTH
                && bus.length() <= 255
                && BUS.matcher(bus).matches()
                && PATH.matcher(path).matches();
        return good ? Optional.of(new ElementRef(bus, path)) : Optional.empty();
    }

    @Override
    public String toString() {
        return PREFIX + bus + "|" + path;
    }
}
