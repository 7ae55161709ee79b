package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.gateway.testing.TyrumExchange;
import tools.jackson.databind.JsonNode;

/** Workflows, approvals and artifacts as a client of Tyrum asks for them: the same status and the same members. */
class TyrumRunsContractTest {
    @TempDir
    static Path state;

    private static RunFixture world;

    @BeforeAll
    static void start() throws Exception {
        world = RunFixture.start(state);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07-workflow-three-steps",
                "07-workflow-start-snapshot",
                "07-workflow-bad-key",
                "07-workflow-bad-kind",
                "07-workflow-empty",
                "07-workflow-cancel-404",
                "07-workflow-resume-404",
                "04-approval-404",
                "04-approval-bad-status",
                "10-artifact-404"
            })
    void theSameIsAnswered(String name) {
        assertSame(name, text -> text);
    }

    @Test
    void aRunIsCancelledOnce() {
        String runId = world.start("{\"type\":\"Desktop\",\"args\":" + Records.ACT + "}");
        Function<String, String> ids = text -> text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", runId);
        Reply first = assertSame("07-workflow-cancel", ids);
        assertTrue(first.body().path("cancelled").asBoolean());
        Reply again = assertSame("07-workflow-cancel-again", ids);
        assertEquals(false, again.body().path("cancelled").asBoolean(true));
    }

    @Test
    void anApprovalHasTyrumsMembers() {
        world.start("{\"type\":\"Desktop\",\"args\":" + Records.ACT + "}");
        JsonNode approval = world.awaitApproval();
        String id = approval.path("approval_id").asString();
        Reply decided = assertSame(
                "04-approval-respond-ok",
                text -> text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", id),
                // Tyrum's policy snapshots and agents are not ours; what an actor is, every gateway says in its own way
                "/approval/(agent_id|context/.*|latest_review/decision_payload/.*|scope/.*|managed_desktop.*)");
        assertEquals("approved", decided.text("/approval/status"));
    }

    @Test
    void anArtifactHasTyrumsMembers() {
        String runId = world.start("{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\",\"include_tree\":true}}");
        JsonNode attempt = world.awaitStatus(runId, "succeeded").at("/steps/0/attempts/0");
        String picture = attempt.at("/evidence/artifact/artifact_id").asString();
        String tree = attempt.at("/result/tree_artifact/artifact_id").asString();
        assertSame("10-artifact-metadata", text -> text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", picture));
        assertSame("10-artifact-metadata-tree", text -> text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", tree));
    }

    private static Reply assertSame(String name, Function<String, String> ids) {
        return assertSame(name, ids, "");
    }

    private static Reply assertSame(String name, Function<String, String> ids, String different) {
        TyrumExchange exchange = TyrumExchange.load(name);
        String body = exchange.requestBody();
        Reply reply = world.gateway.call(
                exchange.method(), ids.apply(exchange.path()), body == null ? null : ids.apply(body));
        assertEquals(
                exchange.status(), reply.status(), name + ": " + reply.raw().body());
        assertEquals(without(exchange.body(), different), without(reply.body(), different), name);
        return reply;
    }

    private static Set<String> without(JsonNode body, String pattern) {
        Set<String> members = new TreeSet<>(TyrumExchange.members(body));
        members.removeIf(member -> member.matches(pattern));
        return members;
    }
}
