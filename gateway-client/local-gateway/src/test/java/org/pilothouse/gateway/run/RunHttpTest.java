package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.GatewayConfig.RunSettings;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.approval.DesktopAsk;
import tools.jackson.databind.JsonNode;

/** Runs as a script sees them: over HTTP, with an agent behind a relay. */
class RunHttpTest {
    private static final String KEY = "\"conversation_key\":\"agent:default:manual:default:channel:desktop-sandbox\"";
    private static final String SNAPSHOT =
            "{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\",\"include_tree\":true,\"max_nodes\":512,\"max_text_chars\":8192}}";
    private static final String QUERY =
            "{\"type\":\"Desktop\",\"args\":{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"},\"limit\":1}}";
    private static final String ACT =
            "{\"type\":\"Desktop\",\"args\":{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"},"
                    + "\"action\":{\"kind\":\"focus\"}},\"motivation\":\"to type there\"}";

    @TempDir
    Path state;

    private RunFixture world;

    @BeforeEach
    void start() throws Exception {
        world = RunFixture.start(state);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void anActWaitsForAPersonAndIsThenDone() {
        String runId = world.start(SNAPSHOT, QUERY, ACT);
        JsonNode approval = world.awaitApproval();

        DesktopAsk ask = DesktopAsk.from(Json.LENIENT
                        .treeToValue(
                                world.get("/approvals/"
                                                + approval.path("approval_id").asString())
                                        .body(),
                                Approvals.One.class)
                        .approval())
                .orElseThrow();
        assertEquals("act", ask.op());
        assertEquals("focus", ask.action());
        assertEquals("to type there", ask.motivation());
        assertEquals(runId, ask.workflowRunId());
        assertEquals(2, ask.stepIndex());
        assertEquals("desk", ask.environmentLabel());
        assertEquals("input", ask.ruleId());
        assertEquals(4, ask.found().bounds().x());
        assertEquals("frame", ask.found().role());
        assertEquals(64, ask.picture().width());
        assertEquals(0, world.desktop.count("act"), "nothing is done before the decision");
        JsonNode paused = world.run(runId);
        assertEquals("paused", paused.path("status").asString());
        assertEquals("approval", paused.path("blocked_reason").asString());
        assertEquals(2, paused.path("steps_done").asInt());
        JsonNode picture = world.get("/artifacts/" + ask.picture().artifactId() + "/metadata")
                .body();
        assertEquals(ask.picture().sha256(), picture.at("/artifact/sha256").asString());
        assertEquals("sensitive", picture.path("sensitivity").asString());

        Reply decided = world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        assertEquals(200, decided.status(), decided.raw().body());
        assertEquals("Anna", decided.text("/approval/latest_review/reviewer_id"));
        JsonNode done = world.awaitStatus(runId, "succeeded");
        assertEquals(3, done.path("steps_done").asInt());
        assertEquals(1, world.desktop.count("act"));
        JsonNode act = world.desktop.tasks.getLast();
        assertEquals("ref", act.at("/target/kind").asString(), "what was approved is what is done");
        assertEquals(0, world.get("/approvals").body().path("approvals").size());
    }

    @Test
    void artifactsAreFoundByRunStepAndAttempt() throws Exception {
        String runId = world.start(SNAPSHOT);
        JsonNode run = world.awaitStatus(runId, "succeeded");
        JsonNode attempt = run.at("/steps/0/attempts/0");
        assertEquals("succeeded", attempt.path("status").asString());
        assertFalse(attempt.path("dispatch_id").asString("").isEmpty());
        assertFalse(attempt.path("evidence").has("bytesBase64"), attempt.toString());
        assertFalse(attempt.path("result").has("tree"));
        String treeId = attempt.at("/result/tree_artifact/artifact_id").asString();
        String pictureId = attempt.at("/evidence/artifact/artifact_id").asString();
        assertEquals(3, attempt.path("artifacts").size());

        for (String place : new String[] {"", "/steps/0", "/steps/0/attempts/1"}) {
            JsonNode list = world.get("/runs/" + runId + place + "/artifacts").body();
            assertEquals(3, list.path("artifacts").size(), place);
        }
        assertEquals(404, world.get("/runs/" + runId + "/steps/1/artifacts").status());
        assertEquals(
                404,
                world.get("/runs/" + runId + "/steps/0/attempts/2/artifacts").status());

        Reply tree = world.get("/a/" + treeId);
        assertEquals("A11y Smoke", tree.text("/root/children/0/name"));
        assertEquals(30, tree.body().at("/root/children/0/bounds/width").asInt());
        assertEquals(
                "nosniff",
                tree.raw().headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(
                "no-store", tree.raw().headers().firstValue("Cache-Control").orElse(""));
        Reply picture = world.get("/a/" + pictureId);
        assertEquals(
                "image/png", picture.raw().headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                401,
                world.gateway.call("GET", "/a/" + pictureId, null, Map.of()).status());
        assertEquals(
                204, world.post("/artifacts/" + pictureId + "/reveal", null).status());
        assertEquals("artifact.revealed", world.get("/activity").text("/activities/0/action"));
    }

    @Test
    void aDeniedStepFailsItsRunWithTheReason() {
        String runId = world.start(ACT, QUERY);
        JsonNode approval = world.awaitApproval();
        Reply noReason = world.respond(approval, "{\"decision\":\"denied\"}", "Anna");
        assertEquals(400, noReason.status());
        assertEquals("reason", noReason.text("/field"));
        assertEquals(
                200,
                world.respond(approval, "{\"decision\":\"denied\",\"reason\":\"wrong window\"}", "Anna")
                        .status());
        JsonNode run = world.awaitStatus(runId, "failed");
        assertEquals("approval_denied", run.at("/error/code").asString());
        assertEquals("denied: wrong window", run.at("/error/message").asString());
        assertEquals("failed", run.at("/steps/0/status").asString());
        assertEquals("skipped", run.at("/steps/1/status").asString());
        assertEquals(0, world.desktop.count("act"));
    }

    @Test
    void whoComesSecondIsToldWhoWasFirst() {
        world.start(ACT);
        JsonNode approval = world.awaitApproval();
        assertEquals(
                200,
                world.respond(approval, "{\"decision\":\"approved\"}", "Anna").status());
        Reply second = world.respond(approval, "{\"decision\":\"denied\",\"reason\":\"no\"}", "J%C3%BCrgen");
        assertEquals(409, second.status());
        assertEquals("already_decided", second.text("/error"));
        assertTrue(second.text("/message").startsWith("Already approved by Anna at "), second.text("/message"));
        assertEquals("approved", second.text("/approval/status"));
        assertEquals(
                409,
                world.respond(approval, "{\"decision\":\"approved\"}", "Ben").status(),
                "another person's same decision is late, too");
        assertEquals(
                200,
                world.respond(approval, "{\"decision\":\"approved\"}", "Anna").status(),
                "saying it twice does no harm");
        assertEquals(
                1,
                world.get("/approvals?status=decided").body().path("approvals").size());
    }

    @Test
    void aCancelledRunClosesItsApproval() {
        String runId = world.start(ACT);
        JsonNode approval = world.awaitApproval();
        Reply cancelled =
                world.post("/workflow/cancel", "{\"workflow_run_id\":\"" + runId + "\",\"reason\":\"not today\"}");
        assertTrue(cancelled.body().path("cancelled").asBoolean());
        assertEquals("cancelled", world.run(runId).path("status").asString());
        assertEquals(0, world.get("/approvals").body().path("approvals").size());
        Reply late = world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        assertEquals(409, late.status());
        assertEquals("cancelled", late.text("/approval/status"));
        assertFalse(world.post("/workflow/cancel", "{\"workflow_run_id\":\"" + runId + "\"}")
                .body()
                .path("cancelled")
                .asBoolean(true));
        assertEquals(
                404,
                world.post("/workflow/cancel", "{\"workflow_run_id\":\"nope\"}").status());
        assertEquals(0, world.desktop.count("act"));
    }

    @Test
    void anApprovalThatNobodyDecidesExpires() {
        world.restart(c -> c.withRuns(RunFixture.approvalLife(Duration.ofMillis(300))));
        String runId = world.start(ACT);
        JsonNode run = world.awaitStatus(runId, "failed");
        assertEquals("approval_expired", run.at("/error/code").asString());
        Reply list = world.get("/approvals?status=expired");
        assertEquals(1, list.body().path("approvals").size());
        Reply late = world.respond(list.body().path("approvals").get(0), "{\"decision\":\"approved\"}", "Anna");
        assertEquals(409, late.status());
        assertTrue(late.text("/message").startsWith("Expired at "), late.text("/message"));
    }

    @Test
    void aTargetThatIsNotThereOrNotOneAsksNobody() {
        world.desktop.elements = List.of();
        assertEquals(
                "target_not_found",
                world.awaitStatus(world.start(ACT), "failed").at("/error/code").asString());
        world.desktop.elements = List.of(
                ScriptedDesktop.element("atspi::1.1|/a", "frame", "A11y Smoke", "\"showing\""),
                ScriptedDesktop.element("atspi::1.2|/b", "frame", "A11y Smoke", "\"showing\""));
        JsonNode run = world.awaitStatus(world.start(ACT), "failed");
        assertEquals("target_ambiguous", run.at("/error/code").asString());
        assertTrue(run.at("/error/message").asString().contains("2 elements"), run.toString());
        assertEquals(0, world.desktop.count("act"));
    }

    @Test
    void aTargetThatChangedAfterItWasSeenIsLeftAlone() {
        String runId = world.start(ACT);
        JsonNode approval = world.awaitApproval();
        world.desktop.elements = List.of(ScriptedDesktop.element(
                "atspi::1.7|/org/a11y/atspi/accessible/1", "frame", "Delete everything", "\"showing\""));
        world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        JsonNode run = world.awaitStatus(runId, "failed");
        assertEquals("target_changed", run.at("/error/code").asString());
        assertEquals(0, world.desktop.count("act"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"secret\"}|the window 'A11y Smoke'|the window 'Login'",
                "{\"op\":\"mouse\",\"action\":\"click\",\"x\":10,\"y\":10}|the window 'A11y Smoke'|the window 'Login'",
                "{\"op\":\"mouse\",\"action\":\"click\",\"x\":60,\"y\":39}|the bare desktop|",
                "{\"op\":\"act\",\"target\":{\"kind\":\"ref\",\"ref\":\"pixel:10,10\"},\"action\":{\"kind\":\"click\"}}|the window 'A11y Smoke'|the window 'Login'"
            })
    void inputForOneWindowIsNotGivenToAnother(String args, String was, String is) {
        String runId = world.start("{\"type\":\"Desktop\",\"args\":" + args + "}");
        JsonNode approval = world.awaitApproval();
        assertEquals(
                was.contains("'") ? "A11y Smoke" : "",
                approval.at("/context/desktop/target/window").asString("none"));
        world.desktop.windows = ScriptedDesktop.window("win:1", "A11y Smoke", false) + ","
                + ScriptedDesktop.window("win:2", "Login", true);
        world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        JsonNode run = world.awaitStatus(runId, is == null ? "succeeded" : "failed");
        if (is != null) {
            assertEquals("target_changed", run.at("/error/code").asString());
            assertEquals(
                    "what was approved was meant for " + was + ", but there is " + is + " now",
                    run.at("/error/message").asString());
        }
    }

    @Test
    void aWindowMayChangeItsTitle() {
        String runId = world.start(
                "{\"type\":\"Desktop\",\"args\":{\"op\":\"keyboard\",\"action\":\"press\",\"key\":\"Enter\"}}");
        JsonNode approval = world.awaitApproval();
        world.desktop.windows = ScriptedDesktop.window("win:1", "A11y Smoke - edited", true);
        world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        world.awaitStatus(runId, "succeeded");
        assertEquals(1, world.desktop.count("keyboard"));
    }

    @Test
    void aNodeThatDiesInTheMiddleOfAnActFailsTheStep() throws Exception {
        String runId = world.start(ACT);
        JsonNode approval = world.awaitApproval();
        world.desktop.change = frame -> {
            if (world.desktop.tasks.getLast().path("op").asString().equals("act")) {
                world.node.vanish();
                return null;
            }
            return frame;
        };
        world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        JsonNode run = world.awaitStatus(runId, "failed");
        assertEquals("node_lost", run.at("/error/code").asString());
        assertEquals("failed", run.at("/steps/0/attempts/0/status").asString());
    }

    @Test
    void anEnvironmentThatDoesNotRunIsAnErrorAndNoHang() {
        String stopped = world.gateway.create(false);
        String runId = world.startWith("\"environment\":\"" + stopped + "\",", QUERY, ACT);
        JsonNode run = world.awaitStatus(runId, "failed");
        assertEquals("environment_not_running", run.at("/error/code").asString());
        assertEquals("skipped", run.at("/steps/1/status").asString());
    }

    @Test
    void aRunDoesNotWaitForAnEnvironmentThatWasDeleted() {
        String runId = world.start(ACT);
        world.awaitApproval();
        world.gateway.call("DELETE", "/desktop-environments/" + world.environmentId, null);
        JsonNode run = world.awaitStatus(runId, "failed");
        assertEquals(
                "the approval of this step was withdrawn: the environment was deleted",
                run.at("/error/message").asString());
        assertEquals(0, world.get("/approvals").body().path("approvals").size());
        assertEquals("desk", run.path("environment_label").asString(), "its name is still known");
    }

    @Test
    void namesThatASandboxMadeUpCannotHideWhatTheyAre() {
        world.desktop.elements =
                List.of(ScriptedDesktop.element("atspi::1.1|/a", "frame", "OK\\u202e\\n\\u0007Delete", "\"showing\""));
        world.start(ACT.replace("\"name\":\"A11y Smoke\"", "\"role\":\"frame\""));
        JsonNode approval = world.awaitApproval();
        assertEquals("OK  Delete", approval.at("/context/desktop/target/name").asString());
    }

    @Test
    void aDecisionSurvivesARestartAndTheRunGoesOn() {
        String runId = world.start(QUERY, ACT);
        JsonNode approval = world.awaitApproval();
        world.restart(c -> c);
        assertEquals("paused", world.run(runId).path("status").asString());
        assertEquals(
                200,
                world.respond(approval, "{\"decision\":\"approved\"}", "Anna").status());
        world.awaitStatus(runId, "succeeded");
        assertEquals(1, world.desktop.count("act"));
        assertEquals(
                409,
                world.respond(approval, "{\"decision\":\"approved\"}", "Ben").status());
    }

    @Test
    void picturesAndTreesThatAreNoneAreNotKept() {
        world.desktop.change = frame -> Json.LENIENT
                        .readTree(frame.toJson())
                        .at("/result/evidence/bytesBase64")
                        .isString()
                ? RunFixture.with(frame, "/result/evidence", "bytesBase64", "bm8gcGljdHVyZQ==")
                : frame;
        JsonNode run = world.awaitStatus(world.start(SNAPSHOT), "failed");
        assertEquals("invalid_result", run.at("/error/code").asString());
        assertEquals(0, run.at("/steps/0/attempts/0/artifacts").size());

        StringBuilder children = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            children.append(i == 0 ? "" : ",").append("{\"role\":\"label\",\"name\":\"x\",\"children\":[]}");
        }
        world.desktop.change = frame ->
                Json.LENIENT.readTree(frame.toJson()).at("/result/result/tree").isObject()
                        ? RunFixture.with(
                                frame,
                                "/result/result/tree",
                                "root",
                                Json.LENIENT.readTree("{\"role\":\"frame\",\"children\":[" + children + "]}"))
                        : frame;
        JsonNode huge = world.awaitStatus(world.start(SNAPSHOT), "failed");
        assertEquals("invalid_result", huge.at("/error/code").asString());
    }

    @Test
    void whereNoRoomIsLeftTheStepSaysSoAndAQuestionHasNoPicture() {
        world.restart(c -> c.withRuns(new RunSettings(Duration.ofMinutes(10), 10, Duration.ofSeconds(5))));
        JsonNode run = world.awaitStatus(world.start(SNAPSHOT), "failed");
        assertEquals("quota_exceeded", run.at("/error/code").asString());
        world.start(ACT);
        JsonNode desktop = world.awaitApproval().at("/context/desktop");
        assertTrue(desktop.path("problem").asString().contains("--artifact-limit-mb"), desktop.toString());
        assertEquals("frame", desktop.at("/target/role").asString());
    }

    @Test
    void manyRunsAtATimeAllComeToTheirEnd() {
        for (int i = 0; i < 40; i++) {
            world.start(QUERY, SNAPSHOT);
        }
        await(
                "all done",
                Duration.ofSeconds(40),
                () -> world.get("/runs?status=succeeded").body().path("runs").size() == 40);
    }

    @Test
    void thePolicyDecidesAndChangesByRevision() {
        Reply policy = world.get("/policy");
        assertEquals(1, policy.body().path("revision").asInt());
        assertEquals(
                409,
                world.gateway
                        .call("PUT", "/policy", "{\"expected_revision\":7,\"rules\":[]}")
                        .status());
        Reply bad = world.gateway.call(
                "PUT",
                "/policy",
                "{\"expected_revision\":1,\"rules\":[{\"rule_id\":\"a\",\"operations\":[\"fly\"],\"decision\":\"allow\"}]}");
        assertEquals(400, bad.status());
        assertEquals("rules[0].operations[0]", bad.text("/field"));
        Reply put = world.gateway.call(
                "PUT",
                "/policy",
                "{\"expected_revision\":1,\"rules\":[{\"rule_id\":\"no-acts\",\"operations\":[\"act\"],\"decision\":\"deny\","
                        + "\"reason\":\"Frozen today.\"},{\"rule_id\":\"rest\",\"operations\":[\"query\"],\"decision\":\"allow\"}]}");
        assertEquals(2, put.body().path("revision").asInt(), put.raw().body());
        JsonNode run = world.awaitStatus(world.start(QUERY, ACT), "failed");
        assertEquals("policy_denied", run.at("/error/code").asString());
        assertTrue(run.at("/error/message").asString().contains("Frozen today."), run.toString());
        assertEquals("succeeded", run.at("/steps/0/status").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{KEY,\"steps\":[]}|steps",
                "{\"conversation_key\":\"x\",\"steps\":[ACT]}|conversation_key",
                "{KEY,\"steps\":[{\"type\":\"Fly\",\"args\":{}}]}|steps[0].type",
                "{KEY,\"steps\":[{\"type\":\"CLI\",\"args\":{}}]}|steps[0].type",
                "{KEY,\"steps\":[ACT,{\"type\":\"Desktop\",\"args\":{\"op\":\"fly\"}}]}|steps[1].args.op",
                "{KEY,\"steps\":[ACT,ACT,{\"type\":\"Desktop\",\"args\":{\"op\":\"query\",\"selector\":{\"kind\":\"a11y\",\"name\":\"x\"},\"limit\":65}}]}|steps[2].args.limit",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"act\",\"target\":{\"kind\":\"a11y\"},\"action\":{\"kind\":\"focus\"}}}]}|steps[0].args.target",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"mouse\",\"action\":\"click\",\"x\":1}}]}|steps[0].args.y",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\",\"max_nodes\":0}}]}|steps[0].args.max_nodes",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\",\"foo\":0}}]}|steps[0].args.foo",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":[]}]}|steps[0].args",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\"},\"max_attempts\":11}]}|steps[0].max_attempts",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\"},\"timeout_ms\":0}]}|steps[0].timeout_ms",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\"},\"colour\":1}]}|steps[0].colour",
                "{KEY,\"steps\":[null]}|steps[0]",
                "{KEY,\"environment\":\"nope\",\"steps\":[ACT]}|environment",
                "{KEY,\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\"},\"environment\":\"nope\"}]}|steps[0].environment"
            })
    void aBadWorkflowIsToldWhereItIsBad(String body, String field) {
        Reply reply = world.post("/workflow/start", body.replace("KEY", KEY).replace("ACT", ACT));
        assertEquals(400, reply.status(), reply.raw().body());
        assertEquals("invalid_request", reply.text("/error"));
        assertEquals(field, reply.text("/field"), reply.text("/message"));
        assertFalse(reply.text("/message").isBlank());
    }

    @Test
    void tooManyStepsAreRefused() {
        String steps = (QUERY + ",").repeat(500) + QUERY;
        assertEquals(
                400,
                world.post("/workflow/start", "{" + KEY + ",\"steps\":[" + steps + "]}")
                        .status());
        assertEquals(
                400,
                world.post(
                                "/workflow/start",
                                "{" + KEY + ",\"steps\":[" + ACT.replace("to type there", "x".repeat(2001)) + "]}")
                        .status());
    }

    @Test
    void runsAreListedPageByPage() {
        String first = world.start(QUERY);
        String second = world.start(QUERY);
        String third = world.start(QUERY);
        await(
                "all done",
                () -> world.get("/runs?status=succeeded").body().path("runs").size() == 3);
        Reply page = world.get("/runs?limit=2");
        assertEquals(third, page.text("/runs/0/workflow_run_id"));
        assertEquals(second, page.text("/runs/1/workflow_run_id"));
        assertFalse(page.body().path("runs").get(0).has("steps"));
        Reply rest = world.get("/runs?limit=2&cursor=" + page.text("/next_cursor"));
        assertEquals(first, rest.text("/runs/0/workflow_run_id"));
        assertFalse(rest.body().has("next_cursor"));
        assertEquals(
                0, world.get("/runs?environment_id=nope").body().path("runs").size());
        for (String query : new String[] {"limit=0", "limit=501", "limit=x", "cursor=-1", "cursor=x", "status=fine"}) {
            assertEquals(400, world.get("/runs?" + query).status(), query);
        }
        assertEquals(404, world.get("/runs/nope").status());
        assertEquals(400, world.get("/approvals?status=pending").status());
        assertEquals(404, world.get("/approvals/nope").status());
        assertEquals(404, world.get("/artifacts/nope/metadata").status());
        assertEquals(400, world.get("/a/..%2f..%2fgateway.db").status());
    }
}
