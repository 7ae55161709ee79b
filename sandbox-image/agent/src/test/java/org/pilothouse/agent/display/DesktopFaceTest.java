package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.api.ApiClient.Reply;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/** What sandbox-agent's clients get, and what happens on the desktop. */
class DesktopFaceTest extends FaceFixture {
    @Test
    void theMouseGoesWhereItIsToldTo() throws Exception {
        String window = openWindow("target", "40x10+200+150");
        Reply moved = client.post("/v1/desktop/mouse/move", "{\"x\":260,\"y\":200}");
        assertEquals(200, moved.status(), moved.text());
        assertEquals("{\"x\":260,\"y\":200,\"screen\":0,\"window\":\"" + window + "\"}", moved.text());
        assertEquals(moved.text(), client.get("/v1/desktop/mouse/position").text());
        assertEquals(
                0,
                client.post("/v1/desktop/mouse/move", "{\"x\":1023,\"y\":767}")
                        .json()
                        .path("screen")
                        .asInt(-1));
        Reply clicked =
                client.post("/v1/desktop/mouse/click", "{\"x\":5,\"y\":6,\"button\":\"right\",\"clickCount\":2}");
        assertEquals(5, clicked.json().path("x").asInt(), clicked.text());
        client.post("/v1/desktop/mouse/drag", "{\"startX\":900,\"startY\":10,\"endX\":950,\"endY\":60}");
        assertEquals(950, server.call(XConnection::pointer).x());
        client.post("/v1/desktop/mouse/down", "{\"x\":900,\"y\":700}");
        assertEquals(1 << 8, server.call(XConnection::pointer).mask() & 0x1f00, "the left button is down");
        client.post("/v1/desktop/mouse/up", "{}");
        assertEquals(0, server.call(XConnection::pointer).mask() & 0x1f00);
        assertEquals(
                200,
                client.post("/v1/desktop/mouse/scroll", "{\"x\":9,\"y\":9,\"deltaY\":-2,\"deltaX\":1}")
                        .status());
    }

    @Test
    void keysAreTypedPressedAndHeld() throws Exception {
        String window = openWindow("typing", "60x10+100+100");
        assertEquals(
                "true",
                client.post("/v1/desktop/windows/" + window + "/focus", "")
                        .json()
                        .path("isActive")
                        .toString());
        Path typed = folder.resolve("typed");
        type("cat > " + typed + "\n");
        await("cat", () -> Files.exists(typed));
        type("Grüße, мир\n");
        // Shift is held by the caller, not by the key
        client.post("/v1/desktop/keyboard/down", "{\"key\":\"Shift\"}");
        client.post("/v1/desktop/keyboard/press", "{\"key\":\"a\"}");
        client.post("/v1/desktop/keyboard/up", "{\"key\":\"Shift\"}");
        client.post("/v1/desktop/keyboard/press", "{\"key\":\"b\",\"modifiers\":{\"shift\":true}}");
        client.post("/v1/desktop/keyboard/press", "{\"key\":\"c\"}");
        client.post("/v1/desktop/keyboard/press", "{\"key\":\"Return\"}");
        client.post("/v1/desktop/keyboard/press", "{\"key\":\"ctrl+d\"}");
        awaitEqual("Grüße, мир\nABc\n", () -> Files.readString(typed));
    }

    private void type(String text) throws Exception {
        String body = Json.LENIENT.writeValueAsString(Map.of("text", text));
        assertEquals(
                "{\"ok\":true}", client.post("/v1/desktop/keyboard/type", body).text());
    }

