package org.pilothouse.desktop.mcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.desktop.FakeAgent;
import org.pilothouse.desktop.client.Address;
import org.pilothouse.desktop.client.AgentClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tools as a model meets them, one message at a time. */
class McpEndpointTest {
    private FakeAgent agent;
    private McpEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        agent = new FakeAgent();
        endpoint = new McpEndpoint(agent.client(), "1.2.3");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private JsonNode ask(String method, String params) throws Exception {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return JsonMapper.shared().readTree(endpoint.answer(message).orElseThrow());
    }

    private JsonNode call(String tool, String arguments) throws Exception {
        return ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}")
                .path("result");
    }

    @Test
    void greetsAndSaysWhatItIs() throws Exception {
        JsonNode result = ask(
                        "initialize",
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}")
                .path("result");
        assertEquals(
                "pilothouse-desktop", result.path("serverInfo").path("name").asString());
        assertTrue(result.path("instructions").asString().contains("Look first"));
        assertTrue(endpoint.answer("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                .isEmpty());
    }

    @Test
    void listsWhatTheAgentHasWithSchemasAndRanges() throws Exception {
        JsonNode tools = ask("tools/list", "{}").path("result").path("tools");
        Set<String> names = new TreeSet<>();
        tools.forEach(tool -> names.add(tool.path("name").asString()));
        assertTrue(names.contains("mouse_click") && names.contains("screenshot") && names.contains("process_run"));
        assertFalse(names.contains("recording_start"), "this agent has no recordings");
        for (JsonNode tool : tools) {
            assertFalse(tool.path("description").asString().isEmpty());
            assertEquals("object", tool.path("inputSchema").path("type").asString());
            assertFalse(tool.path("inputSchema").path("additionalProperties").asBoolean(true));
            if (tool.path("name").asString().equals("mouse_click")) {
                JsonNode x = tool.path("inputSchema").path("properties").path("x");
                assertEquals("integer", x.path("type").asString());
                assertEquals(32_767, x.path("maximum").asInt());
                assertEquals(
                        "[\"x\",\"y\"]",
                        tool.path("inputSchema").path("required").toString());
                assertFalse(tool.path("annotations").path("readOnlyHint").asBoolean(true));
            }
        }
    }

    @Test
    void doesThings() throws Exception {
        JsonNode result = call("mouse_click", "{\"x\":640,\"y\":400,\"button\":\"right\"}");
        assertFalse(result.path("isError").asBoolean(true));
        assertEquals(
                "{\"x\":640,\"y\":400}",
                result.path("content").path(0).path("text").asString());
        assertTrue(agent.asked.remove().startsWith("POST /v1/desktop/mouse/click {"));
    }

    @Test
    void picturesAreImageContent() throws Exception {
        JsonNode content = call("screenshot", "{\"scale\":0.5}").path("content");
        assertEquals("image", content.path(0).path("type").asString());
        assertEquals("image/png", content.path(0).path("mimeType").asString());
        assertArrayEquals(
                FakeAgent.PICTURE,
                Base64.getDecoder().decode(content.path(0).path("data").asString()));
        assertEquals("scale 0.5", content.path(1).path("text").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mouse_click   | {"x":1}                    | y is missing: px from the top of the screen.
                    mouse_click   | {"x":1,"y":99999}          | y is '99999'; it must be a whole number from 0 to 32767
                    mouse_click   | {"x":1,"y":1.5}            | y is '1.5'; it must be a whole number from 0 to 32767
                    mouse_click   | {"x":1,"y":"2"}            | y is '2'; it must be a whole number from 0 to 32767
                    mouse_click   | {"x":1,"y":2,"speed":3}    | there is no speed here; there are x, y, button, clickCount
                    screenshot    | {"format":"gif"}           | format is 'gif'; it must be one of png, jpeg, webp
                    """)
    void whatCannotBeMeantIsAToolErrorAndNothingIsDone(String tool, String arguments, String sentence)
            throws Exception {
        JsonNode result = call(tool, arguments);
        assertTrue(result.path("isError").asBoolean(false));
        assertEquals(sentence, result.path("content").path(0).path("text").asString());
        assertNull(agent.asked.poll());
    }

    @Test
    void refusalsOfTheAgentAreToolErrors() throws Exception {
        JsonNode result = call("windows_focus", "{\"id\":\"99\"}");
        assertTrue(result.path("isError").asBoolean(false));
        assertEquals(
                "There is no window 99.",
                result.path("content").path(0).path("text").asString());
        assertEquals(
                "There is no window 99.",
                call("windows_focus", "{\"id\":99}")
                        .path("content")
                        .path(0)
                        .path("text")
                        .asString(),
                "an id as a number");
        agent.close();
        assertTrue(call("windows", "{}").path("isError").asBoolean(false));
    }

    @Test
    void whatIsNoMessageIsRefused() {
        for (String text : new String[] {"", "hello", "[]", "{\"a\":1}"}) {
            assertThrows(McpEndpoint.MalformedException.class, () -> endpoint.answer(text), text);
        }
    }

    @Test
    void anUnknownToolIsAnError() throws Exception {
        JsonNode answer = ask("tools/call", "{\"name\":\"fly\",\"arguments\":{}}");
        assertTrue(answer.has("error") || answer.path("result").path("isError").asBoolean(false), answer.toString());
    }

    @Test
    void withoutTheTokenThereAreNoTools() {
        AgentClient stranger = new AgentClient(Address.of(agent.address()), () -> "");
        var refused = assertThrows(IOException.class, () -> new McpEndpoint(stranger, "1"));
        assertEquals("The token is missing or wrong.", refused.getMessage());
    }
}
