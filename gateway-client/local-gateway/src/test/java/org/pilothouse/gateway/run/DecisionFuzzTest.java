package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import tools.jackson.databind.JsonNode;

/** Whatever is sent where policies, approvals and runs are read: it is refused in a sentence, never with a 500. */
class DecisionFuzzTest {
    private static final long SEED = 20260101;
    private static final int ROUNDS = Integer.getInteger("pilothouse.fuzz.rounds", 60);
    private static final String[] PIECES = {
        "null",
        "7",
        "-1",
        "1e99",
        "99999999999999999999",
        "true",
        "\"\"",
        "\"x\"",
        "\"\\u0000\"",
        "\"(((\"",
        "[]",
        "{}",
        "[null]",
        "[[[]]]",
        "{\"op\":\"act\"}",
        "\"allow\"",
        "\"always\"",
        "{\"x\":2147483647,\"y\":-2147483648,\"width\":2147483647,\"height\":1}",
        "\"a{1000}{1000}\"",
        "\"\\ud800\"",
        "{\"kind\":\"a11y\"}"
    };

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

    private record Target(String method, String path, String body) {}

    @Test
    @Timeout(3600)
    void nothingThatIsReadBreaksTheGateway() {
        world.start("{\"type\":\"Desktop\",\"args\":{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"x\"}}");
        JsonNode approval = world.awaitApproval();
        String approvalId = approval.path("approval_id").asString();
        String rule = "{\"rule_id\":\"a\",\"operations\":[\"mouse\"],\"environments\":[\"*\"],\"agents\":[\"b\"],"
                + "\"requesters\":[\"c\"],\"windows\":[\"d\"],\"region\":{\"x\":1,\"y\":2,\"width\":3,\"height\":4},"
                + "\"text\":\"e\",\"target\":\"f\",\"decision\":\"ask\",\"approvers\":1,\"reason\":\"g\"}";
        List<Target> targets = List.of(
                // a revision that is never in force, so that nothing gets through by luck
                new Target("PUT", "/policy", "{\"expected_revision\":0,\"rules\":[" + rule + "]}"),
                new Target(
                        "POST",
                        "/policy/evaluate",
                        "{\"args\":{\"op\":\"mouse\",\"action\":\"click\",\"x\":1,\"y\":1},\"environment\":\"desk\",\"agent\":\"a\","
                                + "\"requester\":\"b\",\"seen\":{\"window\":\"w\",\"target\":\"t\",\"bounds\":{\"x\":1,\"y\":1,\"width\":1,"
                                + "\"height\":1}},\"rules\":[" + rule + "]}"),
                new Target("DELETE", "/policy/rules/x%20y", ""),
                new Target(
                        "POST",
                        "/approvals/respond",
                        "{\"approval_ids\":[\"x\",\"y\"],\"decision\":\"denied\",\"reason\":\"no\"}"),
                new Target(
                        "POST",
                        "/approvals/" + approvalId + "/respond",
                        "{\"decision\":\"approved\",\"mode\":\"always\",\"overrides\":[{\"tool_id\":\"tool.desktop.act\","
                                + "\"pattern\":\"window\"}],\"args\":{\"action\":\"type\",\"text\":\"y\"}}"),
                new Target(
                        "POST",
                        "/workflow/start",
                        "{\"conversation_key\":\"agent::main\",\"on_takeover\":\"fail\",\"budgets\":{\"max_duration_ms\":1,"
                                + "\"max_usd_micros\":1,\"max_total_tokens\":1,\"max_attempts\":1},\"steps\":[{\"type\":\"Desktop\","
                                + "\"args\":{\"op\":\"snapshot\"},\"postcondition\":{\"selector\":{\"kind\":\"a11y\",\"name\":\"z\"},"
                                + "\"timeout_ms\":5}}]}"),
                new Target(
                        "POST",
                        "/nodes/" + world.identity.deviceId()
                                + "/capabilities/tyrum.desktop.query/actions/query/dispatch",
                        "{\"input\":{\"selector\":{\"kind\":\"a11y\",\"name\":\"q\"}},\"timeout_ms\":1,\"by_hand\":\"fuzz\"}"));
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Target target : targets) {
                String body = mutated(target.body(), random);
                Reply reply = world.gateway.call(target.method(), target.path(), body.isEmpty() ? null : body);
                String told = target.method() + " " + target.path() + " " + body + "\n -> "
                        + reply.raw().body();
                assertTrue(reply.status() < 500, told);
                assertFalse(reply.raw().body().contains("Exception"), told);
                if (reply.status() >= 400) {
                    refused++;
                    assertFalse(reply.text("/message").isBlank(), told);
                }
            }
        }
        assertTrue(refused > ROUNDS * 3, refused + " refused");
        assertTrue(world.get("/policy").status() == 200);
    }

    /** One or two values of it replaced, or the text cut off. */
    private static String mutated(String text, Random random) {
        if (text.isEmpty()) {
            return text;
        }
        if (random.nextInt(10) == 0) {
            return text.substring(0, random.nextInt(text.length()));
        }
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(2); i >= 0; i--) {
            int colon = mutated.indexOf(":", random.nextInt(mutated.length()));
            if (colon > 0) {
                int comma = mutated.indexOf(",", colon);
                int brace = mutated.indexOf("}", colon);
                int end = comma > 0 && comma < brace ? comma : brace;
                if (end > colon) {
                    mutated.replace(colon + 1, end, PIECES[random.nextInt(PIECES.length)]);
                }
            }
        }
        return mutated.toString();
    }
}
