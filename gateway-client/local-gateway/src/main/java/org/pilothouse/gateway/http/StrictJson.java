package org.pilothouse.gateway.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Reads request bodies, and says in one sentence what is wrong with one, and where. */
final class StrictJson {
    private static final ObjectReader READER = Json.STRICT.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private StrictJson() {}

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = READER.forType(type).readValue(body);
            if (value == null) {
                throw GatewayException.invalid(null, "The body must be a JSON object.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String field = path(e.getPath());
            throw GatewayException.invalid(field, "unknown field " + field);
        } catch (MismatchedInputException e) {
            throw mismatch(e);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where = at == null || at.getLineNr() < 1
                    ? ""
                    : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw GatewayException.invalid(
                    null, "The body is not valid JSON: " + firstSentence(e.getOriginalMessage()) + where);
        }
    }

    private static GatewayException mismatch(MismatchedInputException e) {
        String field = path(e.getPath());
        Class<?> wanted = e.getTargetType();
        if (field.isEmpty()) {
            return GatewayException.invalid(null, "The body must be a JSON object.");
        }
        if (e instanceof InvalidFormatException && wanted != null && wanted.isEnum()) {
            String allowed = Arrays.stream(wanted.getEnumConstants())
                    .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            return GatewayException.invalid(field, field + " must be one of " + allowed);
        }
        return GatewayException.invalid(field, field + " must be " + article(wanted));
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
