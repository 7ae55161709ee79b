package org.pilothouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.cli.Terminal.Answer;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** Every verb against a gateway of ours, with one desktop whose agent answers from a script. */
class LocalGatewayTest {
    private static final String WORKFLOW = """
            {"conversation_key": "agent:default:main", "steps": [
              {"type": "Desktop", "args": {"op": "snapshot", "include_tree": true, "max_nodes": 512, "max_text_chars": 8192}},
              {"type": "Desktop", "args": {"op": "act", "target": {"kind": "a11y", "name": "A11y Smoke"}, "action": {"kind": "focus"}}}]}""";

    private final FakeEngine engine = new FakeEngine();
    private final BlockingQueue<FakeExec> relays = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private TestGateway gateway;
    private FakeNode node;
    private Terminal terminal;
    private String environmentId;

    @BeforeEach
    void start() throws Exception {
        engine.programs = (container, command) -> {
            FakeExec exec = new FakeExec();
            if (command.toString().contains("gateway.sock")) {
                relays.add(exec);
            }
            return exec;
        };
        gateway = TestGateway.start(folder.resolve("state"), engine);
        Path token = Files.writeString(folder.resolve("token"), gateway.gateway.token());
        terminal = new Terminal("--gateway", gateway.uri("").toString(), "--token-file", token.toString(), "--json");
        environmentId = terminal.type("environments", "create", "--label", "desk", "--start")
                .json()
                .path("environment_id")
                .asString();
        node = FakeNode.through(relays.poll(30, TimeUnit.SECONDS), DeviceIdentity.generate());
        node.onTask = new ScriptedDesktop();
        node.awaitAccepted();
        node.desktop("active");
        gateway.awaitStatus(environmentId, "running");
    }

    @AfterEach
    void stop() {
        node.close();
        gateway.close();
    }

    @Test
    void environmentsLiveAndGo() {
        assertEquals("desk", ok("environments", "list").get(0).path("label").asString());
        assertEquals(
                "running", ok("environments", "show", "desk").path("status").asString());
        assertEquals(
                "den",
                ok("environments", "update", "desk", "--label", "den")
                        .path("label")
                        .asString());
        assertTrue(ok("environments", "logs", "den").isArray());
        node.vanish();
        assertEquals(
                "stopped",
                ok("environments", "stop", "den", "--wait").path("status").asString());
        assertEquals(
                false,
                ok("environments", "reset", "den", "--wait")
                        .path("desired_running")
                        .asBoolean());
        assertTrue(ok("environments", "start", "den").path("desired_running").asBoolean());
        assertTrue(ok("environments", "delete", environmentId, "--wait")
                .path("gone")
                .asBoolean());
        assertEquals(0, ok("environments", "list").size());
    }

    @Test
    void environmentsAreFoundByWhatPeopleCallThem() {
        ok("environments", "create", "--label", "desk");
        Answer two = terminal.type("environments", "show", "desk");
        assertEquals(ExitStatus.USAGE, two.status());
        assertTrue(two.error().path("message").asString().contains(environmentId), two.err());
        assertEquals(
                environmentId,
                ok("environments", "show", environmentId.substring(0, 8))
                        .path("environment_id")
                        .asString());
        assertEquals(
                ExitStatus.USAGE,
                terminal.type("environments", "show", "nothing").status());
    }

    @Test
    void waitingEnds() {
        ok("environments", "create", "--label", "second", "--start");
        Answer late = terminal.type("environments", "start", "second", "--wait", "--timeout", "0.5");
        assertEquals(ExitStatus.TIMEOUT, late.status());
        assertEquals("timeout", late.error().path("error").asString());
    }

    @Test
    void theRestOfTheFleetIsSeen() {
        assertEquals("pilothouse", ok("gateway", "show").path("gateway").asString());
        assertEquals(1, ok("hosts", "list").size());
        assertEquals(
                "test/image:1",
                ok("environments", "defaults").path("default_image_ref").asString());
        assertEquals(
                "other:2",
                ok("environments", "defaults", "--image", "other:2")
                        .path("default_image_ref")
                        .asString());
        JsonNode nodes = ok("nodes", "list");
        assertTrue(nodes.get(0).path("connected").asBoolean());
        long pairing = ok("pairings", "list").get(0).path("pairing_id").asLong();
        assertEquals(
                "approved",
                ok("pairings", "show", Long.toString(pairing)).path("status").asString());
        assertEquals(
                "revoked",
                ok("pairings", "revoke", Long.toString(pairing)).path("status").asString());
    }

