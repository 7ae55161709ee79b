package org.pilothouse.desktop.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.desktop.FakeAgent;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.Catalogue;

/** The command line as somebody meets it. */
class MainTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeAgent agent;

    @BeforeEach
    void start() throws Exception {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private int run(String line) {
        return run(agent.environment(), line);
    }

    private int run(Map<String, String> environment, String line) {
        out.reset();
        err.reset();
        return Main.run(
                line.isEmpty() ? new String[0] : line.split(" "),
                environment,
                folder,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    mouse move 640 400                              | POST /v1/desktop/mouse/move {"x":640,"y":400}
                    mouse click 1 2 --button right --click-count=2  | POST /v1/desktop/mouse/click {"button":"right","clickCount":2,"x":1,"y":2}
                    mouse scroll 5 6 --delta-y -3                   | POST /v1/desktop/mouse/scroll {"deltaY":-3,"x":5,"y":6}
                    keyboard hotkey ctrl+c                          | POST /v1/desktop/keyboard/press {"key":"ctrl+c"}
                    keyboard type -- --help                         | POST /v1/desktop/keyboard/type {"text":"--help"}
                    windows focus 0x7                               | POST /v1/desktop/windows/0x7/focus {}
                    clipboard get --selection primary               | GET /v1/desktop/clipboard?selection=primary
                    launch mousepad --wait a.txt -x                 | POST /v1/desktop/launch {"wait":true,"app":"mousepad","args":["a.txt","-x"]}
                    windows --all                                   | GET /v1/desktop/windows?all=true
                    windows minimize 7                              | POST /v1/desktop/windows/7/minimize {}
                    elements --scope focused --depth 3              | GET /v1/desktop/accessibility/tree?scope=focused&depth=3
                    elements find --role menu --name File showing   | POST /v1/desktop/accessibility/find {"role":"menu","name":"File","states":["showing"]}
                    elements click --name Save                      | POST /v1/desktop/accessibility/click {"name":"Save"}
                    elements set Grüße --name Search                | POST /v1/desktop/accessibility/value {"name":"Search","value":"Grüße"}
                    browser open https://example.org/ --wait-until commit | POST /v1/browser/navigate {"waitUntil":"commit","url":"https://example.org/"}
                    browser close ABC                               | DELETE /v1/browser/tabs/ABC
                    service restart xfwm4                           | POST /v1/desktop/processes/xfwm4/restart {}
                    clipboard clear                                 | DELETE /v1/desktop/clipboard
                    keyboard press Tab --repeat 3                   | POST /v1/desktop/keyboard/press {"repeat":3,"key":"Tab"}
                    wait 500                                        | POST /v1/desktop/wait {"durationMs":500}
                    wait element --name Save --state hidden         | POST /v1/desktop/wait/element {"name":"Save","state":"hidden"}
                    batch [{"path":"mouse/position"}]               | POST /v1/desktop/batch {"steps":[{"path":"mouse/position"}]}
                    recordings delete rec_1/../x                    | DELETE /v1/desktop/recordings/rec_1%2F..%2Fx
                    """)
    void wordsBecomeARequest(String line, String request) {
        assertEquals(0, run(line), err());
        assertEquals(request, agent.asked.poll());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    mouse fly                        | there is no command 'mouse fly'; pilothouse-desktop help lists them
                    mouse move 640                   | y is missing: px from the top of the screen.
                    mouse move 640 far               | y is 'far'; it must be a number from 0 to 32767
                    mouse move 640 99999             | y is '99999'; it must be a whole number from 0 to 32767
                    mouse click 1 2 --button thumb   | button is 'thumb'; it must be one of left, middle, right, back, forward
                    mouse click 1 2 3                | '3' is too much for mouse click; see pilothouse-desktop help mouse click
                    mouse click 1 2 --buton left     | mouse click has no option --buton; see pilothouse-desktop help mouse click
                    mouse click 1 2 --button         | --button wants a value
                    batch [1]                        | steps is '[1]'; it must be a list of JSON objects
                    wait element --state gone        | state is 'gone'; it must be one of exists, visible, hidden
                    mouse move 1 2 -o x.png          | --output is for pictures and films; mouse move gives neither
                    """)
    void whatCannotBeMeantIsOneSentenceAndNothingIsDone(String line, String sentence) {
        assertEquals(2, run(line));
        assertEquals("pilothouse-desktop: " + sentence + "\n", err());
        assertNull(agent.asked.poll());
    }

    @Test
    void listsAreTablesAndJsonOnDemand() {
        assertEquals(0, run("windows"));
        assertEquals("id  title  x\n7   Näme   1\n12  b      -20\n", out());
        assertEquals(0, run("windows --json"));
        assertTrue(out().startsWith("{\"windows\":[{\"id\":\"7\""), out());
        assertEquals(0, run("--json mouse position"));
        assertEquals("{\"x\":640,\"y\":400}\n", out());
        assertEquals(0, run("mouse position"));
        assertEquals("x: 640\ny: 400\n", out());
        assertEquals(0, run("elements"));
        assertEquals("frame 'note' at 1,2 3x4 a\n  text '' = 'hi' b\n", out());
    }

    @Test
    void picturesGoIntoFiles() throws Exception {
        assertEquals(0, run("screenshot --scale 0.5 -o a.png --json"));
        assertEquals("GET /v1/desktop/screenshot?scale=0.5", agent.asked.poll());
        assertArrayEquals(FakeAgent.PICTURE, Files.readAllBytes(folder.resolve("a.png")));
        assertTrue(out().contains("\"scale\":\"0.5\""), out());
        assertEquals(0, run("screenshot -o -"));
        assertArrayEquals(FakeAgent.PICTURE, out.toByteArray());
        assertEquals(0, run("screenshot"));
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().matches("screenshot-[0-9-]+\\.png")));
        }
    }

    @Test
    void aProgramsOutputAndStatusAreItsOwn() {
        assertEquals(3, run("run ls -l --json /tmp"));
        assertEquals("out\n", out());
        assertEquals("err\n", err());
        assertEquals(
                "POST /v1/processes/run {\"command\":\"ls\",\"args\":[\"-l\",\"--json\",\"/tmp\"]}",
                agent.asked.poll());
    }

    @Test
    void refusalsAreTheAgentsSentence() {
        assertEquals(1, run("windows focus 99"));
        assertEquals("pilothouse-desktop: There is no window 99.\n", err());
        assertEquals(1, run("--json windows focus 99"));
        assertTrue(err().contains("\"code\":\"window_not_found\""), err());
        assertEquals(1, run(Map.of("PILOTHOUSE_API", agent.address(), "HOME", folder.toString()), "status"));
        assertEquals("pilothouse-desktop: The token is missing or wrong.\n", err());
    }

    @Test
    void anAgentThatIsNotThereIsSaidSo() {
        assertEquals(69, run(Map.of("PILOTHOUSE_API", "unix:" + folder.resolve("none.sock")), "status"));
        assertTrue(err().contains("PILOTHOUSE_API_LISTEN"), err());
        assertEquals(69, run(Map.of("PILOTHOUSE_API", "http://127.0.0.1:1"), "status"));
        assertEquals(2, run(Map.of("PILOTHOUSE_API", "nonsense"), "status"));
    }

    @Test
    void theAddressIsWhereTheAgentListens() {
        assertEquals(
                0,
                run(
                        Map.of(
                                "PILOTHOUSE_API_LISTEN",
                                agent.address().replace("http://127.0.0.1", "0.0.0.0"),
                                "PILOTHOUSE_API_TOKEN",
                                FakeAgent.TOKEN),
                        "status"),
                err());
    }

    @Test
    void helpNamesEverything() {
        assertEquals(0, run(""));
        String all = out();
        for (Action action : Catalogue.actions()) {
            assertTrue(all.contains("  " + action.command() + " "), action.command());
        }
        assertEquals(0, run("help mouse click"));
        assertTrue(out().contains("mouse click X Y [--button left|middle|right|back|forward]"), out());
        assertEquals(0, run("mouse --help"));
        assertTrue(out().contains("mouse drag") && !out().contains("keyboard"), out());
        assertEquals(2, run("help nothing"));
    }

    @Test
    void bashCompletesWords() throws Exception {
        assertEquals(0, run("completion bash"));
        Path script = Files.writeString(folder.resolve("completion"), out());
        assertEquals("click", completed(script, "pilothouse-desktop mouse cl"));
        assertEquals("middle", completed(script, "pilothouse-desktop mouse click 1 2 --button mi"));
        assertEquals("--show-cursor", completed(script, "pilothouse-desktop screenshot --sh"));
        assertEquals("gone", completed(script, "pilothouse-desktop wait window --state go"));
        assertEquals("find focus", completed(script, "pilothouse-desktop elements f"));
        assertEquals("--click-count", completed(script, "pilothouse-desktop mouse click 1 2 --cl"));
        assertFalse(completed(script, "pilothouse-desktop ").isBlank());
    }

    private static String completed(Path script, String line) throws Exception {
        String program = """
                . "$1"; read -ra COMP_WORDS <<<"$2"; [[ $2 != *' ' ]] || COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _pilothouse_desktop; echo "${COMPREPLY[*]}"
                """;
        Process bash = new ProcessBuilder(List.of("bash", "-c", program, "bash", script.toString(), line))
                .redirectErrorStream(true)
                .start();
        String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return text.strip();
    }
}
