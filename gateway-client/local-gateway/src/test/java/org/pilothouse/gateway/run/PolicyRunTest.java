package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.testing.ScriptedDesktop;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import tools.jackson.databind.JsonNode;

/** Rules as people write them, on runs as agents start them. */
class PolicyRunTest {
    private static final String FOCUS = step(
            "{\"op\":\"act\",\"target\":{\"kind\":\"a11y\",\"name\":\"A11y Smoke\"},\"action\":{\"kind\":\"focus\"}}");
    private static final String TYPE = step("{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"hello\"}");
    private static final String APPROVE = "{\"decision\":\"approved\"}";

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

    private static String step(String args) {
        return "{\"type\":\"Desktop\",\"args\":" + args + "}";
    }

    private void rules(String rules) {
        long revision = world.get("/policy").body().path("revision").asLong();
        Reply put = world.gateway.call(
                "PUT",
                "/policy",
                "{\"expected_revision\":" + revision + ",\"rules\":[" + rules.replace('\'', '"') + "]}");
        assertEquals(200, put.status(), put.raw().body());
    }

    private String failure(String runId) {
        return world.awaitStatus(runId, "failed").at("/error/code").asString();
    }

    @Test
    void aWindowDecidesAndWhatWasSeenIsWhatIsDone() {
        rules("{'rule_id':'bank','windows':['Bank*'],'decision':'deny'},"
                + "{'rule_id':'smoke','windows':['A11y*'],'operations':['act','keyboard'],'decision':'allow'}");

        world.awaitStatus(world.start(FOCUS, TYPE), "succeeded");

        JsonNode act = world.desktop.tasks.stream()
                .filter(args -> args.path("op").asString().equals("act"))
                .findFirst()
                .orElseThrow();
        assertEquals("ref", act.at("/target/kind").asString(), "the element that the rule was held against");

        world.desktop.windows = ScriptedDesktop.window("win:2", "Bank of X", true);
        assertEquals("policy_denied", failure(world.start(TYPE)));
        assertEquals(1, world.desktop.count("keyboard"));
    }

    @Test
    void whatCannotBeSeenIsAskedAbout() {
        rules("{'rule_id':'bank','windows':['Bank*'],'decision':'deny'},{'rule_id':'rest','decision':'allow'}");
        world.desktop.change = frame -> frame.toJson().contains("\"evidence\"")
                ? ScriptedDesktop.refused(
                        tools.jackson.databind.node.JsonNodeFactory.instance
                                .objectNode()
                                .put("request_id", requestId(frame.toJson())),
                        "no picture")
                : frame;
        world.start(TYPE);
        JsonNode approval = world.awaitApproval();
        assertEquals("bank", approval.at("/context/policy/rule_id").asString());
        assertEquals(
                "rule 'bank' may be about this step: the window is not known",
                approval.at("/context/policy/why").asString());
        assertEquals(0, world.desktop.count("keyboard"));
    }

    private static String requestId(String frame) {
        return org.pilothouse.protocol.Json.LENIENT
                .readTree(frame)
                .path("request_id")
                .asString();
    }

