package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.Catalogue;
import org.pilothouse.desktop.action.Parameter;
import tools.jackson.databind.JsonNode;

/** What the command line and the MCP tools promise is what the agent's API takes. */
class CatalogueTest extends FaceFixture {
    @Test
    void everyActionIsOneOfTheApiWithTheSameNamesAndRanges() throws Exception {
        JsonNode document = client.get("/openapi.json").json();
        for (Action action : Catalogue.actions()) {
            JsonNode operation = document.path("paths")
                    .path(action.path())
                    .path(action.method().toLowerCase(Locale.ROOT));
            assertFalse(operation.isMissingNode(), "the API has no " + action.method() + " " + action.path());
            Map<String, JsonNode> taken = taken(document, operation);
            for (Parameter parameter : action.parameters()) {
                JsonNode schema = taken.get(parameter.field());
                assertTrue(schema != null, action.command() + " has no " + parameter.field() + " in the API");
                same(action, parameter, schema);
            }
        }
    }

    private static void same(Action action, Parameter parameter, JsonNode schema) {
        String where = action.command() + " " + parameter.field();
        boolean bounded = schema.has("minimum") && schema.has("maximum");
        if (bounded) {
            assertEquals(schema.path("minimum").asDouble(), parameter.min(), where);
            assertEquals(schema.path("maximum").asDouble(), parameter.max(), where);
        } else if (schema.has("minimum")) {
            assertTrue(parameter.min() >= schema.path("minimum").asDouble(), where);
        }
        if (schema.has("enum") && !parameter.choices().isEmpty()) {
            for (String choice : parameter.choices()) {
                assertTrue(schema.path("enum").toString().contains("\"" + choice + "\""), where + " " + choice);
            }
        }
    }

    private static Map<String, JsonNode> taken(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> taken = new HashMap<>();
        for (JsonNode parameter : operation.path("parameters")) {
            taken.put(parameter.path("name").asString(), parameter.path("schema"));
        }
        JsonNode body = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (body.has("$ref")) {
            body = document.at(body.path("$ref").asString().substring(1));
        }
        body.path("properties").properties().forEach(member -> taken.put(member.getKey(), member.getValue()));
        return taken;
    }

    @Test
    void theToolsAreAtMcp() throws Exception {
        JsonNode pointer = call("mouse_move", "{\"x\":123,\"y\":45}");
        assertFalse(pointer.path("isError").asBoolean(true), pointer.toString());
        assertTrue(pointer.path("content").path(0).path("text").asString().contains("\"x\":123"), pointer.toString());
        JsonNode picture = call("screenshot", "{\"format\":\"jpeg\",\"scale\":0.5}");
        assertEquals(
                "image/jpeg", picture.path("content").path(0).path("mimeType").asString());
        JsonNode refused = call("windows_focus", "{\"id\":\"99\"}");
        assertTrue(refused.path("isError").asBoolean(false));
        assertEquals(
                "There is no window 99.",
                refused.path("content").path(0).path("text").asString());
        assertEquals(400, client.post("/mcp", "[]").status());
        assertEquals(405, client.get("/mcp").status());
        assertEquals(
                202,
                client.post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status());
        assertTrue(audit.stream().anyMatch(action -> action.toString().contains("mouse/move")), audit.toString());
    }

    private JsonNode call(String tool, String arguments) throws Exception {
        return client.post(
                        "/mcp",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                                + "\",\"arguments\":" + arguments + "}}")
                .json()
                .path("result");
    }
}
