package org.pilothouse.agent.deck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
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
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.session.DesktopState.Phase;
import org.pilothouse.agent.x11.XServer;
import org.pilothouse.http.Listen;
import tools.jackson.databind.JsonNode;

/** Deck's paths that need no screen. */
class DeckFaceTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private Path home;
    private FakeControl control;
    private UserProcesses processes;
    private XServer server;
    private ApiServer api;
    private ApiClient client;
    private String token;

    @BeforeEach
    void serve() throws Exception {
        home = Files.createDirectories(temp.resolve("home")).toRealPath();
        control = new FakeControl(temp);
        processes = UserProcesses.open(
                temp.resolve("state"), Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString()), home);
        server = new XServer(":987");
        Path tokenFile = temp.resolve("token");
        api = start(tokenFile, true);
        token = Files.readString(tokenFile).strip();
        client = new ApiClient(api.uri(), token);
    }

    private ApiServer start(Path tokenFile, boolean authenticated) throws Exception {
        return ApiServer.start(
                new ApiSettings(List.of(new Listen.Tcp("127.0.0.1", 0)), tokenFile, Set.of(), authenticated),
                "test",
                AuditLog.NONE,
                List.of(new DeckFace(new DeckFace.Cores(
                        "1.2.3",
                        home,
                        control,
                        Desktop.of(server, new Accessibility("unix:path=" + temp.resolve("no-bus"))),
                        processes,
                        new FileTree(home),
                        new Browser(processes),
                        port -> port == ownPort(),
                        Clock.systemUTC()))));
    }

    private int ownPort() {
        return api.uri().getPort();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        api.close();
        server.close();
        for (ProcessInfo info : processes.list(i -> true)) {
            processes.kill(info.id(), LONG);
            processes.remove(info.id());
        }
        processes.close();
    }

    private Reply ask(String method, String path, String body) throws Exception {
        return client.send(method, path, body, "X-Deck-Token", token);
    }

    /** Method, path, body, status, then what must be in the answer. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /version                      |                                     | 200 | {"version":"1.2.3"}
            GET    | /work-dir                     |                                     | 200 | /home"}
            GET    | /user-home-dir                |                                     | 200 | {"dir":"
            GET    | /project-dir                  |                                     | 200 | {"dir":"
            POST   | /version                      | {}                                  | 405 | "code":"METHOD_NOT_ALLOWED"
            GET    | /computeruse/status           |                                     | 200 | {"status":"active"}
            GET    | /computeruse/process-status   |                                     | 200 | {"status":"active"}
            POST   | /computeruse/start            |                                     | 200 | "xvfb":{"Running":true,"Priority":100,"AutoRestart":true,"Pid":11}
            POST   | /computeruse/stop             |                                     | 200 | "xvnc":{"Running":false,"Priority":100,"AutoRestart":false}
            GET    | /computeruse/process/xfce4/status   |                               | 200 | {"processName":"xfce4","running":true}
            GET    | /computeruse/process/ghost/status   |                               | 503 | "details":"There is no process 'ghost'
            POST   | /computeruse/process/x11vnc/restart |                               | 200 | "processName":"x11vnc"
            POST   | /computeruse/process/ghost/restart  |                               | 400 | {"error":"There is no process 'ghost'
            GET    | /computeruse/process/xvnc/logs      |                               | 200 | {"processName":"xvnc","logs":""}
            GET    | /computeruse/process/xvnc/errors?tail=5 |                           | 200 | {"processName":"xvnc","errors":""}
            GET    | /computeruse/process/xvnc/logs?tail=0   |                           | 400 | "field":"tail"
            GET    | /computeruse/process/ghost/logs     |                               | 400 | {"error":"
            GET    | /computeruse/mouse/position         |                               | 503 | "solution":"POST /computeruse/start
            GET    | /computeruse/screenshot             |                               | 503 | "message":"The desktop is not available."
            GET    | /computeruse/display/windows        |                               | 503 | "details":
            POST   | /computeruse/browser/close    |                                     | 200 | {"message":
            POST   | /computeruse/browser/open     | {"url":"--no-sandbox"}              | 400 | url is '--no-sandbox'
            POST   | /computeruse/browser/open     | {"url":"javascript:alert(1)"}       | 400 | {"error":
            GET    | /computeruse/nonsense         |                                     | 404 | {"error":"
            POST   | /process/execute              | {"command":"echo 'a b' \\"c\\" $HOME \\\\;"} | 200 | {"exitCode":0,"result":"a b c $HOME ;\\n"}
            POST   | /process/execute              | {"command":"sh -c 'echo o; echo e >&2; exit 3'"} | 200 | {"exitCode":3,"result":"o\\ne\\n"}
            POST   | /process/execute              | {"command":"pwd","cwd":"/usr"}      | 200 | /usr\\n
            POST   | /process/execute              | {"command":"sh -c 'echo hi; sleep 60'","timeout":1} | 408 | "result":"hi\\n"
            POST   | /process/execute              | {"command":"ls","timeout":0}        | 400 | "field":"timeout"
            POST   | /process/execute              | {"command":"ls","timeout":3601}     | 400 | "statusCode":400
            POST   | /process/execute              | {"command":""}                      | 400 | "field":"command"
            POST   | /process/execute              | {"command":"  "}                    | 400 | command is empty
            POST   | /process/execute              | {"command":"ls 'x"}                 | 400 | not closed
            POST   | /process/execute              | {"command":"ghost-program"}         | 400 | no program 'ghost-program'
            POST   | /process/execute              | {"command":"ls","cwd":"/ghost"}     | 400 | not a folder
            POST   | /process/execute              | {"command":"ls","shell":true}       | 400 | unknown field shell
            POST   | /process/execute              | {                                   | 400 | not valid JSON
            GET    | /process/session              |                                     | 200 | []
            GET    | /process/session/ghost        |                                     | 404 | "path":"/process/session/ghost","method":"GET"
            DELETE | /process/session/ghost        |                                     | 404 | "code":"NOT_FOUND"
            POST   | /process/session              | {"sessionId":"a/b"}                 | 400 | the id 'a/b'
            POST   | /process/session              | {}                                  | 400 | sessionId is missing
            POST   | /process/session/ghost/exec   | {"command":"ls"}                    | 404 | no session
            GET    | /process/session/g/command/c  |                                     | 404 | no session
            GET    | /process/pty                  |                                     | 200 | {"sessions":[]}
            POST   | /process/pty                  | {"id":"p","cols":0}                 | 400 | "field":"cols"
            POST   | /process/pty                  | {"id":"p","rows":1001}              | 400 | from 1 to 1000
            POST   | /process/pty                  | {"id":"p","cwd":"/ghost"}           | 400 | not a folder
            GET    | /process/pty/ghost            |                                     | 404 | no terminal
            POST   | /process/pty/ghost/resize     | {"cols":5,"rows":5}                 | 404 | no terminal
            GET    | /process/pty/ghost/connect    |                                     | 404 | no terminal
            POST   | /process/interpreter/context  | {}                                  | 501 | python3
            GET    | /git/status?path=x            |                                     | 501 | "code":"NOT_IMPLEMENTED"
            POST   | /lsp/start                    | {}                                  | 501 | "statusCode":501
            GET    | /port/2999/in-use             |                                     | 400 | from 3000 to 9999
            GET    | /port/x/in-use                |                                     | 400 | "field":"port"
            GET    | /proxy/0/                     |                                     | 400 | from 1 to 65535
            GET    | /proxy/1/                     |                                     | 502 | port 1 of the sandbox
            GET    | /files/info?path=ghost        |                                     | 404 | there is no 'ghost'
            GET    | /files/info                   |                                     | 400 | path is missing
            GET    | /files/download?path=/etc/passwd |                                  | 403 | is outside of
            GET    | /files?path=../..             |                                     | 403 | "code":"PERMISSION_DENIED"
            DELETE | /files?path=ghost             |                                     | 404 | ghost
            POST   | /files/folder?path=x&mode=9   |                                     | 400 | mode is '9'
            POST   | /files/move?source=ghost&destination=y |                            | 404 | ghost
            POST   | /files/replace                | {"files":["ghost"],"pattern":"a","newValue":"b"} | 200 | "success":false
            POST   | /files/replace                | {"files":[],"pattern":"a","newValue":"b"} | 400 | "field":"files"
            GET    | /files/search?path=.&pattern=[|                                     | 400 | pattern
            POST   | /files/bulk-upload            | {}                                  | 415 | multipart
            """)
    void eachPathAnswersGoodAndBadInput(String method, String path, String body, int status, String part)
            throws Exception {
        Reply reply = ask(method, path, body == null ? "" : body);
        assertEquals(status, reply.status(), reply.text());
        assertTrue(reply.text().contains(part), reply.text());
    }

    @Test
    void aTokenIsNeededInOneOfItsHeaders() throws Exception {
        for (String path : List.of("/version", "/computeruse/status", "/files", "/proxy/3000/", "/process/session")) {
            Reply refused = client.send("GET", path, "", "X-Deck-Token", "wrong");
            assertEquals(401, refused.status());
            assertEquals(
                    Set.of("error"),
                    refused.json()
                            .propertyStream()
                            .map(Map.Entry::getKey)
                            .collect(java.util.stream.Collectors.toSet()));
        }
        assertEquals(200, client.get("/version").status());
    }

    @Test
    void aDesktopThatCannotStartIsSaid() throws Exception {
        control.phase = Phase.FAILED;
        assertEquals(
                "{\"status\":\"error\"}", ask("GET", "/computeruse/status", "").text());
        Reply refused = ask("POST", "/computeruse/start", "");
        assertEquals(503, refused.status());
        assertEquals("It keeps ending.", refused.json().path("error").asString());
        control.phase = Phase.INACTIVE;
        assertEquals(
                "{\"status\":\"inactive\"}",
                ask("GET", "/computeruse/status", "").text());
        ask("POST", "/computeruse/process/xfce4/restart", "");
        assertEquals(List.of("start", "restart xfwm4"), control.asked);
    }

    @Test
    void aSessionRunsCommandsInTurnAndTellsTheirLogs() throws Exception {
        assertEquals(
                201, ask("POST", "/process/session", "{\"sessionId\":\"s\"}").status());
        assertEquals(
                409, ask("POST", "/process/session", "{\"sessionId\":\"s\"}").status());
        ask("POST", "/process/session/s/exec", "{\"command\":\"cd /usr\"}");
        JsonNode done = ask("POST", "/process/session/s/exec", "{\"command\":\"pwd; echo e >&2; (exit 2)\"}")
                .json();
        assertEquals(
                "/usr\n|e\n|2",
                done.path("stdout").asString() + "|" + done.path("stderr").asString() + "|"
                        + done.path("exitCode").asInt());
        Reply started =
                ask("POST", "/process/session/s/exec", "{\"command\":\"echo out; echo err >&2\",\"runAsync\":true}");
        assertEquals(202, started.status());
        String command = started.json().path("cmdId").asString();
        String path = "/process/session/s/command/" + command;
        Listener socket = new Listener();
        connect(path + "/logs?follow=true", socket);
        socket.awaitClose();
        assertTrue(socket.seen().contains("\1\1\1out\n") && socket.seen().contains("\2\2\2err\n"), socket.seen());
        JsonNode state = ask("GET", path, "").json();
        assertEquals(
                "echo out; echo err >&2 0",
                state.path("command").asString() + " " + state.path("exitCode").asInt());
        Reply text = ask("GET", path + "/logs", "");
        assertTrue(text.header("Content-Type").startsWith("text/plain"));
        assertEquals(8, text.bytes().length, text.text());
        Reply split = client.send("GET", path + "/logs", "", "X-Deck-Token", token, "X-Deck-Split-Output", "true");
        assertEquals(
                "out\n err\n",
                split.json().path("stdout").asString() + " "
                        + split.json().path("stderr").asString());
        assertEquals(
                3, ask("GET", "/process/session/s", "").json().path("commands").size());
        assertEquals(204, ask("DELETE", "/process/session/s", "").status());
    }

    @Test
    void aTerminalIsTypedIntoResizedAndGoneWhenItEnds() throws Exception {
        assertEquals(
                201,
                ask("POST", "/process/pty", "{\"id\":\"p\",\"cols\":90,\"envs\":{\"A\":\"x\"}}")
                        .status());
        assertEquals(409, ask("POST", "/process/pty", "{\"id\":\"p\"}").status());
        Listener one = new Listener();
        WebSocket socket = connect("/process/pty/p/connect", one);
        assertEquals(
                "{\"status\":\"connected\",\"type\":\"control\"}".length(),
                one.messages.poll(30, TimeUnit.SECONDS).length());
        socket.send("stty size\n");
        one.await("24 90");
        assertEquals(
                200,
                ask("POST", "/process/pty/p/resize", "{\"cols\":100,\"rows\":40}")
                        .status());
        Listener two = new Listener();
        connect("/process/pty/p/connect", two);
        // Whoever comes when all is over sees nothing of it.
        assertNotNull(two.messages.poll(30, TimeUnit.SECONDS));
        socket.send(ByteString.encodeUtf8("stty size; exit 5\n"));
        one.await("40 100");
        two.await("40 100");
        assertEquals("{\"exitCode\":5}", one.awaitClose());
        two.awaitClose();
        assertEquals(410, ask("GET", "/process/pty/p/connect", "").status());
        assertEquals(
                410,
                ask("POST", "/process/pty/p/resize", "{\"cols\":1,\"rows\":1}").status());
        assertEquals(200, ask("DELETE", "/process/pty/p", "").status());
        assertEquals(404, ask("DELETE", "/process/pty/p", "").status());
    }

    @Test
    void filesGoUpAndDownByEachWay() throws Exception {
        assertEquals(201, ask("POST", "/files/folder?path=docs&mode=750", "").status());
        assertEquals(
                200,
                ask("POST", "/files/upload?path=docs/raw.txt", "needle\nhay\n").status());
        String form = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nform ä\r\n--B--\r\n";
        Reply uploaded = form("/files/upload?path=docs/form.txt", form);
        assertEquals("200 {\"path\":\"docs/form.txt\",\"size\":7}", uploaded.status() + " " + uploaded.text());
        String bulk = part("files[0].path", "a/one") + part("files[0].file", "1") + part("files[1].path", "../two")
                + part("files[1].file", "x".repeat(200_000)) + "--B--\r\n";
        JsonNode results = form("/files/bulk-upload", bulk).json();
        assertEquals(
                "true false",
                results.at("/0/success").asString() + " "
                        + results.at("/1/success").asString());
        assertEquals(
                400,
                form("/files/bulk-upload", part("files[0].file", "1") + "--B--\r\n")
                        .status());
        assertEquals(
                400,
                form("/files/upload?path=x", part("other", "1") + "--B--\r\n").status());
        assertEquals(400, form("/files/upload?path=x", "no form").status());

        JsonNode listed = ask("GET", "/files?path=docs", "").json();
        assertEquals(
                "form.txt raw.txt",
                listed.at("/0/name").asString() + " " + listed.at("/1/name").asString());
        JsonNode info = ask("GET", "/files/info?path=docs", "").json();
        assertEquals(
                "true drwxr-x--- 0750",
                info.path("isDir").asString() + " " + info.path("mode").asString() + " "
                        + info.path("permissions").asString());
        Reply whole = ask("GET", "/files/download?path=docs/raw.txt", "");
        assertEquals("needle\nhay\n", whole.text());
        Reply some = client.send(
                "GET", "/files/download?path=docs/raw.txt", "", "X-Deck-Token", token, "Range", "bytes=7-9");
        assertEquals("206 hay", some.status() + " " + some.text());
        JsonNode found = ask("GET", "/files/find?path=docs&pattern=needle", "").json();
        assertEquals(
                "1 needle",
                found.at("/0/line").asInt() + " " + found.at("/0/content").asString());
        assertEquals(
                2,
                ask("GET", "/files/search?path=docs&pattern=*.txt", "")
                        .json()
                        .path("files")
                        .size());
        Reply both = ask("POST", "/files/bulk-download", "{\"paths\":[\"docs/raw.txt\",\"/etc/passwd\"]}");
        assertTrue(both.text().contains("needle\nhay\n\r\n--") && both.text().contains("name=\"error\""), both.text());
        assertFalse(both.text().contains("root:"));
        assertEquals(
                200,
                ask("POST", "/files/permissions?path=docs/raw.txt&mode=600", "").status());
        assertEquals(
                200,
                ask("POST", "/files/move?source=docs/raw.txt&destination=moved", "")
                        .status());
        assertEquals(
                409,
                ask("POST", "/files/move?source=moved&destination=docs/form.txt", "")
                        .status());
        assertEquals(409, ask("DELETE", "/files?path=docs", "").status());
        assertEquals(204, ask("DELETE", "/files?path=docs&recursive=true", "").status());
        assertEquals("needle\nhay\n", Files.readString(home.resolve("moved")));
    }

    private static String part(String name, String content) {
        String file = name.endsWith("file") ? "; filename=\"f\"" : "";
        return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + content + "\r\n";
    }

    private Reply form(String path, String body) throws Exception {
        Request request = new Request.Builder()
                .url(api.uri().resolve(path).toString())
                .header("X-Deck-Token", token)
                .post(okhttp3.RequestBody.create(
                        body.getBytes(StandardCharsets.UTF_8),
                        okhttp3.MediaType.get("multipart/form-data; boundary=B")))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return new Reply(
                    response.code(), response.headers(), response.body().bytes());
        }
    }

    @Test
    void theProxyLeadsToProgramsAndNotToTheAgent() throws Exception {
        try (var program = new EchoProgram()) {
            int port = program.port();
            Reply reply = client.send(
                    "POST",
                    "/proxy/" + port + "/a%20b/c?x=1&access_token=t&y=%20",
                    "body",
                    "X-Deck-Token",
                    token,
                    "Authorization",
                    "Basic abc",
                    "Connection",
                    "X-Mine",
                    "X-Mine",
                    "hop",
                    "X-Other",
                    "kept",
                    "TE",
                    "trailers");
            assertEquals(207, reply.status(), reply.text());
            String seen = reply.text();
            assertTrue(seen.startsWith("POST /a%20b/c?x=1&y=%20\n"), seen);
            assertTrue(
                    seen.endsWith("\nbody")
                            && seen.contains("x-other: kept\n")
                            && seen.contains("authorization: Basic abc"),
                    seen);
            assertTrue(seen.contains("host: 127.0.0.1:" + port), seen);
            for (String hidden : List.of(token, "x-mine", "x-deck-token", "access_token", "te: ")) {
                assertFalse(seen.contains(hidden), hidden + " in " + seen);
            }
            assertEquals(List.of("a=1", "b=2"), reply.headers().values("Set-Cookie"));
            assertEquals("null", reply.header("X-Hop"));
            Reply bearer = client.get("/proxy/" + port + "/");
            assertFalse(bearer.text().contains("authorization"), bearer.text());
            if (port >= 3000 && port <= 9999) {
                assertTrue(ask("GET", "/port", "").text().contains(Integer.toString(port)));
            }
        }
        Reply own = ask("GET", "/proxy/" + ownPort() + "/version", "");
        assertEquals(
                "403 PERMISSION_DENIED",
                own.status() + " " + own.json().path("code").asString());
    }

    /** The program is another agent here: one that wants no token, and one that does and is not given ours. */
    @Test
    void webSocketsGoThroughTheProxyAndTheTokenDoesNot() throws Exception {
        assertEquals(201, ask("POST", "/process/pty", "{\"id\":\"q\"}").status());
        try (ApiServer open = start(temp.resolve("none"), false);
                ApiServer closed = start(temp.resolve("token"), true)) {
            Listener through = new Listener();
            WebSocket socket = connect("/proxy/" + open.uri().getPort() + "/process/pty/q/connect", through);
            assertTrue(through.messages.poll(30, TimeUnit.SECONDS).contains("connected"));
            socket.send("echo $((6 * 7)); exit 3\n");
            through.await("42");
            assertEquals("{\"exitCode\":3}", through.awaitClose());

            Listener refused = new Listener();
            connect("/proxy/" + closed.uri().getPort() + "/process/pty/q/connect?access_token=" + token, refused);
            assertTrue(refused.awaitClose().contains("502"));
            assertEquals(
                    401,
                    ask("GET", "/proxy/" + closed.uri().getPort() + "/version", "")
                            .status());
        }
    }

    private WebSocket connect(String path, WebSocketListener listener) {
        URI uri = api.uri().resolve(path);
        return new OkHttpClient()
                .newWebSocket(
                        new Request.Builder()
                                .url(uri.toString())
                                .header("X-Deck-Token", token)
                                .build(),
                        listener);
    }

    /** What came over a WebSocket. */
    static final class Listener extends WebSocketListener {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        private final StringBuffer all = new StringBuffer();

        @Override
        public void onMessage(WebSocket socket, String text) {
            messages.add(text);
        }

        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            all.append(bytes.utf8());
            messages.add(bytes.utf8());
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(1000, "");
            closed.add(reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable problem, Response response) {
            closed.add(problem.toString());
        }

        String seen() {
            return all.toString();
        }

        void await(String part) throws InterruptedException {
            while (all.indexOf(part) < 0) {
                assertTrue(messages.poll(30, TimeUnit.SECONDS) != null, "not seen: " + part + " in " + all);
            }
        }

        String awaitClose() throws InterruptedException {
            String reason = closed.poll(30, TimeUnit.SECONDS);
            assertTrue(reason != null, "not closed");
            return reason;
        }
    }
}
