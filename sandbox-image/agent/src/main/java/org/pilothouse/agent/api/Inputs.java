package org.pilothouse.agent.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** Reads what is asked into records, and refuses what their {@link Field} annotations do not allow. */
final class Inputs {
    /** Of WebSockets that cannot send headers. */
    private static final String ACCESS_TOKEN = "access_token";

    private Inputs() {}

    static <T> T body(Call call, Class<T> type, boolean optional) {
        T body = optional ? call.bodyOrEmpty(type) : call.body(type);
        check(body, "");
        return body;
    }

    /** Query parameters by name; each at most once. */
    static <T> T query(Call call, Class<T> type) {
        ObjectNode values = ApiJson.MAPPER.createObjectNode();
        Set<String> left = new HashSet<>(call.queries().getNames());
        left.remove(ACCESS_TOKEN);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = Schemas.memberName(component);
            Fields.Field given = call.queries().get(name);
            left.remove(name);
            if (given == null) {
                continue;
            }
            if (given.hasMultipleValues()) {
                throw Refusal.invalid(name, name + " is there more than once");
            }
            put(values, name, component.getType(), given.getValue());
        }
        if (!left.isEmpty()) {
            String known = Arrays.stream(type.getRecordComponents())
                    .map(Schemas::memberName)
                    .collect(Collectors.joining(", "));
            String first = left.iterator().next();
            throw Refusal.invalid(
                    first, "unknown parameter " + first + (known.isEmpty() ? "" : "; there are " + known));
        }
        T query =
                new org.pilothouse.http.StrictJson(ApiJson.MAPPER).read(ApiJson.MAPPER.writeValueAsBytes(values), type);
        check(query, "");
        return query;
    }

    private static void put(ObjectNode values, String name, Class<?> type, String text) {
        try {
            if (type == Integer.class || type == int.class) {
                values.put(name, Integer.parseInt(text));
            } else if (type == Long.class || type == long.class) {
                values.put(name, Long.parseLong(text));
            } else if (type == Double.class || type == double.class) {
                values.put(name, Double.parseDouble(text));
            } else if (type == Boolean.class || type == boolean.class) {
                values.put(name, truth(name, text));
            } else {
                values.put(name, text);
            }
        } catch (NumberFormatException e) {
            boolean whole = type != Double.class && type != double.class;
            throw Refusal.invalid(
                    name,
                    name + " is '" + cut(text) + "'; it must be a "
                            + (whole
                                    ? "whole number" + (text.matches("-?[0-9]+") ? " that is not so large" : "")
                                    : "number"));
        }
    }

    private static boolean truth(String name, String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw Refusal.invalid(name, name + " is '" + cut(text) + "'; it must be true or false");
        };
    }

    /**
     * @param prefix of the fields' names, with its dot
     */
    private static void check(Object value, String prefix) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String name = prefix + Schemas.memberName(component);
            Object member = member(value, component);
            Field field = component.getAnnotation(Field.class);
            if (field != null) {
                check(name, member, field);
            }
            if (member instanceof Record) {
                check(member, name + ".");
            } else if (member instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i) == null) {
                        throw Refusal.invalid(name + "[" + i + "]", name + "[" + i + "] is null");
                    }
                    if (list.get(i) instanceof Record inner) {
                        check(inner, name + "[" + i + "].");
                    }
                }
            }
        }
    }

    private static @Nullable Object member(Object value, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record's accessor failed", e);
        }
    }

    private static void check(String name, @Nullable Object value, Field field) {
        switch (value) {
            case null -> {
                if (field.required()) {
                    throw Refusal.invalid(name, name + " is missing");
                }
            }
            case Number number -> {
                double given = number.doubleValue();
                // also refuses what is not a number at all
                if (!(given >= field.min() && given <= field.max())) {
                    throw Refusal.invalid(name, name + " is " + number + "; it must be " + range(field));
                }
            }
            case String text -> length(name, text.length(), "characters", field);
            case Collection<?> many -> length(name, many.size(), "entries", field);
            default -> {
                // nothing to check
            }
        }
    }

    private static void length(String name, int length, String of, Field field) {
        if (length < field.least() || length > field.most()) {
            throw Refusal.invalid(
                    name,
                    field.most() == Integer.MAX_VALUE
                            ? name
                                    + (field.least() == 1
                                            ? " is empty"
                                            : " must have at least " + field.least() + " " + of)
                            : name + " has " + length + " " + of + "; it must have " + field.least() + " to "
                                    + field.most());
        }
    }

    private static String range(Field field) {
        if (field.max() == Double.POSITIVE_INFINITY) {
            return "at least " + number(field.min());
        }
        if (field.min() == Double.NEGATIVE_INFINITY) {
            return "at most " + number(field.max());
        }
        return "from " + number(field.min()) + " to " + number(field.max());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String cut(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
