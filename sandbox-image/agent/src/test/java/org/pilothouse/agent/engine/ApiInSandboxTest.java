package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The HTTP API of a managed sandbox that was given one, on a unix socket. */
@Tag("engine")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ApiInSandboxTest {
    private static final String SOCKET = SandboxApi.SOCKET;

    private Sandbox sandbox;
    private SandboxApi api;

    @AfterEach
    void remove() throws Exception {
        if (sandbox != null) {
            sandbox.remove();
        }
    }

    private String call(String method, String path, String body) throws Exception {
        return api.call(method, path, body);
    }

    private JsonNode json(String method, String path, String body) throws Exception {
        return api.json(method, path, body);
    }

    @Test
    void theDesktopIsUsedStoppedAndStartedAgain() throws Exception {
        sandbox = Sandbox.started(SandboxApi.SETTING);
        api = SandboxApi.of(sandbox);
        assertEquals("srw-------", sandbox.shell("stat -c %A " + SOCKET).strip());
        assertEquals(
                "-rw-------",
                sandbox.shell("stat -c %A ~/.config/pilothouse/api-token").strip());
        String token = sandbox.shell("cat ~/.config/pilothouse/api-token").strip();
        assertEquals(2, sandbox.logs().split(token, -1).length, "the token is said once");
        JsonNode status = json("GET", "/v1/desktop/status", "");
        assertEquals("active", status.path("state").asString(), status.toString());
        assertTrue(status.path("processes").size() >= 6, status.toString());
        JsonNode moved = json("POST", "/v1/desktop/mouse/move", "{\"x\":12,\"y\":34}");
        assertEquals("12,34", moved.path("x").asInt() + "," + moved.path("y").asInt(), moved.toString());
        for (String format : new String[] {"png", "jpeg", "webp"}) {
            String bytes =
                    sandbox.shell("t=$(cat ~/.config/pilothouse/api-token); printf 'GET /v1/desktop/screenshot?format="
                            + format
                            + " HTTP/1.0\\r\\nHost: localhost\\r\\nAuthorization: Bearer '\"$t\"'\\r\\n\\r\\n' | socat -t 60 - UNIX-CONNECT:"
                            + SOCKET + " | head -c 400 | tr -d '\\0' | head -1");
            assertTrue(bytes.startsWith("HTTP/1.1 200"), format + ": " + bytes);
        }
        JsonNode run = json("POST", "/v1/processes/run", "{\"command\":\"env\"}");
        assertTrue(run.path("stdout").asString().contains("DISPLAY=:"), run.toString());
        assertTrue(!run.path("stdout").asString().contains("PILOTHOUSE_API"), run.toString());
        assertEquals(
                "inactive", json("POST", "/v1/desktop/stop", "").path("state").asString());
        assertEquals(
                "desktop_runtime_inactive",
                json("GET", "/v1/desktop/mouse/position", "").path("code").asString());
        assertEquals("", sandbox.shell("pgrep -x Xtigervnc || true").strip());
        assertEquals(
                "active", json("POST", "/v1/desktop/start", "").path("state").asString());
        assertEquals(
                1280,
                json("GET", "/v1/desktop/display/info", "")
                        .at("/resolution/width")
                        .asInt());
        JsonNode larger = json("POST", "/v1/desktop/start", "{\"width\":1440,\"height\":900}");
        assertEquals(1440, larger.at("/resolution/width").asInt(), larger.toString());
        assertEquals(
                "{\"active\":false}",
                call("GET", "/v1/desktop/stream/status", "").strip());
    }

    /** What is not asked for costs nothing. */
    @Test
    void withoutAnApiNothingOfItIsThere() throws Exception {
        sandbox = Sandbox.started();
        sandbox.awaitReady();
        assertEquals(
                "",
                sandbox.shell("ls " + SOCKET + " ~/.config/pilothouse/api-token 2>/dev/null || true")
                        .strip());
    }
}
