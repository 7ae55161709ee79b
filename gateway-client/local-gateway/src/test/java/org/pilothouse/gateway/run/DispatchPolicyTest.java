package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import tools.jackson.databind.JsonNode;

/** Single dispatches obey what runs obey. */
class DispatchPolicyTest {
    private static final String CLICK = "{\"action\":\"click\",\"x\":5,\"y\":6}";

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

    private Reply dispatch(String operation, String input, String members) {
        return dispatch(operation, input, members, world.gateway.gateway.token());
    }

    private Reply dispatch(String operation, String input, String members, String token) {
        return world.gateway.call(
                "POST",
                "/nodes/" + world.identity.deviceId() + "/capabilities/tyrum.desktop." + operation + "/actions/"
                        + operation + "/dispatch",
                "{\"input\":" + input + members + "}",
                Map.of("Authorization", "Bearer " + token));
    }

    private void rules(String rules) {
        Reply put = world.gateway.call(
                "PUT", "/policy", ("{'expected_revision':1,'rules':[" + rules + "]}").replace('\'', '"'));
        assertEquals(200, put.status(), put.raw().body());
    }

    private CompletableFuture<Reply> later(String operation, String input) {
        return CompletableFuture.supplyAsync(
                () -> dispatch(operation, input, ",\"timeout_ms\":25000"), Thread::startVirtualThread);
    }

    @Test
    void whatIsAllowedIsDoneAtOnce() {
        Reply looked = dispatch("screenshot", "{\"display\":\"primary\"}", "");
        assertTrue(looked.body().path("ok").asBoolean(), looked.raw().body());
        assertEquals(0, world.get("/runs").body().path("runs").size());
    }

    @Test
    void whatIsAskedWaitsForTheAnswerAndIsDoneOnce() throws Exception {
        CompletableFuture<Reply> clicked = later("mouse", CLICK);
        JsonNode approval = world.awaitApproval();
        assertEquals(0, world.desktop.count("mouse"));
        assertEquals("direct", approval.at("/context/agent").asString());
        world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        Reply reply = clicked.get(30, TimeUnit.SECONDS);
        assertTrue(reply.body().path("ok").asBoolean(), reply.raw().body());
        assertEquals("tyrum.desktop.mouse", reply.text("/capability"));
        assertTrue(reply.text("/task_id").startsWith("task-"), reply.raw().body());
        assertEquals(1, world.desktop.count("mouse"));
    }

    @Test
    void whoDidNotWaitLongEnoughAsksAgainAndNothingHappensTwice() {
        Reply first = dispatch("mouse", CLICK, ",\"timeout_ms\":300");
        assertEquals("approval_pending", first.text("/error/code"), first.raw().body());
        assertTrue(first.body().at("/error/retryable").asBoolean());
        assertEquals("not-dispatched", first.text("/task_id"));
        JsonNode approval = world.awaitApproval();
        Reply second = dispatch("mouse", CLICK, ",\"timeout_ms\":300");
        assertEquals(approval.path("approval_id").asString(), second.text("/error/details/approval_id"));
        assertTrue(!second.text("/error/details/expires_at").isEmpty());
        world.respond(approval, "{\"decision\":\"approved\"}", "Anna");
        world.awaitStatus(second.text("/error/details/workflow_run_id"), "succeeded");

        Reply third = dispatch("mouse", CLICK, ",\"timeout_ms\":300");

        assertTrue(third.body().path("ok").asBoolean(), third.raw().body());
        assertEquals(1, world.desktop.count("mouse"));
        Reply fourth = dispatch("mouse", CLICK, ",\"timeout_ms\":300");
        assertEquals("approval_pending", fourth.text("/error/code"), "that outcome was fetched: this is another click");
    }

    @Test
    void whatIsForbiddenIsRefusedAlsoByHand() {
        rules("{'rule_id':'no-clicks','operations':['mouse.click'],'decision':'deny','reason':'Never.'}");
        for (String members : new String[] {"", ",\"by_hand\":\"I am the boss\""}) {
            Reply refused = dispatch("mouse", CLICK, members);
            assertEquals(200, refused.status());
            assertEquals("policy_denied", refused.text("/error/code"));
            assertEquals("the policy's rule 'no-clicks' forbids it: Never.", refused.text("/error/message"));
            assertEquals("no-clicks", refused.text("/error/details/rule_id"));
        }
        assertEquals(0, world.desktop.tasks.size());
    }

    @Test
    void anAdministratorsOwnHandIsNotAskedAndIsWrittenDown() {
        Reply clicked = dispatch("mouse", CLICK, ",\"by_hand\":\"unsticking the dialog\"");
        assertTrue(clicked.body().path("ok").asBoolean(), clicked.raw().body());
        String activity = world.get("/activity").raw().body();
        assertTrue(activity.contains("dispatch.by_hand") && activity.contains("unsticking the dialog"), activity);
        assertEquals("by_hand", dispatch("mouse", CLICK, ",\"by_hand\":\" \"").text("/field"));
    }

