package org.pilothouse.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.Role;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.WorkflowStart;

/** The doors to runs, approvals, artifacts, policy and activity. */
class DecisionsTest {
    private static final String APPROVAL = """
            {"approval_id":"a1","approval_key":"k","kind":"workflow_step","status":"approved","prompt":"p",
             "created_at":"2026-11-21T10:10:00.000Z","expires_at":null,
             "latest_review":{"review_id":"r","reviewer_kind":"human","reviewer_id":"Anna","state":"approved",
              "completed_at":"2026-11-21T10:15:00.000Z","created_at":"2026-11-21T10:15:00.000Z"}}""";

    private FakeGateway gateway;
    private GatewayClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        client = gateway.client();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void whoComesSecondLearnsWhoWasFirst() {
        gateway.on(
                "POST /approvals/a1/respond",
                409,
                "{\"error\":\"already_decided\",\"message\":\"Already approved by Anna at 10:15.\",\"approval\":"
                        + APPROVAL + "}");
        var refused = assertThrows(
                GatewayException.Refused.class, () -> client.approvals().deny("a1", "no"));
        assertEquals("already_decided", refused.code());
        var approval = refused.approval().orElseThrow();
        assertEquals(ApprovalStatus.APPROVED, approval.status());
        assertEquals(
                "Anna",
                approval.latestReview() == null ? "" : approval.latestReview().reviewerId());
    }

    @Test
    void anApprovalInARefusalThatMakesNoSenseIsLeftOut() {
        gateway.on(
                "POST /approvals/a1/respond",
                409,
                "{\"error\":\"already_decided\",\"message\":\"Too late.\",\"approval\":[1]}");
        var refused = assertThrows(
                GatewayException.Refused.class, () -> client.approvals().approve("a1", null));
        assertEquals("Too late.", refused.getMessage());
        assertTrue(refused.approval().isEmpty());
    }

    @Test
    void tokensAreListedIssuedAndRevoked() throws Exception {
        // as Tyrum lists one
        gateway.on(
                "GET /auth/tokens",
                200,
                "{\"tokens\":[{\"token_id\":\"t\",\"tenant_id\":\"x\",\"display_name\":\"dev\",\"role\":\"client\","
                        + "\"scopes\":[\"operator.read\",\"operator.new\"],\"issued_at\":\"2026-11-20T23:52:04.485Z\","
                        + "\"revoked_at\":\"2026-11-20T23:52:09.315Z\",\"created_by\":{\"kind\":\"k\",\"issued_by\":\"a\"}}]}");
        var listed = client.identities().tokens().getFirst();
        assertEquals("dev", listed.displayName());
        assertFalse(listed.isValid(Instant.parse("2026-11-21T00:00:00Z")));
        gateway.on("POST /auth/tokens/revoke", 200, "{\"revoked\":true,\"token_id\":\"t\"}");
        assertTrue(client.identities().revoke("t"));
        gateway.on(
                "POST /auth/tokens/issue",
                201,
                "{\"token\":\"s3cret\",\"token_id\":\"t\",\"tenant_id\":\"x\",\"display_name\":\"Anna\",\"role\":\"viewer\","
                        + "\"scopes\":[\"operator.read\"],\"issued_at\":\"2026-11-20T23:52:04.485Z\"}");
        var issued = client.identities().issue(new AccessTokens.Issue("Anna", Role.VIEWER, null, null, null, null));
        assertEquals("s3cret", issued.token());
        assertFalse(issued.toString().contains("s3cret"));
    }

    @Test
    void aRunIsWrittenAsItComes() throws Exception {
        gateway.on(
                "GET /runs/r1/export",
                new MockResponse.Builder().body(new Buffer().writeUtf8("PK")).build());
        var out = new ByteArrayOutputStream();
        client.runs().export("r1", true, out);
        assertEquals("PK", out.toString(StandardCharsets.UTF_8));
        assertEquals("sensitive=true", gateway.nextRequest().getUrl().encodedQuery());
        assertThrows(GatewayException.Refused.class, () -> client.runs().export("r2", false, out));
    }

    @Test
    void aDecisionIsSentInTyrumsWords() throws Exception {
        gateway.on("POST /approvals/a1/respond", 200, "{\"approval\":" + APPROVAL + "}");
        client.approvals().approve("a1", null);
        assertEquals(
                "{\"decision\":\"approved\"}", gateway.nextRequest().getBody().utf8());
        client.approvals().deny("a1", "not \"there\"");
        assertEquals(
                "{\"decision\":\"denied\",\"reason\":\"not \\\"there\\\"\"}",
                gateway.nextRequest().getBody().utf8());
    }

    @Test
    void aListIsAskedForPageByPage() throws Exception {
        gateway.on("GET /runs", 200, "{\"runs\":[],\"next_cursor\":\"a b&c\"}");
        var page = client.runs().list(new RunQuery(RunStatus.FAILED, "e 1", 50, null));
        assertEquals(
                "status=failed&environment_id=e+1&limit=50",
                gateway.nextRequest().getUrl().encodedQuery());
        client.runs().list(RunQuery.NEWEST.after(page.nextCursor()));
        assertEquals("a b&c", gateway.nextRequest().getUrl().queryParameter("cursor"));
    }

    @Test
    void aStartCarriesOnlyWhatWasSaid() throws Exception {
        gateway.on(
                "POST /workflow/start",
                200,
                "{\"status\":\"ok\",\"workflow_run_id\":\"r\",\"plan_id\":\"p\",\"request_id\":\"q\","
                        + "\"conversation_key\":\"agent:default:main\",\"steps_count\":1}");
        var args = Json.LENIENT.readTree("{\"op\":\"snapshot\"}");
        var started = client.runs()
                .start(WorkflowStart.of(
                        "agent:default:main", "desk", List.of(WorkflowStart.Step.desktop(args, "to look"))));
        assertEquals("r", started.workflowRunId());
        assertEquals(
                "{\"conversation_key\":\"agent:default:main\",\"environment\":\"desk\",\"steps\":[{\"type\":\"Desktop\","
                        + "\"args\":{\"op\":\"snapshot\"},\"motivation\":\"to look\"}]}",
                gateway.nextRequest().getBody().utf8());
    }

    @Test
    void bytesComeAsTheyAreAndNeverMoreThanWanted() throws Exception {
        byte[] bytes = {(byte) 0x89, 'P', 0, (byte) 0xff};
        gateway.on(
                "GET /a/x1",
                new MockResponse.Builder()
                        .chunkedBody(new Buffer().write(bytes), 2)
                        .build());
        assertArrayEquals(bytes, client.artifacts().bytes("x1", 4));
        assertThrows(GatewayException.BadAnswer.class, () -> client.artifacts().bytes("x1", 3));
    }

    @Test
    void aRevealNeedsNoAnswer() throws Exception {
        gateway.on(
                "POST /artifacts/x1/reveal",
                new MockResponse.Builder().code(204).build());
        client.artifacts().reveal("x1");
        assertThrows(GatewayException.Refused.class, () -> client.artifacts().reveal("other"));
    }

    @Test
    void aPolicyNamesTheRevisionThatItReplaces() throws Exception {
        gateway.on("PUT /policy", 200, "{\"revision\":3,\"rules\":[]}");
        var policy =
                client.policy().put(2, List.of(new PolicyRule("look", List.of("query"), PolicyDecision.ALLOW, null)));
        assertEquals(3, policy.revision());
        String body = gateway.nextRequest().getBody().utf8();
        assertTrue(body.contains("\"expected_revision\":2"), body);
        assertFalse(body.contains("\"ALLOW\""), body);
    }
}
