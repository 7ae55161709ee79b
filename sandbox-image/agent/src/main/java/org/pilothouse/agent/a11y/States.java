package org.pilothouse.agent.a11y;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Names of the bits of an AT-SPI state set (at-spi2-core, {@code AtspiStateType}). */
final class States {
    private static final List<String> NAMES = List.of(
            "invalid",
            "active",
            "armed",
            "busy",
            "checked",
            "collapsed",
            "defunct",
            "editable",
            "enabled",
            "expandable",
            "expanded",
            "focusable",
            "focused",
            "has_tooltip",
            "horizontal",
            "iconified",
            "modal",
            "multi_line",
            "multiselectable",
            "opaque",
            "pressed",
            "resizable",
            "selectable",
            "selected",
            "sensitive",
            "showing",
            "single_line",
            "stale",
            "transient",
            "vertical",
            "visible",
            "manages_descendants",
            "indeterminate",
            "required",
            "truncated",
            "animated",
            "invalid_entry",
            "supports_autocompletion",
            "selectable_text",
            "is_default",
            "visited",
            "checkable",
            "has_popup",
            "read_only");

    private States() {}

    /** Sorted names of the bits that are set. */
    static List<String> names(long bits) {
        return IntStream.range(0, NAMES.size())
                .filter(bit -> (bits & (1L << bit)) != 0)
                .mapToObj(NAMES::get)
                .sorted()
                .toList();
    }

    static boolean has(long bits, String name) {
        return (bits & (1L << NAMES.indexOf(name))) != 0;
    }

    /** A state's name as people may write it. */
    static String normalised(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