    @Test
    void aRunIsStartedApprovedWatchedAndItsPicturesAreWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), WORKFLOW);
        CompletableFuture<Answer> watching = CompletableFuture.supplyAsync(
                () -> terminal.type("runs", "start", file.toString(), "--environment", "desk", "--watch"));
        String approval = awaitApproval();
        assertTrue(ok("approvals", "show", approval)
                .path("context")
                .path("desktop")
                .path("artifact_id")
                .isString());
        assertEquals(
                "approved",
                ok("approvals", "approve", approval, "--reason", "fine")
                        .path("status")
                        .asString());
        Answer ended = watching.get(30, TimeUnit.SECONDS);
        assertEquals(ExitStatus.OK, ended.status(), ended.err());
        assertTrue(ended.out().lines().allMatch(line -> line.startsWith("{")), "a line of JSON for each change");
        String run = ok("runs", "list", "--environment", "desk")
                .get(0)
                .path("workflow_run_id")
                .asString();
        assertEquals(2, ok("runs", "show", run).path("steps").size());
        assertEquals(
                "approved",
                ok("approvals", "list", "--decided").get(0).path("status").asString());
        String artifact =
                ok("runs", "artifacts", run).get(0).path("artifact_id").asString();
        assertEquals(
                64,
                ok("artifacts", "verify", artifact).path("sha256").asString().length());
        Path picture = folder.resolve("picture");
        long size = ok("artifacts", "get", artifact, "-o", picture.toString())
                .path("size_bytes")
                .asLong();
        assertEquals(Files.size(picture), size);
        assertEquals(
                ExitStatus.USAGE,
                terminal.type("artifacts", "get", artifact, "-o", picture.toString())
                        .status());
        assertEquals(
                "screenshot",
                ok(
                                "artifacts",
                                "show",
                                ok("runs", "artifacts", run)
                                        .get(0)
                                        .path("artifact_id")
                                        .asString())
                        .path("artifact")
                        .path("kind")
                        .asString());
        assertEquals(false, ok("runs", "cancel", run).path("cancelled").asBoolean());
        assertTrue(ok("activity", "list").path("activities").size() > 0);
    }

    @Test
    void aDeniedRunEndsWithFive() throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), WORKFLOW);
        CompletableFuture<Answer> watching =
                CompletableFuture.supplyAsync(() -> terminal.type("runs", "start", file.toString(), "--watch"));
        String approval = awaitApproval();
        assertEquals(
                ExitStatus.USAGE, terminal.type("approvals", "deny", approval).status(), "a denial needs a reason");
        assertEquals(
                "denied",
                ok("approvals", "deny", approval, "--reason", "not now")
                        .path("status")
                        .asString());
        Answer ended = watching.get(30, TimeUnit.SECONDS);
        assertEquals(ExitStatus.FAILED, ended.status());
        assertEquals("approval_denied", ended.error().path("error").asString());
        Answer again = terminal.type("approvals", "approve", approval);
        assertEquals(ExitStatus.REFUSED, again.status());
        assertEquals("already_decided", again.error().path("error").asString());
    }

    @Test
    void policyIsReadChangedAndNotOverwritten() throws IOException {
        Path file = folder.resolve("policy.json");
        Files.writeString(file, terminal.type("policy", "show").out());
        long revision = ok("policy", "show").path("revision").asLong();
        assertEquals(
                revision + 1,
                ok("policy", "set", file.toString()).path("revision").asLong());
        Answer late = terminal.type("policy", "set", file.toString());
        assertEquals(ExitStatus.REFUSED, late.status(), "another revision is in force");
        assertEquals("conflict", late.error().path("error").asString());
    }

    @Test
    void aPolicyIsTriedAndARuleRevoked() {
        JsonNode answer = ok(
                "policy", "try", "{\"args\":{\"op\":\"screenshot\",\"display\":\"primary\"},\"environment\":\"desk\"}");
        assertEquals("allow", answer.path("decision").asString());
        assertEquals("reading", answer.path("rule").path("rule_id").asString());
        assertEquals(1, ok("policy", "revoke", "reading").path("rules").size());
        assertEquals(
                ExitStatus.USAGE,
                terminal.type("policy", "try", "{\"nonsense\":1}").status());
    }

    @Test
    void tokensAreMadeUsedAndRevoked() throws IOException {
        JsonNode issued = ok("tokens", "issue", "--name", "Anna", "--role", "viewer", "--days", "2");
        Path hers =
                Files.writeString(folder.resolve("hers"), issued.path("token").asString());
        Terminal anna =
                new Terminal("--gateway", gateway.uri("").toString(), "--token-file", hers.toString(), "--json");
        assertEquals("Anna", anna.type("tokens", "me").json().path("name").asString());
        Answer refused = anna.type("environments", "stop", "desk");
        assertEquals(ExitStatus.REFUSED, refused.status());
        assertEquals("forbidden", refused.error().path("error").asString());
        String id = issued.path("token_id").asString();
        assertTrue(ok("tokens", "list").toString().contains(id));
        assertTrue(ok("tokens", "revoke", id).path("revoked").asBoolean());
        assertEquals(
                "unauthorized", anna.type("tokens", "me").error().path("error").asString());
        assertEquals(
                ExitStatus.USAGE,
                terminal.type("tokens", "issue", "--name", "Bo", "--role", "viewer", "--days", "0")
                        .status());
        assertTrue(ok("activity", "verify").path("valid").asBoolean());
    }

    @Test
    void aRunIsPausedResumedAndExported() throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), WORKFLOW);
        String run =
                ok("runs", "start", file.toString()).path("workflow_run_id").asString();
        awaitApproval();
        assertEquals("paused", ok("runs", "pause", run).path("status").asString());
        assertEquals("paused", ok("runs", "resume", run).path("status").asString(), "its approval still waits");
        Path zip = folder.resolve("run.zip");
        assertEquals(
                ok("runs", "export", run, "-o", zip.toString())
                        .path("size_bytes")
                        .asLong(),
                Files.size(zip));
        Path none = folder.resolve("none.zip");
        assertEquals(
                ExitStatus.REFUSED,
                terminal.type("runs", "export", "no-such-run", "-o", none.toString())
                        .status());
        assertTrue(Files.notExists(none), "no half file stays");
        assertTrue(ok("runs", "cancel", run).path("cancelled").asBoolean());
    }

    @Test
    void aDispatchSaysHowItWent() {
        String id = ok("nodes", "list").get(0).path("node_id").asString();
        JsonNode done = ok("nodes", "dispatch", id, "{\"op\":\"screenshot\",\"display\":\"primary\"}");
        assertTrue(done.path("ok").asBoolean());
        Answer nobody =
                terminal.type("nodes", "dispatch", "no-such-node", "{\"op\":\"screenshot\",\"display\":\"primary\"}");
        assertTrue(nobody.status() == ExitStatus.FAILED || nobody.status() == ExitStatus.REFUSED, nobody.err());
        assertEquals(
                ExitStatus.USAGE,
                terminal.type("nodes", "dispatch", id, "{\"op\":\"explode\"}").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments list",
                "hosts list",
                "nodes list",
                "pairings list",
                "approvals list",
                "runs list",
                "policy show",
                "activity list"
            })
    void peopleGetTables(String line) {
        Terminal words = new Terminal(java.util.Arrays.copyOf(terminal.common(), 4));
        Answer answer = words.type(line.split(" "));
        assertEquals(ExitStatus.OK, answer.status(), answer.err());
        assertTrue(!answer.out().isBlank() && !answer.out().startsWith("{"), answer.out());
    }

    @Test
    void aWrongTokenIsARefusal() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "f".repeat(64));
        Answer answer = new Terminal(
                        "--gateway", gateway.uri("").toString(), "--token-file", wrong.toString(), "--json")
                .type("environments", "list");
        assertEquals(ExitStatus.REFUSED, answer.status());
        assertEquals("unauthorized", answer.error().path("error").asString());
        assertTrue(answer.error().path("next_step").asString().contains("token file"));
    }

    private JsonNode ok(String... words) {
        Answer answer = terminal.type(words);
        assertEquals(ExitStatus.OK, answer.status(), answer.err());
        return answer.json();
    }

    private String awaitApproval() {
        TestGateway.await(
                "an approval",
                java.time.Duration.ofSeconds(20),
                () -> ok("approvals", "list").size() == 1);
        return ok("approvals", "list").get(0).path("approval_id").asString();
    }
}