    @Test
    void alwaysIsARuleThatCanBeSeenAndRevoked() {
        String first = world.start(FOCUS);
        JsonNode approval = world.awaitApproval();
        JsonNode suggested = approval.at("/context/policy/suggested_overrides/0");
        assertEquals(
                "act focus 'A11y Smoke' in 'A11y Smoke' on desk",
                suggested.path("words").asString());
        String override = "{\"tool_id\":\"tool.desktop.act\",\"pattern\":\"target\"}";
        Reply answer = world.respond(
                approval, "{\"decision\":\"approved\",\"mode\":\"always\",\"overrides\":[" + override + "]}", "Anna");
        assertEquals(200, answer.status(), answer.raw().body());
        String ruleId = answer.text("/created_overrides/0/policy_override_id");
        world.awaitStatus(first, "succeeded");
        world.awaitStatus(world.start(FOCUS), "succeeded");

        JsonNode rules = world.get("/policy").body().path("rules");
        assertEquals(ruleId, rules.get(1).path("rule_id").asString(), "right before the rule that asked");
        assertEquals("Anna", rules.get(1).at("/origin/by").asString());
        assertEquals(
                approval.path("approval_id").asString(),
                rules.get(1).at("/origin/approval_id").asString());

        assertEquals(
                200,
                world.gateway.call("DELETE", "/policy/rules/" + ruleId, null).status());
        assertEquals(
                404,
                world.gateway.call("DELETE", "/policy/rules/" + ruleId, null).status());
        String later = world.start(FOCUS);
        world.awaitApproval();
        assertEquals("paused", world.run(later).path("status").asString());
        String activity = world.get("/activity").raw().body();
        assertTrue(activity.contains("policy.rule_added") && activity.contains("policy.rule_revoked"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'decision':'approved','mode':'always'|overrides",
                "'decision':'approved','mode':'always','overrides':[]|overrides",
                "'decision':'approved','mode':'always','overrides':{}|overrides",
                "'decision':'approved','mode':'always','overrides':[7]|overrides[0]",
                "'decision':'approved','mode':'always','overrides':[{'tool_id':'tool.desktop.mouse','pattern':'window'}]|overrides[0].tool_id",
                "'decision':'approved','mode':'always','overrides':[{'tool_id':'tool.desktop.keyboard','pattern':'*'}]|overrides[0].pattern",
                "'decision':'approved','overrides':[{'tool_id':'tool.desktop.keyboard','pattern':'window'}]|overrides",
                "'decision':'denied','reason':'no','mode':'always','overrides':[{}]|mode",
                "'decision':'denied','reason':'no','args':{}|args",
                "'decision':'approved','args':[]|args",
                "'decision':'approved','args':{'op':'mouse'}|args.op",
                "'decision':'approved','args':{'action':'fly'}|args.action",
                "'decision':'approved','args':{'action':'type','text':'x','target':{'kind':'ref','ref':'r'}}|args.target",
                "'decision':'approved','args':{'action':'type','text':'x','more':1}|args.more",
                "'decision':'approved','args':{'action':'type','text':'forbidden'}|args",
                "'decision':'approved','mode':'ever'|mode"
            })
    void answersThatMakeNoSenseDecideNothing(String answer, String field) {
        rules("{'rule_id':'words','text':'forbidden','decision':'deny'}");
        world.start(TYPE);
        JsonNode approval = world.awaitApproval();
        Reply refused = world.respond(approval, "{" + answer.replace('\'', '"') + "}", "Anna");
        assertEquals(400, refused.status(), refused.raw().body());
        assertEquals(field, refused.text("/field"), refused.raw().body());
        assertEquals(1, world.get("/approvals").body().path("approvals").size());
        assertEquals(0, world.desktop.count("keyboard"));
    }

    @Test
    void whatAnApproverChangedIsWhatIsDone() {
        String runId = world.start(TYPE);
        JsonNode approval = world.awaitApproval();
        Reply answer = world.respond(
                approval, "{\"decision\":\"approved\",\"args\":{\"action\":\"type\",\"text\":\"bye\"}}", "Anna");
        assertEquals(200, answer.status(), answer.raw().body());

        JsonNode run = world.awaitStatus(runId, "succeeded");

        JsonNode typed = world.desktop.tasks.stream()
                .filter(args -> args.path("op").asString().equals("keyboard"))
                .findFirst()
                .orElseThrow();
        assertEquals("bye", typed.path("text").asString());
        assertEquals("bye", run.at("/steps/0/action/args/text").asString());
        assertEquals("hello", run.at("/steps/0/requested_args/text").asString());
        JsonNode history = world.get(
                        "/approvals/" + approval.path("approval_id").asString())
                .body()
                .path("approval");
        assertEquals("hello", history.at("/context/args/text").asString());
        assertEquals(
                "bye", history.at("/latest_review/decision_payload/args/text").asString());
        assertFalse(world.get("/activity").raw().body().contains("bye"), "what is typed may be a secret");
    }

    @Test
    void twoPeopleOtherThanWhoAskedHaveToApprove() {
        rules("{'rule_id':'two','decision':'ask','approvers':2}");
        String runId = world.start(TYPE); // by admin
        JsonNode approval = world.awaitApproval();
        assertEquals(2, approval.at("/context/policy/approvers").asInt());
        assertTrue(approval.at("/context/policy/suggested_overrides").isMissingNode());

        Reply own = world.respond(approval, APPROVE, "admin");
        assertEquals(403, own.status());
        assertEquals("forbidden", own.text("/error"));
        for (int i = 0; i < 2; i++) {
            Reply first = world.respond(approval, APPROVE, "Anna");
            assertEquals("awaiting_human", first.text("/approval/status"), "the same person twice is one");
            assertEquals("Anna", first.text("/approval/latest_review/reviewer_id"));
        }
        assertEquals(
                400,
                world.respond(
                                approval,
                                "{\"decision\":\"approved\",\"args\":{\"action\":\"type\",\"text\":\"x\"}}",
                                "Ben")
                        .status());
        assertEquals(0, world.desktop.count("keyboard"));
        assertEquals("approved", world.respond(approval, APPROVE, "Ben").text("/approval/status"));
        world.awaitStatus(runId, "succeeded");
        assertEquals(409, world.respond(approval, APPROVE, "Cleo").status());
    }

    @Test
    void oneOfTwoIsEnoughToDeny() {
        rules("{'rule_id':'two','decision':'ask','approvers':2}");
        String runId = world.start(TYPE);
        JsonNode approval = world.awaitApproval();
        world.respond(approval, APPROVE, "Anna");
        assertEquals(
                200,
                world.respond(approval, "{\"decision\":\"denied\",\"reason\":\"no\"}", "Ben")
                        .status());
        assertEquals("approval_denied", failure(runId));
    }

    @Test
    void severalAreDecidedTogetherAndEachIsTold() {
        for (int i = 0; i < 3; i++) {
            world.start(TYPE);
        }
        await(
                "three",
                Duration.ofSeconds(20),
                () -> world.get("/approvals").body().path("approvals").size() == 3);
        JsonNode waiting = world.get("/approvals").body().path("approvals");
        world.respond(waiting.get(0), "{\"decision\":\"denied\",\"reason\":\"no\"}", "Ben");
        String ids = "\"" + waiting.get(0).path("approval_id").asString() + "\",\""
                + waiting.get(1).path("approval_id").asString() + "\",\"nope\",\""
                + waiting.get(2).path("approval_id").asString() + "\"";

        Reply answer = world.gateway.call(
                "POST",
                "/approvals/respond",
                "{\"approval_ids\":[" + ids + "],\"decision\":\"approved\"}",
                Map.of("Authorization", "Bearer " + world.gateway.gateway.token(), "X-Operator", "Anna"));

        assertEquals(200, answer.status(), answer.raw().body());
        assertEquals("already_decided", answer.text("/results/0/error/code"));
        assertEquals("Ben", answer.text("/results/0/approval/latest_review/reviewer_id"));
        assertEquals("approved", answer.text("/results/1/approval/status"));
        assertEquals("not_found", answer.text("/results/2/error/code"));
        assertEquals("approved", answer.text("/results/3/approval/status"));
        for (String bad : new String[] {
            "{\"approval_ids\":[],\"decision\":\"approved\"}",
            "{\"decision\":\"approved\"}",
            "{\"approval_ids\":[\"a\",\"a\"],\"decision\":\"approved\"}",
            "{\"approval_ids\":[null],\"decision\":\"approved\"}",
            "{\"approval_ids\":[\"a\"],\"decision\":\"denied\"}",
            "{\"approval_ids\":[\"a\"]}"
        }) {
            assertEquals(400, world.post("/approvals/respond", bad).status(), bad);
        }
    }

    @Test
    void whatAStepWouldGetCanBeTried() {
        rules("{'rule_id':'bank','windows':['Bank*'],'decision':'deny'},"
                + "{'rule_id':'words','text':'sudo','decision':'ask'},{'rule_id':'rest','decision':'allow'}");
        String sudo = "'args':{'op':'keyboard','action':'type','text':'sudo ls'}";
        Reply unseen = evaluate(sudo);
        assertEquals("ask", unseen.text("/decision"));
        assertEquals("bank", unseen.text("/rule/rule_id"));
        assertTrue(unseen.body().path("looks_first").asBoolean());
        Reply seen = evaluate(sudo + ",'environment':'desk','seen':{'window':'Terminal'}");
        assertEquals("words", seen.text("/rule/rule_id"));
        assertEquals("no", seen.text("/trace/0/matched"));
        assertEquals("it is another window", seen.text("/trace/0/why"));
        assertEquals("deny", evaluate(sudo + ",'seen':{'window':'Bank of X'}").text("/decision"));
        Reply tried = evaluate(sudo + ",'rules':[{'rule_id':'new','agents':['default'],'decision':'deny'}]");
        assertEquals("new", tried.text("/rule/rule_id"));
        assertEquals("deny", tried.text("/decision"));
        assertEquals(
                "rules[0].decision",
                evaluate(sudo + ",'rules':[{'rule_id':'new'}]").text("/field"));
        assertEquals("args.op", evaluate("'args':{'op':'fly'}").text("/field"));
        assertEquals("environment", evaluate(sudo + ",'environment':'nowhere'").text("/field"));
        assertEquals(400, evaluate("").status());
        assertEquals(0, world.desktop.tasks.size(), "nothing is done, and nothing looked at");
        assertEquals(
                "rules", world.get("/policy/schema").body().at("/required/1").asString());
    }

    private Reply evaluate(String members) {
        return world.post("/policy/evaluate", "{" + members.replace('\'', '"') + "}");
    }
}