    @Test
    void picturesComeInEachFormatAndSize() throws Exception {
        openWindow("something to see", "60x20+100+100");
        Reply png = client.get("/v1/desktop/screenshot");
        assertEquals("image/png", png.header("Content-Type"));
        assertEquals(1024, ImageIO.read(new ByteArrayInputStream(png.bytes())).getWidth());
        Reply half = client.get("/v1/desktop/screenshot?format=jpeg&quality=60&scale=0.5&showCursor=true");
        assertEquals("image/jpeg", half.header("Content-Type"));
        var picture = ImageIO.read(new ByteArrayInputStream(half.bytes()));
        assertEquals(512, picture.getWidth());
        assertEquals(384, picture.getHeight());
        assertEquals("0.5", half.header("X-Scale"));
        assertEquals("512x384", half.header("X-Image-Size"));
        assertEquals("1024x768", half.header("X-Screen-Size"));
        Reply webp = client.get("/v1/desktop/screenshot?format=webp&quality=70");
        assertEquals("image/webp", webp.header("Content-Type"));
        assertEquals("WEBP", new String(webp.bytes(), 8, 4, StandardCharsets.US_ASCII));
        assertEquals("VP8 ", new String(webp.bytes(), 12, 4, StandardCharsets.US_ASCII));
        assertEquals(1024, (webp.bytes()[26] & 0xff) | (webp.bytes()[27] & 0x3f) << 8);
        assertEquals(768, (webp.bytes()[28] & 0xff) | (webp.bytes()[29] & 0x3f) << 8);
        Reply large = client.get("/v1/desktop/screenshot?format=jpeg&quality=100");
        Reply small = client.get("/v1/desktop/screenshot?format=jpeg&quality=1");
        assertTrue(small.bytes().length < large.bytes().length, "quality counts");
    }

    /** B.12: a region is read by its lower-case parameters, and is that part of the screen. */
    @Test
    void aRegionIsThatPartOfTheScreen() throws Exception {
        String window = openWindow("part", "60x20+100+100");
        var whole = ImageIO.read(
                new ByteArrayInputStream(client.get("/v1/desktop/screenshot").bytes()));
        Reply region = client.get("/v1/desktop/screenshot/region?x=90&y=80&width=301&height=203");
        assertEquals(200, region.status(), region.text());
        var part = ImageIO.read(new ByteArrayInputStream(region.bytes()));
        assertEquals(301, part.getWidth());
        assertEquals(203, part.getHeight());
        assertEquals("90,80", region.header("X-Offset"));
        assertArrayEquals(whole.getRGB(90, 80, 301, 203, null, 0, 301), part.getRGB(0, 0, 301, 203, null, 0, 301));
        Reply corner = client.get("/v1/desktop/screenshot/region?x=1023&y=767&width=1&height=1");
        assertEquals(200, corner.status(), corner.text());
        Reply shot = client.get("/v1/desktop/windows/" + window + "/screenshot");
        JsonNode info = info(window);
        assertEquals(info.path("width").asInt() + "x" + info.path("height").asInt(), shot.header("X-Image-Size"));
        assertEquals(404, client.get("/v1/desktop/windows/77/screenshot").status());
    }

    /** B.12: the real pointer is drawn, not a cross-hair, and only when it is asked for. */
    @Test
    void thePointerIsOnThePictureWhenAskedFor() throws Exception {
        client.post("/v1/desktop/mouse/move", "{\"x\":500,\"y\":400}");
        byte[] without = client.get("/v1/desktop/screenshot").bytes();
        assertArrayEquals(
                without, client.get("/v1/desktop/screenshot?showCursor=false").bytes());
        assertFalse(Arrays.equals(
                without, client.get("/v1/desktop/screenshot?showCursor=true").bytes()));
    }

    @Test
    void windowsAreListedFocusedMovedAndResized() throws Exception {
        String first = openWindow("first", "60x20+100+100");
        String second = openWindow("second", "50x15+300+250");
        List<String> titles = new ArrayList<>();
        client.get("/v1/desktop/windows")
                .json()
                .path("windows")
                .forEach(w -> titles.add(w.path("title").asString()));
        assertTrue(titles.containsAll(List.of("first", "second")), titles.toString());
        assertEquals(
                first,
                client.post("/v1/desktop/windows/" + first + "/focus", "")
                        .json()
                        .path("id")
                        .asString());
        assertEquals(
                "first",
                client.get("/v1/desktop/windows/focused").json().path("title").asString());
        JsonNode moved = client.post("/v1/desktop/windows/" + second + "/move", "{\"x\":40,\"y\":60}")
                .json();
        assertEquals("40,60", moved.path("x").asInt() + "," + moved.path("y").asInt(), moved.toString());
        JsonNode resized = client.post("/v1/desktop/windows/" + second + "/resize", "{\"width\":500,\"height\":300}")
                .json();
        // a terminal is as large as whole characters are
        assertEquals(500, resized.path("width").asInt(), 12, resized.toString());
        assertEquals(300, resized.path("height").asInt(), 20, resized.toString());
        assertEquals(resized.path("width"), info(second).path("width"));
        long hex = Long.parseLong(first);
        assertEquals(
                200,
                client.post("/v1/desktop/windows/0x" + Long.toHexString(hex) + "/focus", "")
                        .status());
        for (String verb : List.of("focus", "move", "resize")) {
            String body = verb.equals("move") ? "{\"x\":1,\"y\":1}" : "{\"width\":9,\"height\":9}";
            Reply gone = client.post("/v1/desktop/windows/12345/" + verb, verb.equals("focus") ? "" : body);
            assertEquals("404 window_not_found", gone.status() + " " + gone.code());
        }
    }

