package org.pilothouse.agent.api;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes operations as an OpenAPI 3.1 document. */
final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)\\*?}");
    private static final List<String> EVERY_METHOD = List.of("get", "post", "put", "patch", "delete");

    private final ObjectNode document = ApiJson.MAPPER.createObjectNode();
    private final Schemas schemas;

    OpenApi(List<Operation<?>> operations, String version) {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Pilothouse sandbox agent")
                .put("version", version)
                .put("description", "What a sandbox's agent offers to programs.")
                .putObject("license")
                .put("name", "Apache-2.0");
        ObjectNode paths = document.putObject("paths");
        ObjectNode components = document.putObject("components");
        this.schemas = new Schemas(components.putObject("schemas"));
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        document.putArray("security").addObject().putArray("token");
        problemSchema();
        operations.forEach(operation -> describe(operation, paths));
    }

    ObjectNode document() {
        return document;
    }

    private void problemSchema() {
        schemas.reference(Problem.class);
    }

    /** As {@link ProblemStyle} writes it. */
    private record Problem(
            @Field(required = true, value = "urn:sandbox-agent:error: and the code")
            String type,

            @Field(required = true) String title,
            @Field(required = true) int status,

            @Field(required = true, value = "One sentence for people")
            String detail,

            @Field("The path that was asked for") String instance,

            @Field(required = true, value = "Stable, for programs")
            String code,

            @Field("The member or parameter at fault") @Nullable
            String field) {}

    private void describe(Operation<?> operation, ObjectNode paths) {
        String path = operation.path().replace("*}", "}");
        ObjectNode item = paths.withObjectProperty(path);
        List<String> methods = operation.method().equals("*")
                ? EVERY_METHOD
                : List.of(operation.method().toLowerCase(Locale.ROOT));
        for (String method : methods) {
            item.set(method, describe(operation, method, path));
        }
    }

    private ObjectNode describe(Operation<?> operation, String method, String path) {
        ObjectNode node = ApiJson.MAPPER.createObjectNode();
        if (!operation.tag().isEmpty()) {
            node.putArray("tags").add(operation.tag());
        }
        node.put("summary", operation.summary());
        node.put("operationId", operationId(method, path));
        if (operation.isOpen()) {
            node.putArray("security");
        }
        parameters(operation, path, node);
        body(operation, node);
        responses(operation, node);
        return node;
    }

    static String operationId(String method, String path) {
        return (method + path).replaceAll("[{}]", "").replaceAll("[^a-zA-Z0-9]+", "_");
    }

    private void parameters(Operation<?> operation, String path, ObjectNode node) {
        ArrayNode parameters = ApiJson.MAPPER.createArrayNode();
        Matcher variables = VARIABLE.matcher(path);
        while (variables.find()) {
            parameters
                    .addObject()
                    .put("name", variables.group(1))
                    .put("in", "path")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", "string");
        }
        Class<?> input = operation.input();
        if (operation.source() == Operation.Source.QUERY && input != null) {
            for (RecordComponent component : input.getRecordComponents()) {
                parameters.add(parameter(component));
            }
        }
        if (!parameters.isEmpty()) {
            node.set("parameters", parameters);
        }
    }

    private ObjectNode parameter(RecordComponent component) {
        ObjectNode parameter = ApiJson.MAPPER.createObjectNode();
        parameter.put("name", component.getName()).put("in", "query");
        Field field = component.getAnnotation(Field.class);
        parameter.put("required", field != null && field.required());
        ObjectNode schema = schemas.ofComponent(component);
        if (schema.path("description").isString()) {
            parameter.set("description", schema.remove("description"));
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private void body(Operation<?> operation, ObjectNode node) {
        if (operation.takes() != null) {
            node.putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject(operation.takes())
                    .putObject("schema")
                    .put("type", "string")
                    .put("format", "binary");
            return;
        }
        Class<?> input = operation.input();
        boolean body =
                operation.source() == Operation.Source.BODY || operation.source() == Operation.Source.OPTIONAL_BODY;
        if (!body || input == null) {
            return;
        }
        ObjectNode content = node.putObject("requestBody")
                .put("required", operation.source() == Operation.Source.BODY)
                .putObject("content")
                .putObject("application/json");
        content.set("schema", schemas.reference(input));
        content.set("example", schemas.example(input));
    }

    private void responses(Operation<?> operation, ObjectNode node) {
        ObjectNode responses = node.putObject("responses");
        ObjectNode success = responses.putObject(Integer.toString(operation.status()));
        success.put("description", "Done");
        Class<?> output = operation.output();
        for (String type : operation.contentTypes()) {
            ObjectNode schema = success.withObjectProperty("content")
                    .withObjectProperty(type)
                    .withObjectProperty("schema");
            if (output != null) {
                schema.setAll(schemas.of(output));
            } else if (!type.equals("application/json")) {
                schema.put("type", "string").put("format", "binary");
            }
        }
        if (!operation.isOpen()) {
            failure(responses, 401, "token_invalid");
        }
        if (operation.input() != null) {
            failure(
                    responses,
                    400,
                    operation.path().startsWith("/v1/desktop/") ? "desktop_invalid_action" : "invalid_request");
        }
        // several codes may share a status
        for (int status : new TreeSet<>(
                operation.failures().stream().map(Operation.Failure::status).toList())) {
            failure(
                    responses,
                    status,
                    String.join(
                            ", ",
                            operation.failures().stream()
                                    .filter(failure -> failure.status() == status)
                                    .map(Operation.Failure::code)
                                    .toList()));
        }
    }

    private void failure(ObjectNode responses, int status, String codes) {
        ObjectNode response = responses.putObject(Integer.toString(status)).put("description", codes);
        response.putObject("content")
                .putObject("application/problem+json")
                .set("schema", schemas.reference(Problem.class));
    }
}
