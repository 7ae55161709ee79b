package org.pilothouse.desktop.action;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that can be asked of the agent.
 *
 * @param command its words on the command line
 * @param does one sentence for people and models
 * @param method of HTTP
 * @param path in the agent's API; parts in braces are parameters
 * @param parameters those that are needed first; they need no option on the command line
 * @param changes whether the desktop may be another one afterwards
 */
public record Action(
        String command,
        String does,
        String method,
        String path,
        List<Parameter> parameters,
        Gives gives,
        boolean changes) {
    /** What comes back. */
    public enum Gives {
        JSON,
        PICTURE,
        FILE
    }

    /**
     * A request to the agent.
     *
     * @param target path and query
     * @param body empty where there is none
     */
    public record Request(String method, String target, Map<String, Object> body) {}

    /** Its name among MCP tools. */
    public String tool() {
        return command.replaceAll("[ -]", "_");
    }

    public Optional<Parameter> parameter(String field) {
        return parameters.stream().filter(p -> p.field().equals(field)).findFirst();
    }

    /** What it takes, as JSON Schema. */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.field(), parameter.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        List<String> required = parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::field)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /**
     * @param arguments by field
     * @throws ArgumentException where one is missing, unknown or cannot be meant
     */
    public Request request(Map<String, ?> arguments) throws ArgumentException {
        Map<String, Object> left = new LinkedHashMap<>();
        for (Map.Entry<String, ?> argument : arguments.entrySet()) {
            Parameter parameter = parameter(argument.getKey())
                    .orElseThrow(() -> new ArgumentException("there is no " + argument.getKey() + " here; there "
                            + (parameters.isEmpty() ? "is nothing to give" : "are " + names())));
            left.put(argument.getKey(), parameter.check(argument.getValue()));
        }
        String target = path;
        for (Parameter parameter : parameters) {
            if (parameter.required() && !arguments.containsKey(parameter.field())) {
                throw new ArgumentException(parameter.option() + " is missing: " + parameter.about());
            }
            String variable = "{" + parameter.field() + "}";
            Object value = target.contains(variable) ? left.remove(parameter.field()) : null;
            if (value != null) {
                target = target.replace(variable, encoded(value));
            }
        }
        if (!method.equals("GET")) {
            return new Request(method, target, left);
        }
        String query = left.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return new Request(method, query.isEmpty() ? target : target + "?" + query, Map.of());
    }

    private String names() {
        return parameters.stream().map(Parameter::field).collect(Collectors.joining(", "));
    }

    private static String encoded(Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