    private JsonNode info(String window) throws Exception {
        for (JsonNode info : client.get("/v1/desktop/windows").json().path("windows")) {
            if (info.path("id").asString().equals(window)) {
                return info;
            }
        }
        throw new AssertionError("no window " + window);
    }

    @Test
    void noWindowHasTheKeyboard() throws Exception {
        Reply none = client.get("/v1/desktop/windows/focused");
        assertEquals("404 no_focused_window", none.status() + " " + none.code());
    }

    @Test
    void textsGoToAndFromTheClipboard() throws Exception {
        Reply empty = client.get("/v1/desktop/clipboard");
        assertEquals("{\"text\":\"\",\"selection\":\"clipboard\"}", empty.text());
        client.post("/v1/desktop/clipboard", "{\"text\":\"Grüße 😀\",\"selection\":\"both\"}");
        assertEquals(
                "Grüße 😀",
                client.get("/v1/desktop/clipboard").json().path("text").asString());
        assertEquals("Grüße 😀", display.output("xclip", "-o", "-selection", "clipboard"));
        assertEquals("Grüße 😀", display.output("xclip", "-o", "-selection", "primary"));
        // and from another program, a long one in pieces
        String long_ = "дälü ".repeat(200_000);
        Process copy = display.start("xclip", "-selection", "clipboard", "-quiet");
        copy.getOutputStream().write(long_.getBytes(StandardCharsets.UTF_8));
        copy.getOutputStream().close();
        awaitEqual(long_, () -> client.get("/v1/desktop/clipboard?selection=clipboard")
                .json()
                .path("text")
                .asString());
        assertEquals(
                "Grüße 😀",
                client.get("/v1/desktop/clipboard?selection=primary")
                        .json()
                        .path("text")
                        .asString());
    }

    @Test
    void aRecordingIsMadeListedReadInPartsAndDeleted() throws Exception {
        Reply started = client.post("/v1/desktop/recording/start", "{\"fps\":20}");
        assertEquals(200, started.status(), started.text());
        String id = started.json().path("id").asString();
        assertEquals("recording", started.json().path("status").asString());
        assertEquals("409 conflict", code(client.post("/v1/desktop/recording/start", "")));
        assertEquals("409 conflict", code(client.delete("/v1/desktop/recordings/" + id)));
        Reply stopped = client.post("/v1/desktop/recording/stop", "");
        assertEquals("completed", stopped.json().path("status").asString(), stopped.text());
        assertEquals("409 conflict", code(client.post("/v1/desktop/recording/stop", "")));
        assertEquals(
                id,
                client.get("/v1/desktop/recordings")
                        .json()
                        .at("/recordings/0/id")
                        .asString());
        Reply film = client.get("/v1/desktop/recordings/" + id + "/download");
        assertEquals("video/mp4", film.header("Content-Type"));
        assertEquals("ftyp", new String(film.bytes(), 4, 4, StandardCharsets.US_ASCII));
        assertEquals(stopped.json().path("bytes").asInt(), film.bytes().length);
        Reply part = client.send(
                "GET",
                "/v1/desktop/recordings/" + id + "/download",
                "",
                "Range",
                "bytes=4-7",
                "Authorization",
                "Bearer " + token);
        assertEquals("206 ftyp", part.status() + " " + part.text());
        assertEquals("bytes 4-7/" + film.bytes().length, part.header("Content-Range"));
        assertEquals(204, client.delete("/v1/desktop/recordings/" + id).status());
        assertEquals("404 not_found", code(client.get("/v1/desktop/recordings/" + id)));
        assertEquals("404 not_found", code(client.get("/v1/desktop/recordings/" + id + "/download")));
        assertEquals("400 desktop_invalid_action", code(client.get("/v1/desktop/recordings/..%2Ftoken")));
    }

