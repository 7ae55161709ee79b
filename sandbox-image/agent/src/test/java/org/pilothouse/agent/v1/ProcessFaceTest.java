package org.pilothouse.agent.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.api.ApiClient;
import org.pilothouse.agent.api.ApiClient.Reply;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.api.Terminal;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Listen;
import tools.jackson.databind.JsonNode;

/** {@code /v1/processes}, as sandbox-agent's clients use it, with real processes. */
class ProcessFaceTest {
    /** Method, path, body, status, code, field. */
    private static final Object[][] REFUSED = {
        {"POST", "", "{}", 400, "invalid_request", "command"},
        {"POST", "", "{'command':''}", 400, "invalid_request", "command"},
        {"POST", "", "{'command':' '}", 400, "invalid_request", "command"},
        {"POST", "", "{'command':'no-such-program'}", 400, "invalid_request", "command"},
        {"POST", "", "{'command':'true','args':'x'}", 400, "invalid_request", "args"},
        {"POST", "", "{'command':'true','args':[1]}", 400, "invalid_request", "args[0]"},
        {"POST", "", "{'command':'true','args':[null]}", 400, "invalid_request", "args[0]"},
        {"POST", "", "{'command':'true','cwd':'/no/such/folder'}", 400, "invalid_request", "cwd"},
        {"POST", "", "{'command':'true','env':{'A=B':'1'}}", 400, "invalid_request", "env"},
        {"POST", "", "{'command':'true','env':{'A':null}}", 400, "invalid_request", "env"},
        {"POST", "", "{'command':'true','restart':'often'}", 400, "invalid_request", "restart"},
        {"POST", "", "{'command':'true','timeoutMs':0}", 400, "invalid_request", "timeoutMs"},
        {"POST", "", "{'command':'true','limits':{'openFiles':1}}", 400, "invalid_request", "limits.openFiles"},
        {"POST", "", "{'command':'true','shell':true}", 400, "invalid_request", "shell"},
        {"GET", "?owner=root", "", 400, "invalid_request", "owner"},
        {"POST", "/run", "{'command':''}", 400, "invalid_request", "command"},
        {"POST", "/run", "{'command':'true','timeoutMs':0}", 400, "invalid_request", "timeoutMs"},
        {"POST", "/run", "{'command':'true','timeoutMs':300001}", 400, "invalid_request", "timeoutMs"},
        {"POST", "/run", "{'command':'true','maxOutputBytes':0}", 400, "invalid_request", "maxOutputBytes"},
        {"POST", "/run", "{'command':'true','maxOutputBytes':99999999}", 400, "invalid_request", "maxOutputBytes"},
        {"POST", "/config", "{}", 400, "invalid_request", "maxConcurrentProcesses"},
        {"GET", "/proc_999", "", 404, "not_found", ""},
        {"POST", "/proc_999/stop", "", 404, "not_found", ""},
        {"POST", "/proc_999/kill", "", 404, "not_found", ""},
        {"DELETE", "/proc_999", "", 404, "not_found", ""},
        {"GET", "/proc_999/logs", "", 404, "not_found", ""},
        {"POST", "/proc_999/input", "{'data':''}", 404, "not_found", ""},
        {"POST", "/proc_999/terminal/resize", "{'cols':80,'rows':24}", 404, "not_found", ""},
        {"GET", "/proc_999/terminal/ws", "", 404, "not_found", ""},
        {"POST", "/proc_1/stop?waitMs=-1", "", 400, "invalid_request", "waitMs"},
        {"POST", "/proc_1/kill?waitMs=x", "", 400, "invalid_request", "waitMs"},
        {"GET", "/proc_1/logs?stream=stdin", "", 400, "invalid_request", "stream"},
        {"GET", "/proc_1/logs?tail=-1", "", 400, "invalid_request", "tail"},
        {"GET", "/proc_1/logs?since=-1", "", 400, "invalid_request", "since"},
        {"GET", "/proc_1/logs?since=now", "", 400, "invalid_request", "since"},
        {"POST", "/proc_1/input", "{}", 400, "invalid_request", "data"},
        {"POST", "/proc_1/input", "{'data':'***'}", 400, "invalid_request", "data"},
        {"POST", "/proc_1/input", "{'data':'a','encoding':'latin1'}", 400, "invalid_request", "encoding"},
        {"POST", "/proc_1/input", "{'data':'aGk='}", 409, "conflict", ""},
        {"POST", "/proc_1/terminal/resize", "{'cols':0,'rows':24}", 400, "invalid_request", "cols"},
        {"POST", "/proc_1/terminal/resize", "{'cols':80,'rows':1001}", 400, "invalid_request", "rows"},
        {"POST", "/proc_1/terminal/resize", "{'cols':80,'rows':24}", 409, "conflict", ""},
        {"GET", "/proc_1/terminal/ws", "", 409, "conflict", ""},
        {"DELETE", "/proc_1", "", 409, "conflict", ""},
    };

