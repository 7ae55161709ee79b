package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.api.ApiClient;
import org.pilothouse.agent.api.ApiClient.Reply;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.deck.DeckFace;
import org.pilothouse.agent.deck.FakeControl;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.http.Listen;
import tools.jackson.databind.JsonNode;

/** Deck's computer use on a real X server with a window manager; what Deck does wrong is done right here. */
class DeckDesktopTest extends DisplayTest {
    @TempDir
    Path folder;

    private Desktop desktop;
    private UserProcesses processes;
    private ApiServer api;
    private ApiClient client;

    @BeforeEach
    void serve() throws Exception {
        display.run("openbox");
        await("the window manager", () -> server.call(x -> x.windows().windowManagerRuns()));
        desktop = Desktop.of(server, new Accessibility("unix:path=" + folder.resolve("no-bus")));
        processes = UserProcesses.open(folder.resolve("state"), Map.of("PATH", "/usr/bin:/bin"), folder);
        Path tokenFile = folder.resolve("token");
        api = ApiServer.start(
                new ApiSettings(List.of(new Listen.Tcp("127.0.0.1", 0)), tokenFile, Set.of(), true),
                "test",
                AuditLog.NONE,
                List.of(new DeckFace(new DeckFace.Cores(
                        "test",
                        folder,
                        new FakeControl(folder),
                        desktop,
                        processes,
                        new FileTree(folder),
                        new Browser(processes),
                        port -> false,
                        Clock.systemUTC()))));
        client = new ApiClient(api.uri(), Files.readString(tokenFile).strip());
    }

    @AfterEach
    void stopServing() throws Exception {
        client.close();
        api.close();
        processes.close();
    }