    @Test
    void applicationsAreLaunchedAndWaitedFor() throws Exception {
        Reply launched =
                client.post("/v1/desktop/launch", "{\"app\":\"xterm\",\"args\":[\"-T\",\"launched\"],\"wait\":true}");
        assertEquals(200, launched.status(), launched.text());
        String window = launched.json().path("windowId").asString();
        assertEquals("launched", info(window).path("title").asString());
        String process = launched.json().path("processId").asString();
        JsonNode info = client.get("/v1/processes/" + process).json();
        assertEquals(
                "desktop running",
                info.path("owner").asString() + " " + info.path("status").asString());
        assertEquals(launched.json().path("pid"), info.path("pid"));
        assertEquals(
                "exited",
                client.post("/v1/processes/" + process + "/stop?waitMs=10000", "")
                        .json()
                        .path("status")
                        .asString());
        await(
                "the window's end",
                () -> !client.get("/v1/desktop/windows").text().contains(window));
        for (String app : List.of("no-such-application", "/no/such/file", "/tmp", "rm -rf x")) {
            assertEquals("404 app_not_found", code(client.post("/v1/desktop/launch", "{\"app\":\"" + app + "\"}")));
        }
        assertEquals("404 not_found", code(client.post("/v1/desktop/open", "{\"target\":\"/no/such/file\"}")));
    }

    @Test
    void theDesktopAndItsStreamAreStartedAndStopped() throws Exception {
        assertEquals(
                "{\"active\":false}", client.get("/v1/desktop/stream/status").text());
        assertEquals(
                "{\"active\":true}", client.post("/v1/desktop/stream/start", "").text());
        assertEquals(
                "{\"active\":true}", client.post("/v1/desktop/stream/start", "").text());
        assertEquals(
                "{\"active\":false}", client.post("/v1/desktop/stream/stop", "").text());
        assertEquals("501 desktop_unsupported_platform", code(client.get("/v1/desktop/stream/signaling")));
        assertEquals(
                "inactive",
                client.post("/v1/desktop/stop", "").json().path("state").asString());
        String start = "{\"width\":1280,\"height\":720,\"dpi\":96,\"displayNum\":99,\"stateDir\":\"/x\","
                + "\"streamVideoCodec\":\"vp8\",\"streamAudioCodec\":\"opus\",\"streamFrameRate\":30,"
                + "\"webrtcPortRange\":\"59050-59070\",\"recordingFps\":12}";
        assertEquals(
                "active",
                client.post("/v1/desktop/start", start).json().path("state").asString());
        assertEquals(1280, life.size.width());
        client.post("/v1/desktop/recording/start", "");
        assertEquals(12, recorder.list().getFirst().fps());
        assertEquals(
                "active",
                client.post("/v1/desktop/start", "").json().path("state").asString());
    }

    /** B.12: with Xvfb there is no way to another size but a restart. */
    @Test
    void theScreenChangesItsSizeWhileProgramsRunOnIt() throws Exception {
        String window = openWindow("stays", "40x10+100+100");
        for (int[] size : new int[][] {{1440, 900}, {800, 600}, {1311, 707}, {1920, 1080}, {1024, 768}, {1311, 707}}) {
            Reply resized =
                    client.post("/v1/desktop/display/resize", "{\"width\":" + size[0] + ",\"height\":" + size[1] + "}");
            assertEquals(200, resized.status(), resized.text());
            String measure = size[0] + "x" + size[1];
            assertEquals(
                    measure,
                    resized.json().at("/resolution/width").asInt() + "x"
                            + resized.json().at("/resolution/height").asInt());
            assertEquals(
                    measure, client.get("/v1/desktop/screenshot?format=jpeg").header("X-Screen-Size"));
            assertTrue(display.output("xdpyinfo").contains(measure + " pixels"));
            client.post("/v1/desktop/mouse/move", "{\"x\":" + (size[0] - 1) + ",\"y\":" + (size[1] - 1) + "}");
            assertEquals(size[0] - 1, server.call(XConnection::pointer).x());
        }
        assertEquals("stays", info(window).path("title").asString());
    }

