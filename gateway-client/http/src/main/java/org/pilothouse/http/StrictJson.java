package org.pilothouse.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads request bodies, and says in one sentence what is wrong with one, and where. */
public final class StrictJson {
    private final ObjectReader reader;

    /**
     * @param mapper fails on unknown properties and on scalars of another type
     */
    public StrictJson(JsonMapper mapper) {
        this.reader = mapper.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    /**
     * @throws Refusal naming the field where there is one
     */
    public <T> T read(byte[] body, Class<T> type) {
        try {
            T value = reader.forType(type).readValue(body);
            if (value == null) {
                throw Refusal.invalid(null, "The body must be a JSON object.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String field = path(e.getPath());
            throw Refusal.invalid(field, "unknown field " + field);
        } catch (MismatchedInputException e) {
            throw mismatch(e);
        } catch (InputCoercionException e) {
            String field = path(e.getPath());
            throw Refusal.invalid(
                    field, (field.isEmpty() ? "A number" : field) + " must be a whole number that is not so large");
        } catch (JacksonException e) {
            // an own constructor that refused keeps its sentence
            if (e.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            TokenStreamLocation at = e.getLocation();
            String where = at == null || at.getLineNr() < 1
                    ? ""
                    : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw Refusal.invalid(null, "The body is not valid JSON: " + firstSentence(e.getOriginalMessage()) + where);
        }
    }

    private static Refusal mismatch(MismatchedInputException e) {
        String field = path(e.getPath());
        Class<?> wanted = e.getTargetType();
        if (field.isEmpty()) {
            return Refusal.invalid(null, "The body must be a JSON object.");
        }
        if (e instanceof InvalidFormatException && wanted != null && wanted.isEnum()) {
            String allowed = Arrays.stream(wanted.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            return Refusal.invalid(field, field + " must be one of " + allowed);
        }
        return Refusal.invalid(field, field + " must be " + article(wanted));
    }

    private static String article(Class<?> wanted) {
        if (wanted == null) {
            return "of another type";
        }
        if (wanted == String.class) {
            return "a string";
        }
        if (wanted == Boolean.class || wanted == boolean.class) {
            return "true or false";
        }
        if (wanted == Integer.class || wanted == int.class || wanted == Long.class || wanted == long.class) {
            return "a whole number";
        }
        if (wanted == Double.class || wanted == double.class) {
            return "a number";
        }
        return List.class.isAssignableFrom(wanted) ? "an array" : "an object";
    }

    /** {@code steps[2].args.limit}. */
    private static String path(List<JacksonException.Reference> path) {
        StringBuilder text = new StringBuilder();
        for (JacksonException.Reference ref : path) {
            if (ref.getPropertyName() == null) {
                text.append('[').append(ref.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(ref.getPropertyName());
            }
        }
        return text.toString();
    }

    private static String firstSentence(String message) {
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