    private Reply ask(String method, String path, String body) throws Exception {
        return method.equals("GET") ? client.get("/computeruse/" + path) : client.post("/computeruse/" + path, body);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | mouse/move     | {"x":100,"y":120}                         | 200 | {"x":100,"y":120}
            POST | mouse/move     | {"x":100}                                 | 400 | y is missing
            POST | mouse/move     | {"x":"1","y":2}                           | 400 | "field":"x"
            POST | mouse/move     | {"x":1024,"y":2}                          | 400 | "field":"x"
            POST | mouse/move     | {"x":-1,"y":2}                            | 400 | "field":"x"
            POST | mouse/click    | {"x":5,"y":6}                             | 200 | {"x":5,"y":6}
            POST | mouse/click    | {"x":5,"y":6,"button":"right","double":true} | 200 | {"x":5,"y":6}
            POST | mouse/click    | {"x":5,"y":6,"button":"fourth"}           | 400 | button must be one of left, right, middle
            POST | mouse/click    | {"x":5,"y":6,"double":"yes"}              | 400 | double must be true or false
            POST | mouse/drag     | {"startX":1,"startY":2,"endX":30,"endY":40} | 200 | {"x":30,"y":40}
            POST | mouse/drag     | {"startX":1,"startY":2,"endX":3000,"endY":40} | 400 | "field":"endX"
            POST | mouse/drag     | {"startX":1,"startY":2000,"endX":3,"endY":40} | 400 | "field":"startY"
            POST | mouse/scroll   | {"x":5,"y":6,"direction":"up"}            | 200 | {"success":true}
            POST | mouse/scroll   | {"x":5,"y":6,"direction":"left","amount":2} | 200 | {"success":true}
            POST | mouse/scroll   | {"x":5,"y":6,"direction":"around"}        | 400 | direction must be one of up, down, left, right
            POST | mouse/scroll   | {"x":5,"y":6,"direction":"up","amount":0} | 400 | from 1 to 100
            POST | mouse/scroll   | {"x":5,"y":6,"direction":"up","amount":101} | 400 | "field":"amount"
            GET  | mouse/position |                                           | 200 | {"x":
            POST | keyboard/type  | {"text":"hi","delay":5}                   | 200 | {}
            POST | keyboard/type  | {"text":""}                               | 400 | text
            POST | keyboard/type  | {"text":"a","delay":1001}                 | 400 | "field":"delay"
            POST | keyboard/type  | {"text":"\\u0001"}                        | 400 | "field":"text"
            POST | keyboard/key   | {"key":"a","modifiers":["ctrl","cmd"]}    | 200 | {}
            POST | keyboard/key   | {"key":"nonsense"}                        | 400 | "field":"key"
            POST | keyboard/key   | {"key":"a","modifiers":["b"]}             | 400 | modifier
            POST | keyboard/hotkey| {"keys":"ctrl+shift+t"}                   | 200 | {}
            POST | keyboard/hotkey| {"keys":"ctrl+"}                          | 400 | "field":"keys"
            GET  | display/info   |                                           | 200 | {"displays":[{"id":0,"x":0,"y":0,"width":1024,"height":768,"isActive":true}]}
            GET  | display/windows|                                           | 200 | {"windows":[
            GET  | screenshot     |                                           | 200 | "cursorPosition":{"x":
            GET  | screenshot?showCursor=maybe |                              | 400 | true or false
            GET  | screenshot/region?x=1&y=2&width=30&height=40 |             | 200 | "width":30,"height":40
            GET  | screenshot/region?x=1&y=2&width=30 |                       | 400 | height is missing
            GET  | screenshot/region?x=1000&y=2&width=30&height=4 |           | 400 | "field":"width"
            GET  | screenshot/compressed?format=jpeg&quality=50&scale=0.5 |   | 200 | "width":512,"height":384,"scale":0.5
            GET  | screenshot/compressed?format=webp |                        | 200 | "sizeBytes":
            GET  | screenshot/compressed?format=gif |                         | 400 | format must be one of png, jpeg, webp
            GET  | screenshot/compressed?quality=0 |                          | 400 | from 1 to 100
            GET  | screenshot/compressed?quality=101 |                        | 400 | "field":"quality"
            GET  | screenshot/compressed?scale=0.05 |                         | 400 | from 0.1 to 1
            GET  | screenshot/compressed?scale=2 |                            | 400 | "field":"scale"
            GET  | screenshot/compressed?colour=red |                         | 400 | unknown parameter colour
            GET  | screenshot/region/compressed?x=0&y=0&width=100&height=50&scale=0.5&format=jpeg | | 200 | "width":50,"height":25
            GET  | screenshot/region/compressed?x=0&y=0&width=0&height=50 |   | 400 | "field":"width"
            """)
    void eachPathAnswersGoodAndBadInput(String method, String path, String body, int status, String part)
            throws Exception {
        Reply reply = ask(method, path, body == null ? "" : body);
        assertEquals(status, reply.status(), reply.text());
        assertTrue(reply.text().contains(part), reply.text());
        assertEquals(status == 400, reply.json().has("error"));
    }

    @Test
    void windowsHaveTheirRealPlacesAndOneIsActive() throws Exception {
        display.run("xterm", "-T", "first", "-geometry", "60x20+100+120");
        await("the window", () -> ask("GET", "display/windows", "").text().contains("\"first\""));
        await("its activation", () -> ask("GET", "display/windows", "").text().contains("\"isActive\":true"));
        JsonNode window = ask("GET", "display/windows", "").json().at("/windows/0");
        assertTrue(window.path("width").asInt() > 300 && window.path("height").asInt() > 200, window.toString());
        assertTrue(window.path("x").asInt() >= 90 && window.path("y").asInt() >= 110, window.toString());
        assertTrue(window.path("id").isIntegralNumber());
    }

    @Test
    void thePointerOnPicturesIsTheRealOneAndScalingIsSmooth() throws Exception {
        display.run("xsetroot", "-solid", "#204060", "-cursor_name", "crosshair")
                .waitFor();
        ask("POST", "mouse/move", "{\"x\":500,\"y\":400}");
        JsonNode with = ask("GET", "screenshot", "").json();
        assertEquals(
                "500,400",
                with.at("/cursorPosition/x").asInt() + ","
                        + with.at("/cursorPosition/y").asInt());
        BufferedImage shown = picture(with);
        BufferedImage hidden =
                picture(ask("GET", "screenshot?showCursor=false", "").json());
        assertEquals(hidden.getRGB(100, 100), shown.getRGB(100, 100));
        // A drawn mark of Deck's reaches 20 px; the look of a pointer does not.
        assertEquals(hidden.getRGB(500, 381), shown.getRGB(500, 381));
        boolean differs = false;
        for (int x = 490; x < 515; x++) {
            for (int y = 390; y < 420; y++) {
                differs |= shown.getRGB(x, y) != hidden.getRGB(x, y);
            }
        }
        assertTrue(differs);
        JsonNode jpeg = ask("GET", "screenshot/compressed?format=jpeg", "").json();
        byte[] bytes = Base64.getDecoder().decode(jpeg.path("screenshot").asString());
        assertEquals(0xff, bytes[0] & 0xff, "what was asked for, in its own format");
        assertEquals(bytes.length, jpeg.path("sizeBytes").asInt());
    }

    private static BufferedImage picture(JsonNode reply) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(reply.path("screenshot").asString())));
    }

    @Test
    void whatIsTypedArrives() throws Exception {
        Path file = folder.resolve("typed");
        display.run("xterm", "-T", "shell", "-e", "sh", "-c", "read -r x; echo \"$x\" > " + file);
        await("the window", () -> ask("GET", "display/windows", "").text().contains("\"shell\""));
        await("its activation", () -> ask("GET", "display/windows", "").text().contains("\"isActive\":true"));
        ask("POST", "keyboard/type", "{\"text\":\"Hello, ä 1\"}");
        ask("POST", "keyboard/key", "{\"key\":\"enter\"}");
        await("the text", () -> Files.exists(file) && Files.size(file) > 1);
        assertEquals("Hello, ä 1\n", Files.readString(file));
    }

    @Test
    void withoutAScreenItIsSaidHowToGetOne() throws Exception {
        display.crash();
        await("the server's death", () -> !server.connected());
        for (String path : List.of("screenshot", "mouse/position", "display/info", "display/windows")) {
            Reply reply = ask("GET", path, "");
            assertEquals(503, reply.status(), path);
            assertFalse(reply.json().path("solution").asString("").isEmpty());
        }
        assertEquals(503, ask("POST", "keyboard/type", "{\"text\":\"a\"}").status());
    }
}