    @Test
    void withoutADesktopItIsSaidWhy() throws Exception {
        assertEquals(
                "active", client.get("/v1/desktop/status").json().path("state").asString());
        assertEquals(
                1024,
                client.get("/v1/desktop/display/info")
                        .json()
                        .at("/resolution/width")
                        .asInt());
        display.crash();
        await("the server's death", () -> !server.connected());
        life.phase = DesktopState.Phase.STARTING;
        for (String path : List.of("mouse/position", "screenshot", "windows", "clipboard", "display/info")) {
            assertEquals("409 desktop_runtime_starting", code(client.get("/v1/desktop/" + path)), path);
        }
        life.phase = DesktopState.Phase.INACTIVE;
        Reply inactive = client.post("/v1/desktop/launch", "{\"app\":\"xterm\"}");
        assertEquals("409 desktop_runtime_inactive", code(inactive));
        assertEquals("409 desktop_runtime_inactive", code(client.post("/v1/desktop/recording/start", "")));
        life.phase = DesktopState.Phase.FAILED;
        Reply failed = client.post("/v1/desktop/keyboard/press", "{\"key\":\"a\"}");
        assertEquals("503 desktop_runtime_failed", code(failed));
        assertEquals("It keeps ending.", failed.json().path("detail").asString());
        JsonNode status = client.get("/v1/desktop/status").json();
        assertEquals("failed", status.path("state").asString());
        assertEquals("desktop_runtime_failed", status.at("/lastError/code").asString());
        assertTrue(status.path("missingDependencies").isEmpty());
        // health is the agent's, not the desktop's
        assertEquals(200, client.get("/v1/health").status());
    }

    private static String code(Reply reply) {
        return reply.status() + " " + reply.code();
    }

    @Test
    void windowsAreMinimizedMaximizedRestoredAndClosed() throws Exception {
        String id = openWindow("first", "60x20+100+120");
        String other = openWindow("second", "60x20+300+320");
        ok("windows/" + other + "/focus");
        assertEquals("[\"first\",\"second\"]", titles(""));
        ok("windows/" + id + "/focus");
        assertEquals("[\"second\",\"first\"]", titles(""), "the topmost one last");
        JsonNode before = client.get("/v1/desktop/windows/focused").json();
        assertEquals("XTerm", before.path("className").asString());
        assertTrue(ok("windows/" + id + "/maximize").path("states").toString().contains("maximized"));
        assertTrue(
                client.get("/v1/desktop/windows/focused").json().path("width").asInt() > 1000);
        assertTrue(ok("windows/" + id + "/fullscreen").path("states").toString().contains("fullscreen"));
        JsonNode small = ok("windows/" + id + "/restore");
        assertEquals("[]", small.path("states").toString());
        awaitEqual(before.path("width").asInt(), () -> client.get("/v1/desktop/windows/focused")
                .json()
                .path("width")
                .asInt());
        assertTrue(ok("windows/" + id + "/minimize").path("states").toString().contains("minimized"));
        assertEquals("[\"second\"]", titles(""));
        assertTrue(titles("?all=true").contains("first"));
        assertEquals("[]", ok("windows/" + id + "/restore").path("states").toString());
        assertTrue(titles("").contains("first"));
        assertTrue(ok("windows/" + id + "/close").path("closed").asBoolean());
        assertTrue(ok("windows/" + other + "/kill").path("closed").asBoolean());
        assertEquals("[]", titles("?all=true"));
        for (String verb : List.of("minimize", "maximize", "fullscreen", "restore", "close", "kill")) {
            assertEquals(
                    "window_not_found",
                    client.post("/v1/desktop/windows/" + id + "/" + verb, "").code());
        }
    }

    private JsonNode ok(String path) throws Exception {
        Reply reply = client.post("/v1/desktop/" + path, "");
        assertEquals(200, reply.status(), path + " " + reply.text());
        return reply.json();
    }

    private String titles(String query) throws Exception {
        return client.get("/v1/desktop/windows" + query)
                .json()
                .path("windows")
                .findValues("title")
                .toString()
                .replace(", ", ",");
    }