    @TempDir
    Path folder;

    private UserProcesses processes;
    private ApiServer api;
    private ApiClient client;
    private String token;

    @BeforeEach
    void serve() throws Exception {
        processes = UserProcesses.open(folder.resolve("processes"), System.getenv(), folder);
        Path file = folder.resolve("token");
        api = ApiServer.start(
                new ApiSettings(List.of(new Listen.Tcp("127.0.0.1", 0)), file, Set.of(), true),
                "test",
                AuditLog.NONE,
                List.of(new ProcessFace(processes)));
        token = Files.readString(file).strip();
        client = new ApiClient(api.uri(), token);
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        api.close();
        processes.stopAll(Duration.ofSeconds(5));
        processes.close();
    }

    private Reply call(String method, String path, String body) throws Exception {
        return client.send(method, "/v1/processes" + path, body.replace('\'', '"'));
    }

    private JsonNode start(String body) throws Exception {
        Reply reply = call("POST", "", body);
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, "not within 30 s: " + what);
            Thread.sleep(10);
        }
    }

    @Test
    void badInputIsRefusedWithItsField() throws Exception {
        assertEquals(
                "proc_1", start("{'command':'sleep','args':['60']}").path("id").asString());
        List<String> wrong = new ArrayList<>();
        for (Object[] row : REFUSED) {
            Reply reply = call((String) row[0], (String) row[1], (String) row[2]);
            String got = reply.status() + " " + reply.code() + " "
                    + reply.json().path("field").asString("");
            if (!got.equals(row[3] + " " + row[4] + " " + row[5])) {
                wrong.add(row[0] + " " + row[1] + " " + row[2] + ": " + reply.text());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aRunAnswersWhatItWroteAndHowItEnded() throws Exception {
        Reply ran = call(
                "POST",
                "/run",
                "{'command':'sh','args':['-c','echo $A; pwd; echo bad >&2; exit 3'],'cwd':'/','env':{'A':'b c'}}");
        assertEquals(3, ran.json().path("exitCode").asInt(), ran.text());
        assertEquals("b c\n/\n", ran.json().path("stdout").asString());
        assertEquals("bad\n", ran.json().path("stderr").asString());
        assertFalse(ran.json().path("timedOut").asBoolean());
        JsonNode late = call("POST", "/run", "{'command':'sleep','args':['60'],'timeoutMs':100}")
                .json();
        assertTrue(late.path("timedOut").asBoolean());
        assertFalse(late.has("exitCode"));
        JsonNode cut = call("POST", "/run", "{'command':'echo','args':['hello'],'maxOutputBytes':4}")
                .json();
        assertEquals("hell", cut.path("stdout").asString());
        assertTrue(cut.path("stdoutTruncated").asBoolean());
    }

    @Test
    void aProcessIsStartedFedReadStoppedAndForgotten() throws Exception {
        JsonNode info = start("{'command':'cat','interactive':true}");
        String id = info.path("id").asString();
        assertEquals(
                "running user",
                info.path("status").asString() + " " + info.path("owner").asString());
        assertTrue(info.path("pid").asInt() > 1 && info.path("createdAtMs").asLong() > 0, info.toString());
        assertEquals(
                3,
                call("POST", "/" + id + "/input", "{'data':'aGkK'}")
                        .json()
                        .path("bytesWritten")
                        .asInt());
        call("POST", "/" + id + "/input", "{'data':'мир\\n','encoding':'utf8'}");
        await("the echo", () -> text(id, "").equals("hi\nмир\n"));
        assertEquals("", text(id, "?stream=stderr"));
        JsonNode entries = call("GET", "/" + id + "/logs?tail=1", "").json().path("entries");
        assertEquals(1, entries.size());
        assertEquals(
                "stdout base64",
                entries.get(0).path("stream").asString() + " "
                        + entries.get(0).path("encoding").asString());
        long last = entries.get(0).path("sequence").asLong();
        assertEquals("", text(id, "?since=" + last));
        assertEquals(
                "exited",
                call("POST", "/" + id + "/kill?waitMs=10000", "")
                        .json()
                        .path("status")
                        .asString());
        assertEquals(409, call("POST", "/" + id + "/input", "{'data':'aGkK'}").status());
        assertEquals(1, call("GET", "?owner=user", "").json().path("processes").size());
        assertEquals(
                0, call("GET", "?owner=desktop", "").json().path("processes").size());
        assertEquals(204, call("DELETE", "/" + id, "").status());
        assertEquals(404, call("GET", "/" + id, "").status());
    }

    private String text(String id, String query) throws Exception {
        StringBuilder text = new StringBuilder();
        for (JsonNode entry : call("GET", "/" + id + "/logs" + query, "").json().path("entries")) {
            text.append(new String(Base64.getDecoder().decode(entry.path("data").asString()), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    @Test
    void aLogIsFollowedAndResumed() throws Exception {
        String id = start("{'command':'sh','args':['-c','for i in 1 2 3; do echo $i; sleep 0.2; done']}")
                .path("id")
                .asString();
        Reply all = call("GET", "/" + id + "/logs?follow=true", "");
        assertEquals("text/event-stream", all.header("Content-Type"));
        List<String> ids =
                all.text().lines().filter(line -> line.startsWith("id: ")).toList();
        assertEquals(List.of("id: 1", "id: 2", "id: 3"), ids, all.text());
        assertTrue(all.text().contains("event: log\ndata: {\"sequence\":1,\"stream\":\"stdout\""), all.text());
        Reply rest = client.send(
                "GET",
                "/v1/processes/" + id + "/logs?follow=true",
                "",
                "Last-Event-ID",
                "2",
                "Authorization",
                "Bearer " + token);
        assertEquals(
                List.of("id: 3"),
                rest.text().lines().filter(line -> line.startsWith("id: ")).toList());
        Reply tail = call("GET", "/" + id + "/logs?follow=true&tail=2", "");
        assertEquals(
                List.of("id: 2", "id: 3"),
                tail.text().lines().filter(line -> line.startsWith("id: ")).toList());
    }

    @Test
    void aTerminalIsTypedIntoResizedAndTellsItsEnd() throws Exception {
        String id = start("{'command':'sh','tty':true,'env':{'PS1':'$ '}}")
                .path("id")
                .asString();
        String path = "/v1/processes/" + id + "/terminal/ws";
        try (Terminal refused = new Terminal(api.uri(), path + "?access_token=wrong")) {
            await("the refusal", () -> refused.refused() == 401);
        }
        try (Terminal terminal = new Terminal(api.uri(), path + "?access_token=" + token);
                Terminal watcher = new Terminal(api.uri(), path + "?access_token=" + token)) {
            await(
                    "ready",
                    () -> terminal.frames().contains("{\"type\":\"ready\",\"processId\":\"" + id + "\"}")
                            || terminal.frames().contains("{\"processId\":\"" + id + "\",\"type\":\"ready\"}"));
            terminal.send("{\"type\":\"resize\",\"cols\":111,\"rows\":33}");
            terminal.send("{\"type\":\"input\",\"data\":\"stty size; echo $((40+2))\\n\"}");
            await(
                    "the size",
                    () -> terminal.shown().contains("33 111")
                            && terminal.shown().contains("42"));
            assertEquals(
                    "{\"cols\":90,\"rows\":20}",
                    call("POST", "/" + id + "/terminal/resize", "{'cols':90,'rows':20}")
                            .text());
            terminal.send("{\"type\":\"input\",\"encoding\":\"base64\",\"data\":\"c3R0eSBzaXplCg==\"}");
            await("the next size", () -> watcher.shown().contains("20 90"));
            terminal.send("nonsense");
            terminal.send("{\"type\":\"shout\"}");
            terminal.send("{\"type\":\"resize\",\"cols\":0,\"rows\":1}");
            await(
                    "three errors",
                    () -> terminal.frames().stream()
                                    .filter(f -> f.contains("\"error\""))
                                    .count()
                            == 3);
            terminal.send("{\"type\":\"input\",\"data\":\"exit 5\\n\"}");
            await("the end", () -> watcher.frames().stream().anyMatch(f -> f.contains("\"exitCode\":5")));
        }
        assertEquals(
                "pty", call("GET", "/" + id + "/logs", "").json().path("stream").asString());
    }

    @Test
    void limitsAreToldChangedAndKept() throws Exception {
        JsonNode config = call("GET", "/config", "").json();
        assertEquals(64, config.path("maxConcurrentProcesses").asInt());
        assertEquals(65_536, config.path("maxInputBytesPerRequest").asInt());
        String next = config.toString().replace("\"maxConcurrentProcesses\":64", "\"maxConcurrentProcesses\":1");
        assertEquals(next, call("POST", "/config", next).json().toString());
        Reply zero = call("POST", "/config", config.toString().replace("65536", "0"));
        assertEquals("maxInputBytesPerRequest", zero.json().path("field").asString(), zero.text());
        start("{'command':'sleep','args':['60']}");
        Reply full = call("POST", "", "{'command':'sleep','args':['60']}");
        assertEquals("409 conflict", full.status() + " " + full.code());
    }
}
