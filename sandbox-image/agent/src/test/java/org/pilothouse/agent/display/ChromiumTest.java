package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.api.ApiClient.Reply;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.exec.UserProcesses;
import tools.jackson.databind.JsonNode;

/** A real Chromium, driven by its tabs, by elements and by pixels; what came of it is read back from its page's server. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ChromiumTest extends FaceFixture {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int MAGENTA = 0xff00ff;
    private static final String PAGE = """
            <!doctype html><meta charset=utf-8><title>%s</title>
            <style>body{margin:0}#area{width:120px;height:90px;background:#ff00ff;margin:60px}</style>
            <label>Name <input id=name aria-label="Name"></label> <button onclick="say('button:'+field.value)">Send</button>
            <div id=area onclick="say('area')"></div>
            <script>const field=document.getElementById('name');function say(w){fetch('/said?'+encodeURIComponent(w))}</script>
            """;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private TestSession session;
    private PageServer pages;
    private int port;

    @Override
    String startSession() throws Exception {
        if (!Files.isExecutable(CHROMIUM)) {
            abort("SKIPPED, no real browser is driven: there is no " + CHROMIUM + " (packaging/bin/setup test)");
        }
        session = TestSession.start(display, folder);
        pages = new PageServer(target -> {
            String[] parts = target.split("\\?", 2);
            if (parts[0].equals("/said")) {
                said.add(URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8));
            }
            return PAGE.formatted("Page " + parts[0]);
        });
        // after the pages' server has its own; the image's port is fixed
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        return session.busAddress();
    }

    @Override
    void prepare(Map<String, String> environment) {
        environment.put("DBUS_SESSION_BUS_ADDRESS", session.busAddress());
        environment.put("HOME", session.home().toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    @Override
    Browser browser(UserProcesses over) throws Exception {
        // root may not use its sandbox, and the host may have no room in /dev/shm
        Path program = folder.resolve("chromium");
        Files.writeString(program, """
                #!/bin/sh
                echo 'none: a test' > %s
                for word; do
                  case $word in --remote-debugging-port=*) word=--remote-debugging-port=%d ;; esac
                  shift
                  set -- "$@" "$word"
                done
                exec %s --no-sandbox --test-type --disable-dev-shm-usage --disable-gpu --force-renderer-accessibility \\
                  --user-data-dir=%s "$@" 2>%s
                """.formatted(
                        folder.resolve("chromium-sandbox"),
                        port,
                        CHROMIUM,
                        folder.resolve("profile"),
                        folder.resolve("chromium.err")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Browser(over, List.of(program));
    }

    @Override
    int debuggingPort() {
        return port;
    }

    @AfterEach
    void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (pages != null) {
            pages.close();
        }
        super.close();
    }

    private String page(String name) {
        return pages.address("/" + name);
    }

    private JsonNode ok(String path, String body) throws Exception {
        Reply reply = client.post("/v1/" + path, body.replace('\'', '"'));
        assertTrue(reply.status() == 200 || reply.status() == 201, path + " " + reply.status() + " " + reply.text());
        return reply.json();
    }

    private String said() throws Exception {
        String words = said.poll(30, TimeUnit.SECONDS);
        return words == null ? "nothing" : words;
    }

    @Test
    void tabsAreNavigatedWithoutAnotherStart() throws Exception {
        assertEquals(
                "inactive",
                client.get("/v1/browser/status").json().path("state").asString());
        for (String path : List.of("tabs/x/activate", "cdp/ticket", "back")) {
            assertEquals(
                    "browser_inactive", client.post("/v1/browser/" + path, "").code());
        }
        JsonNode first = ok("browser/navigate", "{'url':'" + page("one") + "'}");
        assertEquals("Page /one", first.path("title").asString(), first.toString());
        JsonNode status = client.get("/v1/browser/status").json();
        long pid = status.path("pid").asLong();
        assertTrue(pid > 0 && status.path("sandbox").asString().startsWith("none"), status.toString());
        JsonNode second = ok("browser/navigate", "{'url':'" + page("two") + "'}");
        assertEquals(first.path("id"), second.path("id"), "the same tab");
        assertEquals("Page /two", second.path("title").asString());
        ok("browser/back", "");
        await("the page before", () -> tab(first).path("url").asString().equals(page("one")));
        ok("browser/forward", "{'tabId':'" + first.path("id").asString() + "'}");
        await("the page after", () -> tab(first).path("url").asString().equals(page("two")));
        assertEquals("conflict", client.post("/v1/browser/forward", "").code());
        ok("browser/reload", "");
        JsonNode other = ok("browser/tabs", "{'url':'" + page("three") + "'}");
        await("both", () -> client.get("/v1/browser/tabs").json().path("tabs").size() == 2);
        String id = first.path("id").asString();
        assertEquals(id, ok("browser/tabs/" + id + "/activate", "").path("id").asString());
        assertEquals(
                204,
                client.delete("/v1/browser/tabs/" + other.path("id").asString()).status());
        await("one", () -> client.get("/v1/browser/tabs").json().path("tabs").size() == 1);
        assertEquals(
                pid,
                client.get("/v1/browser/status").json().path("pid").asLong(),
                "it is the one that was started first");
        assertEquals("not_found", client.delete("/v1/browser/tabs/none").code());
        Reply unreachable = client.post("/v1/browser/navigate", "{\"url\":\"http://127.0.0.1:1/\"}");
        assertEquals("browser_failed", unreachable.code());
        assertTrue(unreachable.text().contains("ERR_"), unreachable.text());
        for (String url : List.of("javascript:alert(1)", "--help", "")) {
            Reply refused = client.post("/v1/browser/navigate", "{\"url\":\"" + url + "\"}");
            assertEquals(
                    "400 url",
                    refused.status() + " " + refused.json().path("field").asString());
        }
        assertEquals("inactive", ok("browser/stop", "").path("state").asString());
    }

    private JsonNode tab(JsonNode tab) throws Exception {
        for (JsonNode now : client.get("/v1/browser/tabs").json().path("tabs")) {
            if (now.path("id").equals(tab.path("id"))) {
                return now;
            }
        }
        return tab;
    }

    @Test
    void itsPageIsDrivenByElementsByKeysAndByPixels() throws Exception {
        ok("browser/start", "{'url':'" + page("form") + "'}");
        ok("desktop/wait/element", "{'role':'entry','name':'Name','timeoutMs':60000}");
        ok("desktop/accessibility/click", "{'role':'push button','name':'Send'}");
        assertEquals("button:", said());
        ok("desktop/accessibility/focus", "{'role':'entry','name':'Name'}");
        String text = "Größe, garçon, привет, καλημέρα, 日本語 😀";
        ok("desktop/keyboard/type", "{'text':'" + text + "'}");
        ok("desktop/wait/stable", "{'quietMs':700}");
        ok("desktop/accessibility/click", "{'role':'push button','name':'Send'}");
        assertEquals("button:" + text, said());
        ok("desktop/accessibility/value", "{'role':'entry','name':'Name','value':'Ünïcode ✓'}");
        ok("desktop/accessibility/click", "{'role':'push button','name':'Send'}");
        assertEquals("button:Ünïcode ✓", said());

        int[] centre = centreOfMagenta();
        ok("desktop/mouse/click", "{'x':" + centre[0] + ",'y':" + centre[1] + "}");
        assertEquals("area", said());
    }

    private int[] centreOfMagenta() throws Exception {
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(client.get("/v1/desktop/screenshot").bytes()));
        long x = 0;
        long y = 0;
        int count = 0;
        for (int row = 0; row < picture.getHeight(); row++) {
            for (int column = 0; column < picture.getWidth(); column++) {
                if ((picture.getRGB(column, row) & 0xffffff) == MAGENTA) {
                    x += column;
                    y += row;
                    count++;
                }
            }
        }
        assertTrue(count > 8000, count + " pixels of the area can be seen");
        return new int[] {(int) (x / count), (int) (y / count)};
    }

    @Test
    void theDebuggingProtocolIsReachedByTicketAlone() throws Exception {
        ok("browser/start", "");
        JsonNode ticket = ok("browser/cdp/ticket", "");
        String path = ticket.path("path").asString();
        assertTrue(asked(path).startsWith("{\"id\":1,\"result\":{"));
        assertTrue(asked(path).contains("401"), "a ticket is good once");
        assertTrue(asked("/v1/browser/cdp").contains("401"));
        assertTrue(asked("/v1/browser/cdp?access_token=" + token).contains("401"), "the token is no ticket");
        assertFalse(audit.stream().anyMatch(action -> action.toString()
                .contains(ticket.path("ticket").asString())));
    }

    /** What the browser answers, or the status that refuses the connection. */
    private String asked(String path) throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        OkHttpClient http = new OkHttpClient();
        WebSocket socket = http.newWebSocket(
                new Request.Builder().url(api.uri().resolve(path).toString()).build(), new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket webSocket, Response response) {
                        webSocket.send("{\"id\":1,\"method\":\"Browser.getVersion\"}");
                    }

                    @Override
                    public void onMessage(WebSocket webSocket, String text) {
                        answers.add(text);
                    }

                    @Override
                    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
                        answers.add(response == null ? failure.toString() : String.valueOf(response.code()));
                    }
                });
        String answer = answers.poll(20, TimeUnit.SECONDS);
        socket.cancel();
        http.dispatcher().executorService().shutdown();
        return answer == null ? "nothing" : answer;
    }
}