    @Test
    void aBatchStopsAtTheFirstErrorAndSaysWhichStep() throws Exception {
        Reply done = client.post("/v1/desktop/batch", """
                {"steps":[{"path":"mouse/move","arguments":{"x":10,"y":20}},
                          {"path":"mouse/position"},
                          {"path":"wait","arguments":{"durationMs":5}},
                          {"path":"screenshot","arguments":{"format":"jpeg","scale":0.5}}]}""");
        assertEquals(200, done.status(), done.text());
        JsonNode results = done.json().path("results");
        assertEquals(4, results.size());
        assertEquals(20, results.at("/1/answer/y").asInt());
        assertEquals("image/jpeg", results.at("/3/contentType").asString());
        assertEquals("0.5", results.at("/3/headers/x-scale").asString());
        assertEquals(0xff, Base64.getDecoder().decode(results.at("/3/data").asString())[0] & 0xff);

        Reply stopped = client.post("/v1/desktop/batch", """
                {"steps":[{"path":"mouse/move","arguments":{"x":30,"y":40}},
                          {"path":"windows/99/focus"},
                          {"path":"mouse/move","arguments":{"x":50,"y":60}}]}""");
        assertEquals(404, stopped.status());
        assertEquals("window_not_found", stopped.code());
        assertEquals(1, stopped.json().path("failedStep").asInt());
        assertEquals("steps[1]", stopped.json().path("field").asString());
        assertEquals(
                "steps[1] (windows/99/focus): There is no window 99.",
                stopped.json().path("detail").asString());
        assertEquals(1, stopped.json().path("results").size());
        assertEquals(
                "30,40", server.call(x -> x.pointer().x() + "," + x.pointer().y()));
        assertTrue(audit.stream().anyMatch(action -> action.toString().contains("windows/{id}/focus")));
    }

    @Test
    void picturesGoOverTheClipboard() throws Exception {
        byte[] png = client.get("/v1/desktop/screenshot/region?x=0&y=0&width=600&height=500")
                .bytes();
        assertEquals("not_found", client.get("/v1/desktop/clipboard/image").code());
        assertEquals(200, sendPng(png));
        assertArrayEquals(png, client.get("/v1/desktop/clipboard/image").bytes());
        assertEquals("", client.get("/v1/desktop/clipboard").json().path("text").asString());
        // another program gets it, and gives one
        Path file = folder.resolve("pasted.png");
        display.run("sh", "-c", "xclip -selection clipboard -target image/png -out > " + file)
                .waitFor();
        assertArrayEquals(png, Files.readAllBytes(file));
        assertTrue(display.output("xclip", "-selection", "clipboard", "-target", "TARGETS", "-out")
                .contains("image/png"));
        client.send("DELETE", "/v1/desktop/clipboard", "");
        assertEquals("not_found", client.get("/v1/desktop/clipboard/image").code());
        display.run("xclip", "-selection", "clipboard", "-target", "image/png", "-in", file.toString());
        await(
                "the other's picture",
                () -> client.get("/v1/desktop/clipboard/image").status() == 200);
        assertArrayEquals(png, client.get("/v1/desktop/clipboard/image").bytes());
        assertEquals(
                400, client.post("/v1/desktop/clipboard/image", "no picture").status());
    }

