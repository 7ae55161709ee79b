package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** A request and its answer, recorded from a running Tyrum gateway. */
public record TyrumExchange(JsonNode request, int status, JsonNode body) {
    /** Members that a Pilothouse gateway has beside Tyrum's. */
    private static final Set<String> OURS =
            Set.of("runtime", "engine", "type", "title", "status", "detail", "field", "sensitivity");

    public static TyrumExchange load(String name) {
        try (InputStream in = TyrumExchange.class.getResourceAsStream("/tyrum/" + name + ".json")) {
            JsonNode exchange = Json.LENIENT.readTree(in.readAllBytes());
            return new TyrumExchange(
                    exchange.path("request"), exchange.at("/response/status").asInt(), exchange.at("/response/body"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String method() {
        return request.path("method").asString();
    }

    public String path() {
        return request.path("path").asString().replaceFirst("^http://[^/]+", "");
    }

    public String requestBody() {
        JsonNode body = request.path("body");
        return body.isNull() ? null : body.isString() ? body.asString() : body.toString();
    }

    /** Names of all members, with arrays looked at through their first element; ours beside are left out. */
    public static Set<String> members(JsonNode node) {
        return members(node, "");
    }

    private static Set<String> members(JsonNode node, String path) {
        Set<String> names = new TreeSet<>();
        if (node.isObject()) {
            for (var member : node.properties()) {
                boolean beside = OURS.contains(member.getKey())
                        && !(path.isEmpty()
                                && node.has("status")
                                && member.getKey().equals("status")
                                && member.getValue().isString());
                if (!beside) {
                    names.add(path + "/" + member.getKey());
                    names.addAll(members(member.getValue(), path + "/" + member.getKey()));
                }
            }
        } else if (node.isArray() && !node.isEmpty()) {
            names.addAll(members(node.get(0), path + "[]"));
        }
        return names;
    }
}
