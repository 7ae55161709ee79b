package org.pilothouse.agent.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON schemas of records, by reflection; each record once, under its name. */
final class Schemas {
    private final ObjectNode named;

    /**
     * @param named filled with the records that are referred to
     */
    Schemas(ObjectNode named) {
        this.named = named;
    }

    ObjectNode reference(Class<?> type) {
        String name = name(type);
        if (!named.has(name)) {
            // first the name, for records that hold themselves
            ObjectNode schema = named.putObject(name);
            schema.put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = ApiJson.MAPPER.createArrayNode();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.set(memberName(component), ofComponent(component));
                Field field = component.getAnnotation(Field.class);
                if (field != null && field.required()) {
                    required.add(memberName(component));
                }
            }
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
        }
        ObjectNode reference = ApiJson.MAPPER.createObjectNode();
        reference.put("$ref", "#/components/schemas/" + name);
        return reference;
    }

    /** {@code Outer.Inner}, as two records may have one simple name. */
    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
    }

    /** As it is in JSON; Java forbids some names. */
    static String memberName(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? component.getName() : other.value();
    }

    ObjectNode ofComponent(RecordComponent component) {
        ObjectNode schema = of(component.getGenericType());
        Field field = component.getAnnotation(Field.class);
        if (field == null) {
            return schema;
        }
        bounds(schema, field);
        if (!field.value().isEmpty()) {
            schema.put("description", field.value());
        }
        if (!field.otherwise().isEmpty()) {
            schema.set("default", ApiJson.MAPPER.readTree(field.otherwise()));
        }
        if (!field.example().isEmpty()) {
            schema.putArray("examples").add(ApiJson.MAPPER.readTree(field.example()));
        }
        return schema;
    }

    private static void bounds(ObjectNode schema, Field field) {
        number(schema, "minimum", field.min());
        number(schema, "maximum", field.max());
        boolean list = schema.path("type").asString("").equals("array");
        if (field.least() > 0) {
            schema.put(list ? "minItems" : "minLength", field.least());
        }
        if (field.most() < Integer.MAX_VALUE) {
            schema.put(list ? "maxItems" : "maxLength", field.most());
        }
    }

    private static void number(ObjectNode schema, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            schema.put(name, (long) value);
        } else if (!Double.isInfinite(value)) {
            schema.put(name, value);
        }
    }

    ObjectNode of(Type type) {
        ObjectNode schema = ApiJson.MAPPER.createObjectNode();
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                schema.put("type", "array").set("items", of(generic.getActualTypeArguments()[0]));
            } else if (Map.class.isAssignableFrom(raw)) {
                schema.put("type", "object").set("additionalProperties", of(generic.getActualTypeArguments()[1]));
            }
            return schema;
        }
        return type instanceof Class<?> plain ? ofClass(plain, schema) : schema;
    }

    private ObjectNode ofClass(Class<?> type, ObjectNode schema) {
        if (type.isRecord()) {
            return reference(type);
        }
        if (type.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .forEach(constant -> values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT)));
        } else if (type == String.class) {
            schema.put("type", "string");
        } else if (type == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (type == int.class || type == Integer.class) {
            schema.put("type", "integer").put("format", "int32");
        } else if (type == long.class || type == Long.class) {
            schema.put("type", "integer").put("format", "int64");
        } else if (type == double.class || type == Double.class) {
            schema.put("type", "number").put("format", "double");
        } else if (Map.class.isAssignableFrom(type)) {
            schema.put("type", "object");
        }
        return schema;
    }

    /** An example of a request, put together from those of its members. */
    ObjectNode example(Class<?> type) {
        ObjectNode example = ApiJson.MAPPER.createObjectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = component.getAnnotation(Field.class);
            if (field != null && !field.example().isEmpty()) {
                example.set(memberName(component), ApiJson.MAPPER.readTree(field.example()));
            } else if (component.getType().isRecord() && field != null && field.required()) {
                example.set(memberName(component), example(component.getType()));
            }
        }
        return example;
    }
}