    private int sendPng(byte[] png) throws Exception {
        Request request = new Request.Builder()
                .url(api.uri().resolve("/v1/desktop/clipboard/image").toString())
                .header("Authorization", "Bearer " + token)
                .post(RequestBody.create(png, MediaType.get("image/png")))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.code();
        }
    }

    @Test
    void thePictureThatIsKnownAlreadyIsNotSentAgain() throws Exception {
        String path = "/v1/desktop/screenshot?format=jpeg&maxWidth=300";
        await(
                "a quiet screen",
                () -> client.get(path).header("ETag").equals(client.get(path).header("ETag")));
        Reply first = client.get(path);
        assertEquals("300x225", first.header("X-Image-Size"));
        String[] same = {"Authorization", "Bearer " + token, "If-None-Match", first.header("ETag")};
        Reply again = client.send("GET", path, "", same);
        assertEquals(304, again.status());
        assertEquals(0, again.bytes().length);
        assertEquals(200, client.send("GET", path + "&quality=20", "", same).status());
        display.run("xsetroot", "-solid", "#334455").waitFor();
        assertEquals(200, client.send("GET", path, "", same).status());
        assertEquals("null", client.get(path + "&showCursor=true").header("ETag"), "the pointer moves unseen");
    }

    @Test
    void keysAreHeldRepeatedAndTextIsPasted() throws Exception {
        Path typed = folder.resolve("typed");
        display.run("xterm", "-T", "shell", "-e", "sh", "-c", "cat > " + typed);
        await("the window", () -> titles("").contains("shell"));
        await("its activation", () -> client.get("/v1/desktop/windows/focused").status() == 200);
        assertEquals(200, press("{\"key\":\"a\",\"repeat\":3}").status());
        assertEquals(
                200,
                client.post("/v1/desktop/keyboard/paste", "{\"text\":\"Grüße 世界\"}")
                        .status());
        assertEquals(
                200,
                client.post("/v1/desktop/keyboard/hold", "{\"key\":\"b\",\"durationMs\":1500}")
                        .status());
        press("{\"key\":\"Return\"}");
        await("the line", () -> Files.exists(typed) && Files.readString(typed).contains("\n"));
        String line = Files.readString(typed);
        assertTrue(line.startsWith("aaa") && line.contains("Grüße 世界") && line.contains("bbb"), line);
    }

    private Reply press(String body) throws Exception {
        return client.post("/v1/desktop/keyboard/press", body);
    }

    @Test
    void theMouseFollowsAPathAndKeysAreHeldWithIt() throws Exception {
        Path seen = folder.resolve("events");
        display.run("sh", "-c", "exec stdbuf -oL xev -geometry 600x500+0+0 > " + seen);
        await("the window", () -> titles("").contains("Event Tester"));
        client.post(
                "/v1/desktop/mouse/path",
                "{\"points\":[{\"x\":50,\"y\":60},{\"x\":150,\"y\":90},{\"x\":250,\"y\":200}],\"button\":\"left\"}");
        client.post("/v1/desktop/mouse/click", "{\"x\":60,\"y\":70,\"modifiers\":{\"ctrl\":true,\"shift\":true}}");
        assertEquals(0, server.call(XConnection::pointer).mask() & 0xff05, "all is let go");
        await("the click", () -> Files.readString(seen).contains("state 0x105"));
        String events = Files.readString(seen);
        assertTrue(events.contains("root:(150,90)") && events.contains("state 0x100"), "on the way, button down");
        assertTrue(events.contains("state 0x5, button 1"), "with both keys");
        Reply outside = client.post(
                "/v1/desktop/mouse/path",
                "{\"points\":[{\"x\":50,\"y\":60},{\"x\":5000,\"y\":90}],\"button\":\"left\"}");
        assertEquals(
                "400 x", outside.status() + " " + outside.json().path("field").asString());
        assertEquals(0, server.call(XConnection::pointer).mask() & 0xff00);
    }

    @Test
    void applicationsAreListedInstalledAndRunning() throws Exception {
        String id = openWindow("first", "60x20+100+120");
        JsonNode running = client.get("/v1/desktop/apps/running").json().path("apps");
        assertEquals("xterm", running.at("/0/program").asString(), running.toString());
        assertEquals(id, running.at("/0/windows/0/id").asString());
        JsonNode installed = client.get("/v1/desktop/apps").json().path("apps");
        assertTrue(installed.toString().contains("\"id\":\"org.xfce.mousepad\""), installed.toString());
    }

    @Test
    void theProcessesOfTheDesktopAreTold() throws Exception {
        JsonNode process = client.get("/v1/desktop/processes").json().at("/processes/0");
        assertEquals("xvnc", process.path("name").asString());
        assertTrue(process.path("uptimeMs").asLong() > 0);
        assertEquals(
                1,
                client.post("/v1/desktop/processes/xvnc/restart", "")
                        .json()
                        .path("restarts")
                        .asInt());
        assertEquals(
                "[]",
                client.get("/v1/desktop/processes/xvnc/logs")
                        .json()
                        .path("lines")
                        .toString());
        for (String path : List.of("none", "none/logs")) {
            assertEquals(
                    "not_found", client.get("/v1/desktop/processes/" + path).code());
        }
        for (String verb : List.of("start", "stop", "restart")) {
            assertEquals(
                    "not_found",
                    client.post("/v1/desktop/processes/none/" + verb, "").code());
        }
        assertEquals(
                "active",
                client.post("/v1/desktop/restart", "").json().path("state").asString());
    }
}
