package org.pilothouse.agent.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an agent must know of a process that an earlier one started.
 *
 * @param stopping somebody asked for its end, so it is not started again
 */
record StoredRequest(ProcessRequest request, Instant createdAt, int restarts, boolean stopping) {

    String write() {
        ObjectNode node = Json.LENIENT.createObjectNode();
        Command command = request.command();
        node.put("program", command.program());
        command.arguments().forEach(node.putArray("arguments")::add);
        if (command.folder() != null) {
            node.put("folder", command.folder().toString());
        }
        ObjectNode environment = node.putObject("environment");
        command.environment().forEach(environment::put);
        switch (request.input()) {
            case Input.None none -> node.put("input", "none");
            case Input.Pipe pipe -> node.put("input", "pipe");
            case Input.Terminal(int columns, int rows) ->
                node.put("input", "terminal").put("columns", columns).put("rows", rows);
        }
        node.put("interactive", request.interactive());
        node.put("owner", request.owner().name());
        node.put("restart", request.restart().name());
        ResourceLimits limits = request.resources();
        node.put("memoryBytes", limits.memoryBytes());
        node.put("cpuSeconds", limits.cpuSeconds());
        node.put("openFiles", limits.openFiles());
        node.put("fileBytes", limits.fileBytes());
        node.put(
                "timeoutMillis",
                request.timeout() == null ? null : request.timeout().toMillis());
        node.put("createdAt", createdAt.toEpochMilli());
        node.put("restarts", restarts);
        node.put("stopping", stopping);
        return node.toString();
    }

    static StoredRequest read(String text) {
        JsonNode node = Json.LENIENT.readTree(text);
        List<String> arguments = new ArrayList<>();
        node.path("arguments").forEach(a -> arguments.add(a.asString()));
        Map<String, String> environment = new LinkedHashMap<>();
        node.path("environment").forEachEntry((name, value) -> environment.put(name, value.asString()));
        Input input =
                switch (node.path("input").asString("")) {
                    case "terminal" ->
                        new Input.Terminal(
                                node.path("columns").asInt(), node.path("rows").asInt());
                    case "pipe" -> new Input.Pipe();
                    default -> new Input.None();
                };
        Long timeout = number(node, "timeoutMillis");
        ProcessRequest request = new ProcessRequest(
                new Command(
                        node.path("program").asString(),
                        arguments,
                        node.hasNonNull("folder") ? Path.of(node.path("folder").asString()) : null,
                        environment),
                input,
                node.path("interactive").asBoolean(),
                ProcessRequest.Owner.valueOf(node.path("owner").asString()),
                ProcessRequest.RestartPolicy.valueOf(node.path("restart").asString()),
                new ResourceLimits(
                        number(node, "memoryBytes"),
                        integer(node, "cpuSeconds"),
                        integer(node, "openFiles"),
                        number(node, "fileBytes")),
                timeout == null ? null : Duration.ofMillis(timeout));
        return new StoredRequest(
                request,
                Instant.ofEpochMilli(node.path("createdAt").asLong()),
                node.path("restarts").asInt(),
                node.path("stopping").asBoolean());
    }

    private static @Nullable Long number(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asLong() : null;
    }

    private static @Nullable Integer integer(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asInt() : null;
    }
}
