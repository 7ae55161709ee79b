package org.pilothouse.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** What agents inside a sandbox find: the command line, the skill that teaches it, the MCP server. */
@Tag("engine")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SurfacesTest {
    private static final String SKILL = "/opt/pilothouse/skills/pilothouse-desktop/SKILL.md";

    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.started("PILOTHOUSE_API_LISTEN=unix:/run/pilothouse/api.sock");
        sandbox.awaitReady();
        sandbox.shell("for i in $(seq 100); do [ -S /run/pilothouse/api.sock ] && exit; sleep 0.1; done; exit 1");
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.remove();
    }

    private static Sandbox.Result tried(String command) throws Exception {
        return Sandbox.run(List.of("docker", "exec", sandbox.name(), "sh", "-c", command));
    }

    @Test
    void theCommandLineWorks() throws Exception {
        JsonNode status = Json.LENIENT.readTree(sandbox.shell("pilothouse-desktop --json status"));
        assertEquals("active", status.path("state").asString());
        assertTrue(sandbox.shell("pilothouse-desktop status").startsWith("state: active\n"));
        sandbox.shell("pilothouse-desktop mouse move 321 123");
        assertEquals(
                "x: 321\ny: 123",
                sandbox.shell("pilothouse-desktop mouse position | head -n 2").strip());
        String picture =
                sandbox.shell("cd /tmp && pilothouse-desktop screenshot -o shot.png && head -c 4 shot.png | od -An -c");
        assertTrue(picture.contains("shot.png") && picture.contains("P   N   G"), picture);
        assertEquals(2, tried("pilothouse-desktop mouse move 1").status());
        Sandbox.Result refused = tried("pilothouse-desktop windows focus 99");
        assertEquals(1, refused.status());
        assertTrue(refused.text().contains("There is no window 99"), refused.text());
        assertEquals(
                69,
                tried("PILOTHOUSE_API=unix:/tmp/none pilothouse-desktop status").status());
    }

    @Test
    void theShellCompletesIt() throws Exception {
        String words = sandbox.shell(
                "bash -c '. /usr/share/bash-completion/completions/pilothouse-desktop;"
                        + " COMP_WORDS=(pilothouse-desktop keyboard \"\"); COMP_CWORD=2; _pilothouse_desktop; echo ${COMPREPLY[*]}'");
        assertTrue(words.contains("type") && words.contains("press"), words);
    }

    @Test
    void theSkillIsWhereAgentsLookAndItsCommandsRun() throws Exception {
        for (String place : List.of(".claude/skills", ".config/opencode/skills")) {
            assertEquals(
                    sandbox.shell("cat " + SKILL), sandbox.shell("cat ~/" + place + "/pilothouse-desktop/SKILL.md"));
        }
        String skill = sandbox.shell("cat " + SKILL);
        Matcher front = Pattern.compile("^---\nname: ([a-z0-9-]{1,64})\ndescription: (.{1,1024})\n(.*\n)*?---\n")
                .matcher(skill);
        assertTrue(front.find(), "front matter with a name and a description");
        assertEquals("pilothouse-desktop", front.group(1));

        List<String> commands = new ArrayList<>();
        Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(skill);
        while (block.find()) {
            block.group(1).lines().forEach(commands::add);
        }
        assertTrue(commands.size() > 15, commands.toString());
        String script = "set -eux\nexport DISPLAY=:1\n" + String.join("\n", commands);
        Sandbox.Result result = tried(script);
        assertEquals(0, result.status(), result.text());
        Matcher mentioned =
                Pattern.compile("`pilothouse-desktop help ([a-z ]+)`").matcher(skill);
        while (mentioned.find()) {
            sandbox.shell("pilothouse-desktop help " + mentioned.group(1));
        }
    }

    @Test
    void thePublicInspectorUsesTheMcpServer() throws Exception {
        Assumptions.assumeTrue(Inspector.available(), "npm cannot be reached");
        String tools = inspect("--method", "tools/list");
        for (String tool : List.of("screenshot", "mouse_click", "keyboard_type", "windows", "clipboard_get")) {
            assertTrue(tools.contains("\"name\": \"" + tool + "\""), tools);
        }
        assertTrue(tools.contains("\"maximum\": 32767"), tools);
        String moved = inspect("--method", "tools/call", "--tool-name", "mouse_move", "--tool-arg", "x=77", "y=88");
        assertTrue(moved.contains("\\\"x\\\":77"), moved);
        assertEquals(
                "x: 77",
                sandbox.shell("pilothouse-desktop mouse position | head -n 1").strip());
        String picture = inspect("--method", "tools/call", "--tool-name", "screenshot", "--tool-arg", "scale=0.2");
        assertTrue(picture.contains("\"type\": \"image\"") && picture.contains("\"mimeType\": \"image/png\""));
        String bad = inspect("--method", "tools/call", "--tool-name", "mouse_move", "--tool-arg", "x=77", "y=99999");
        assertTrue(bad.contains("\"isError\": true") && bad.contains("from 0 to 32767"), bad);
        assertFalse(bad.contains("Exception"), bad);
    }

    private static String inspect(String... arguments) throws Exception {
        return Inspector.run(List.of("docker", "exec", "-i", sandbox.name(), "pilothouse-desktop", "mcp"), arguments);
    }
}
