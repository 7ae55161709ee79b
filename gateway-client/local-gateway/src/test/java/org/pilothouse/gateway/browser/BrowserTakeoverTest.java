package org.pilothouse.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.testing.FakeClock;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.gateway.testing.Viewer;

/** A desktop in a web browser: from the link to the last byte of its page. */
class BrowserTakeoverTest {
    @TempDir
    Path state;

    private final FakeClock clock = new FakeClock();
    private final FakeEngine engine = new FakeEngine();
    private final BlockingQueue<FakeExec> desktops = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<String>> read = new LinkedBlockingQueue<>();
    private TestGateway gateway;
    private String id;

    @BeforeEach
    void start() {
        engine.programs = (container, command) -> {
            FakeExec exec = new FakeExec();
            if (command.getFirst().equals("cat")) {
                read.add(command);
                answer(exec, command.getLast().endsWith("/missing.js") ? "" : "page " + command.getLast());
            } else if (command.toString().contains("vnc.sock")) {
                desktops.add(exec);
            }
            return exec;
        };
        gateway = TestGateway.start(state, engine, config -> config.withClock(clock));
        id = gateway.create(true);
        await(
                "a desktop",
                () -> gateway.post("/desktop-environments/" + id + "/takeover-token", "{}")
                                .status()
                        == 200);
    }

    private static void answer(FakeExec exec, String text) {
        try {
            exec.programOutput().write(text.getBytes(StandardCharsets.UTF_8));
            exec.programOutput().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private URI link(String members) {
        Reply reply =
                gateway.post("/desktop-environments/" + id + "/takeover-token", "{\"browser\":true" + members + "}");
        assertEquals(200, reply.status(), reply.raw().body());
        return URI.create(reply.text("/conversation/entry_url"));
    }

    private Reply plain(String path, String... headers) {
        return gateway.call("GET", path, null, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]));
    }

    /** The browser's part: the page's address and the cookie. */
    private record Page(String folder, String query, String cookie) {}

    private Page open(URI link) {
        Reply opened = plain(link.getPath());
        assertEquals(303, opened.status(), opened.raw().body());
        String location = opened.raw().headers().firstValue("location").orElseThrow();
        String cookie = opened.raw().headers().firstValue("set-cookie").orElseThrow();
        int page = location.indexOf("vnc.html");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertTrue(cookie.contains("Path=" + location.substring(0, page) + ";"), cookie);
        assertFalse(location.contains("pilothouse_"), "no secret in the address of the page");
        return new Page(
                location.substring(0, page), location.substring(page), cookie.substring(0, cookie.indexOf(';')));
    }