    @Test
    void anAgentIsUnderThePolicyAndHasNoHand() {
        Reply issued = world.post(
                "/auth/tokens/issue", "{\"role\":\"operator\",\"kind\":\"agent\",\"display_name\":\"Buyer\"}");
        assertTrue(issued.status() < 300, issued.raw().body());
        String token = issued.text("/token");
        Reply hand = dispatch("mouse", CLICK, ",\"by_hand\":\"let me\"", token);
        assertEquals(403, hand.status(), hand.raw().body());
        Reply asked = dispatch("mouse", CLICK, ",\"timeout_ms\":300", token);
        assertEquals("approval_pending", asked.text("/error/code"), asked.raw().body());
        assertEquals("Buyer", world.awaitApproval().at("/context/requested_by").asString());
        Reply own = world.gateway.call(
                "POST",
                "/approvals/" + asked.text("/error/details/approval_id") + "/respond",
                "{\"decision\":\"approved\"}",
                Map.of("Authorization", "Bearer " + token));
        assertEquals(403, own.status(), "an agent decides nothing");
    }

    @Test
    void aNoIsConsentDeniedWithItsReason() throws Exception {
        CompletableFuture<Reply> clicked = later("mouse", CLICK);
        world.respond(world.awaitApproval(), "{\"decision\":\"denied\",\"reason\":\"not there\"}", "Anna");
        Reply reply = clicked.get(30, TimeUnit.SECONDS);
        assertEquals("consent_denied", reply.text("/error/code"));
        assertEquals("denied: not there", reply.text("/error/message"));
        assertEquals(0, world.desktop.count("mouse"));
    }

    @Test
    void aPictureThatWasAskedForComesBackWhole() throws Exception {
        rules("{'rule_id':'all','decision':'ask'}");
        CompletableFuture<Reply> looked = later("screenshot", "{\"display\":\"primary\"}");
        world.respond(world.awaitApproval(), "{\"decision\":\"approved\"}", "Anna");
        Reply reply = looked.get(30, TimeUnit.SECONDS);
        assertEquals("evidence", reply.text("/payload_source"), reply.raw().body());
        assertEquals(ScriptedDesktop.PICTURE, reply.text("/payload/bytesBase64"));
    }

    @Test
    void aPausedRunHoldsAndGoesOn() {
        String runId =
                world.start("{\"type\":\"Desktop\",\"args\":{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"x\"}}");
        JsonNode approval = world.awaitApproval();
        assertEquals(200, world.post("/runs/" + runId + "/pause", "").status());
        await(
                "held",
                Duration.ofSeconds(20),
                () -> world.run(runId).path("blocked_reason").asString("").equals("manual"));
        assertEquals("admin", world.run(runId).path("blocked_detail").asString());
        assertEquals(
                200,
                world.respond(approval, "{\"decision\":\"approved\"}", "Anna").status());
        assertEquals(200, world.post("/runs/" + runId + "/pause", "").status(), "twice is once");
        assertEquals(0, world.desktop.count("keyboard"));
        world.restart(config -> config);
        assertEquals("paused", world.run(runId).path("status").asString());
        assertEquals(200, world.post("/runs/" + runId + "/resume", "").status());
        world.awaitStatus(runId, "succeeded");
        assertEquals(1, world.desktop.count("keyboard"));
        assertEquals(200, world.post("/runs/" + runId + "/resume", "").status());
        assertEquals(404, world.post("/runs/nope/pause", "").status());
    }

    @Test
    void aPostconditionDecidesWhetherAStepSucceeded() {
        rules("{'rule_id':'all','decision':'allow'}");
        String step = "{\"type\":\"Desktop\",\"args\":{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"x\"},"
                + "\"postcondition\":{\"selector\":{\"kind\":\"a11y\",\"name\":\"Done\"}}}";
        world.awaitStatus(world.start(step), "succeeded");
        assertEquals(1, world.desktop.count("wait_for"));
        world.desktop.change = frame -> frame.toJson().contains("wait_for")
                ? RunFixture.with(frame, "/result/result", "status", "timeout")
                : frame;
        JsonNode failed = world.awaitStatus(world.start(step), "failed");
        assertEquals("postcondition_failed", failed.at("/error/code").asString());
        assertEquals(2, world.desktop.count("keyboard"));
        for (String bad : new String[] {"7", "{}", "{\"op\":\"query\"}", "{\"selector\":{\"kind\":\"x\"}}"}) {
            Reply refused = world.post(
                    "/workflow/start",
                    "{\"conversation_key\":\"agent:default:main\",\"steps\":[{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\"},"
                            + "\"postcondition\":" + bad + "}]}");
            assertEquals(400, refused.status(), bad);
            assertTrue(
                    refused.text("/field").startsWith("steps[0].postcondition"),
                    refused.raw().body());
        }
    }
}
