package org.pilothouse.desktop.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an action takes. The agent checks it too; this is for a good sentence before anything is sent.
 *
 * @param field its name in the agent's API
 * @param about one sentence for people and models
 * @param min of a number
 * @param max of a number
 * @param choices of a word; empty where any text will do
 * @param otherwise what counts where it is left out; for people
 */
public record Parameter(
        String field,
        Kind kind,
        String about,
        boolean required,
        double min,
        double max,
        List<String> choices,
        @Nullable String otherwise) {
    /** How it is written. */
    public enum Kind {
        INTEGER,
        NUMBER,
        TEXT,
        FLAG,
        /** All the words that follow. */
        WORDS,
        /** A list of objects, on the command line as JSON. */
        OBJECTS
    }

    static Parameter integer(String field, long min, long max, String about) {
        return new Parameter(field, Kind.INTEGER, about, false, min, max, List.of(), null);
    }

    static Parameter number(String field, double min, double max, String about) {
        return new Parameter(field, Kind.NUMBER, about, false, min, max, List.of(), null);
    }

    static Parameter text(String field, String about) {
        return new Parameter(field, Kind.TEXT, about, false, 0, 0, List.of(), null);
    }

    static Parameter choice(String field, String about, String... choices) {
        return new Parameter(field, Kind.TEXT, about, false, 0, 0, List.of(choices), null);
    }

    static Parameter flag(String field, String about) {
        return new Parameter(field, Kind.FLAG, about, false, 0, 0, List.of(), null);
    }

    static Parameter words(String field, String about) {
        return new Parameter(field, Kind.WORDS, about, false, 0, 0, List.of(), null);
    }

    static Parameter objects(String field, String about) {
        return new Parameter(field, Kind.OBJECTS, about, false, 0, 0, List.of(), null);
    }

    Parameter needed() {
        return new Parameter(field, kind, about, true, min, max, choices, otherwise);
    }

    Parameter or(String fallback) {
        return new Parameter(field, kind, about, required, min, max, choices, fallback);
    }

    /** Its name on the command line, without the dashes. */
    public String option() {
        return field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Its place in help and completion, such as {@code CLICK-COUNT}. */
    public String placeholder() {
        return choices.isEmpty() ? option().toUpperCase(Locale.ROOT) : String.join("|", choices);
    }

    /** As JSON Schema. */
    public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (kind) {
            case INTEGER, NUMBER -> {
                schema.put("type", kind == Kind.INTEGER ? "integer" : "number");
                schema.put("minimum", limit(min));
                schema.put("maximum", limit(max));
            }
            case TEXT -> {
                schema.put("type", "string");
                if (!choices.isEmpty()) {
                    schema.put("enum", choices);
                }
            }
            case FLAG -> schema.put("type", "boolean");
            case OBJECTS -> {
                schema.put("type", "array");
                schema.put("items", Map.of("type", "object"));
            }
            case WORDS -> {
                schema.put("type", "array");
                schema.put("items", Map.of("type", "string"));
            }
        }
        schema.put("description", otherwise == null ? about : about + " Default: " + otherwise + ".");
        return schema;
    }

    /**
     * What a person wrote, as the agent wants it.
     *
     * @throws ArgumentException where it cannot be meant
     */
    public Object parse(String text) throws ArgumentException {
        try {
            return switch (kind) {
                case INTEGER -> check(Long.valueOf(text));
                case NUMBER -> check(Double.valueOf(text));
                case FLAG -> Boolean.valueOf(text);
                case TEXT -> check(text);
                case WORDS -> List.of(text);
                case OBJECTS -> check(JsonMapper.shared().readValue(text, Object.class));
            };
        } catch (JacksonException e) {
            throw new ArgumentException(option() + " is not valid JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw new ArgumentException(option() + " is '" + text + "'; it must be a number" + range());
        }
    }

    /**
     * What a program gave, as the agent wants it: an id may come as the number that it looks like.
     *
     * @throws ArgumentException where it cannot
     */
    public Object check(Object value) throws ArgumentException {
        if (kind == Kind.TEXT && choices.isEmpty() && value instanceof Number number) {
            return number.toString();
        }
        boolean fits =
                switch (kind) {
                    case INTEGER ->
                        value instanceof Number number
                                && number.doubleValue() == Math.rint(number.doubleValue())
                                && within(number);
                    case NUMBER -> value instanceof Number number && within(number);
                    case FLAG -> value instanceof Boolean;
                    case TEXT -> value instanceof String text && (choices.isEmpty() || choices.contains(text));
                    case OBJECTS ->
                        value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
                    case WORDS -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
                };
        if (!fits) {
            throw new ArgumentException(option() + " is '" + value + "'; it must be " + wanted());
        }
        return value;
    }

    private boolean within(Number number) {
        return number.doubleValue() >= min && number.doubleValue() <= max;
    }

    private String wanted() {
        return switch (kind) {
            case INTEGER -> "a whole number" + range();
            case NUMBER -> "a number" + range();
            case FLAG -> "true or false";
            case TEXT -> choices.isEmpty() ? "a text" : "one of " + String.join(", ", choices);
            case WORDS -> "a list of texts";
            case OBJECTS -> "a list of JSON objects";
        };
    }

    private String range() {
        List<String> parts = new ArrayList<>();
        if (kind == Kind.INTEGER || kind == Kind.NUMBER) {
            parts.add(" from " + limit(min) + " to " + limit(max));
        }
        return String.join("", parts);
    }

    private Number limit(double value) {
        return kind == Kind.INTEGER ? (Number) (long) value : (Number) value;
    }
}
