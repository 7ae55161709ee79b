package org.pilothouse.app.workflow;

import java.util.List;

/**
 * One argument of a desktop operation.
 *
 * @param path where it stands below {@code args}, dotted
 * @param label for a person
 * @param least of a number; of a text its fewest characters
 * @param most of a number; of a text its most characters
 * @param choices of a {@link Kind#CHOICE}, the first being the default where it is not required
 * @param help empty where the label says enough
 */
public record OpField(
        String path,
        String label,
        Kind kind,
        boolean required,
        long least,
        long most,
        List<String> choices,
        String help) {
    /** What can be entered. */
    public enum Kind {
        TEXT,
        LONG_TEXT,
        WHOLE,
        FLAG,
        CHOICE,
        /** Words with commas between them. */
        WORDS
    }

    public OpField {
        choices = List.copyOf(choices);
    }

    static OpField text(String path, String label, int most) {
        return new OpField(path, label, Kind.TEXT, false, 0, most, List.of(), "");
    }

    static OpField longText(String path, String label, int most) {
        return new OpField(path, label, Kind.LONG_TEXT, true, 1, most, List.of(), "");
    }

    static OpField whole(String path, String label, long least, long most) {
        return new OpField(path, label, Kind.WHOLE, false, least, most, List.of(), "");
    }

    static OpField flag(String path, String label) {
        return new OpField(path, label, Kind.FLAG, false, 0, 0, List.of(), "");
    }

    static OpField choice(String path, String label, String... choices) {
        return new OpField(path, label, Kind.CHOICE, true, 0, 0, List.of(choices), "");
    }

    static OpField words(String path, String label) {
        return new OpField(path, label, Kind.WORDS, false, 0, 32, List.of(), "");
    }

    OpField must() {
        return new OpField(
                path, label, kind, true, Math.max(least, kind == Kind.TEXT ? 1 : least), most, choices, help);
    }

    OpField may() {
        return new OpField(path, label, kind, false, least, most, choices, help);
    }

    OpField help(String sentence) {
        return new OpField(path, label, kind, required, least, most, choices, sentence);
    }
}