    @Test
    void aLinkWorksOnceAndShowsThePage() {
        URI link = link("");
        Page page = open(link);
        assertEquals(401, plain(link.getPath()).status(), "used");
        Reply html = plain(page.folder() + "vnc.html", "Cookie", page.cookie());
        assertEquals(200, html.status());
        assertEquals("page /opt/pilothouse/novnc/vnc.html", html.raw().body());
        String policy =
                html.raw().headers().firstValue("content-security-policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'"), policy);
        assertFalse(policy.contains("'self'"), "the page reaches its own session and no more");
        assertEquals(401, plain(page.folder() + "vnc.html").status(), "without the cookie");
        assertEquals(
                401,
                plain(page.folder() + "vnc.html", "Cookie", "pilothouse_takeover=nonsense")
                        .status());
        Page other = open(link(""));
        assertEquals(
                401, plain(page.folder() + "vnc.html", "Cookie", other.cookie()).status(), "another session's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package.json",
                "app/..%2f..%2f..%2fetc%2fpasswd",
                "app/%2e%2e/%2e%2e/etc/passwd.js",
                "core/.hidden.js",
                "core/../../x.js",
                "app/",
                "vnc.html.bak",
                "utils/launch.sh",
                "core/rfb",
                "app/a%0a.js",
                "app/-rf.js",
                "missing.js",
                "core/missing.js"
            })
    void nothingButThePageCanBeHad(String file) {
        Page page = open(link(""));
        Reply reply = plain(page.folder() + file, "Cookie", page.cookie());
        // 401: Jetty resolved the path before, and what is left of it is no session's
        assertTrue(List.of(400, 401, 404).contains(reply.status()), file + " " + reply.status());
        assertTrue(read.stream()
                .allMatch(command -> command.getLast().startsWith("/opt/pilothouse/novnc/")
                        && !command.getLast().contains("..")));
    }

    @Test
    void aFileIsFetchedOnceASession() {
        Page page = open(link(""));
        for (int i = 0; i < 3; i++) {
            plain(page.folder() + "core/rfb.js", "Cookie", page.cookie());
        }
        assertEquals(1, read.size());
    }

    @Test
    void thePagesSocketCarriesWhatTheLinkAllows() throws Exception {
        Page page = open(link(",\"mode\":\"view\""));
        assertTrue(page.query().contains("view_only=true"), page.query());
        URI socket = URI.create("ws" + gateway.gateway.uri().toString().substring(4) + page.folder() + "websockify");
        try (Viewer stranger = new Viewer();
                Viewer noPage = new Viewer();
                Viewer otherPage = new Viewer()) {
            assertThrows(CompletionException.class, () -> stranger.open(socket, Map.of("Origin", origin())));
            assertThrows(CompletionException.class, () -> noPage.open(socket, Map.of("Cookie", page.cookie())));
            assertThrows(
                    CompletionException.class,
                    () -> otherPage.open(socket, Map.of("Cookie", page.cookie(), "Origin", "http://localhost:1")));
        }
        try (Viewer viewer = new Viewer().open(socket, Map.of("Cookie", page.cookie(), "Origin", origin()))) {
            FakeExec desktop = desktops.poll(30, TimeUnit.SECONDS);
            viewer.handshake();
            viewer.send("0401000000000061" + "03010000000000100010");
            byte[] heard = desktop.programInput().readNBytes(14 + 10);
            assertEquals(3, heard[14], "the key is dropped, the request goes on");
            gateway.post("/desktop-environments/" + id + "/reset", null);
            assertEquals(1001, viewer.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        }
        assertEquals(
                401, plain(page.folder() + "vnc.html", "Cookie", page.cookie()).status(), "another desktop now");
    }

    private String origin() {
        return gateway.gateway.uri().toString();
    }

    @Test
    void onlyAdminsMakeLinksAndTheyFallWithTheirToken() {
        String operator = gateway.issue("Olga", "operator", "").text("/token");
        String path = "/desktop-environments/" + id + "/takeover-token";
        assertEquals(
                403, gateway.as(operator, "POST", path, "{\"browser\":true}").status());
        assertEquals(200, gateway.as(operator, "POST", path, "{}").status());
        Reply admin = gateway.issue("Ada", "admin", "");
        String first = gateway.as(admin.text("/token"), "POST", path, "{\"browser\":true}")
                .text("/conversation/entry_url");
        Page page = open(URI.create(first));
        String second = gateway.as(admin.text("/token"), "POST", path, "{\"browser\":true}")
                .text("/conversation/entry_url");
        gateway.post("/auth/tokens/revoke", "{\"token_id\":\"" + admin.text("/token_id") + "\"}");
        assertEquals(401, plain(URI.create(second).getPath()).status());
        assertEquals(
                401, plain(page.folder() + "vnc.html", "Cookie", page.cookie()).status());
    }

    @Test
    void timeEndsLinksAndSessions() {
        URI late = link("");
        Page page = open(link(""));
        clock.pass(Duration.ofSeconds(61));
        assertEquals(401, plain(late.getPath()).status());
        assertEquals(
                200, plain(page.folder() + "vnc.html", "Cookie", page.cookie()).status());
        clock.pass(BrowserSessions.LIFE);
        assertEquals(
                401, plain(page.folder() + "vnc.html", "Cookie", page.cookie()).status());
    }

    @Test
    void openingIsWrittenDown() {
        open(link(""));
        assertEquals(
                "takeover.opened_in_browser",
                gateway.get("/activity").body().at("/activities/0/action").asString());
    }
}
