package org.pilothouse.protocol;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.artifact.ArtifactMetadata;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentRequests;
import org.pilothouse.protocol.environment.EnvironmentResponses;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.node.Dispatch;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.run.Workflow;

/** Our records read what a Tyrum gateway really sent, and write it again without losing or adding a member. */
class TyrumHttpContractTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("02-hosts", EnvironmentResponses.Hosts.class),
                Arguments.of("02-hosts-unavailable", EnvironmentResponses.Hosts.class),
                Arguments.of("02-create", EnvironmentResponses.One.class),
                Arguments.of("02-get-running", EnvironmentResponses.One.class),
                Arguments.of("02-get-error", EnvironmentResponses.One.class),
                Arguments.of("02-patch", EnvironmentResponses.One.class),
                Arguments.of("02-start", EnvironmentResponses.One.class),
                Arguments.of("02-stop", EnvironmentResponses.One.class),
                Arguments.of("02-reset", EnvironmentResponses.One.class),
                Arguments.of("02-envs-empty", EnvironmentResponses.Many.class),
                Arguments.of("02-delete", EnvironmentResponses.Deleted.class),
                Arguments.of("02-delete-again", EnvironmentResponses.Deleted.class),
                Arguments.of("02-logs", EnvironmentResponses.Logs.class),
                Arguments.of("02-takeover-token", EnvironmentResponses.TakeoverToken.class),
                Arguments.of("02-defaults", EnvironmentDefaults.class),
                Arguments.of("02-defaults-put", EnvironmentDefaults.class),
                Arguments.of("03-pairings-empty", Pairing.Many.class),
                Arguments.of("03-pairings", Pairing.Many.class),
                Arguments.of("03-pairings-awaiting", Pairing.Many.class),
                Arguments.of("03-pairing-get", Pairing.One.class),
                Arguments.of("03-pairing-approve", Pairing.One.class),
                Arguments.of("03-pairing-revoke", Pairing.One.class),
                Arguments.of("04-approvals-empty", Approvals.Page.class),
                Arguments.of("04-approvals-after-start", Approvals.Page.class),
                Arguments.of("04-approvals-desktop-act", Approvals.Page.class),
                Arguments.of("04-approvals-desktop-act-managed", Approvals.Page.class),
                Arguments.of("04-approvals-desktop-snapshot", Approvals.Page.class),
                Arguments.of("04-approvals-of-cancelled", Approvals.Page.class),
                Arguments.of("04-approval-get", Approvals.One.class),
                Arguments.of("04-approval-respond-ok", Approvals.Responded.class),
                Arguments.of("04-approval-respond-again", Approvals.Responded.class),
                Arguments.of("04-approval-respond-always", Approvals.Responded.class),
                Arguments.of("07-workflow-start-snapshot", Workflow.Started.class),
                Arguments.of("07-workflow-three-steps", Workflow.Started.class),
                Arguments.of("07-workflow-start-cli", Workflow.Started.class),
                Arguments.of("07-workflow-cancel", Workflow.Cancelled.class),
                Arguments.of("07-workflow-cancel-again", Workflow.Cancelled.class),
                Arguments.of("10-artifact-metadata", ArtifactMetadata.class),
                Arguments.of("10-artifact-metadata-tree", ArtifactMetadata.class),
                Arguments.of("05-nodes", NodeInfo.Many.class),
                Arguments.of("08-dispatch-screenshot", Dispatch.Outcome.class),
                Arguments.of("08-dispatch-mouse-move", Dispatch.Outcome.class),
                Arguments.of("08-dispatch-not-allowlisted", Dispatch.Outcome.class),
                Arguments.of("08-dispatch-screenshot-badinput", Dispatch.Outcome.class),
                Arguments.of("08-dispatch-wait-for", Dispatch.Outcome.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answersSurviveTheRoundTrip(String name, Class<?> type) {
        Fixture fixture = Fixture.load(name);
        Object value = fixture.as(type);
        assertEquals(fixture.body(), Fixture.onTheWire(value));
    }

    @Test
    void aRunningEnvironmentReadsAsOne() {
        var environment = Fixture.load("02-get-running")
                .as(EnvironmentResponses.One.class)
                .environment();
        assertAll(
                () -> assertEquals(EnvironmentStatus.RUNNING, environment.status()),
                () -> assertEquals("desk-one", environment.displayName()),
                () -> assertEquals(Instant.parse("2026-11-20T23:57:55.718Z"), environment.lastSeenAt()),
                () -> assertTrue(environment.desiredRunning()),
                () -> assertNull(environment.runtime(), "Tyrum has no runtime member"));
    }

    @Test
    void aCreateRequestIsWrittenAsTyrumWantsIt() {
        Fixture fixture = Fixture.load("02-create");
        var create =
                EnvironmentRequests.Create.of("desktop-host-94ca5989-8480-4729-ad31-24b58868c7f0", "desk-one", true);
        assertEquals(fixture.request().path("body"), Fixture.onTheWire(create));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusalsCarryACodeAndASentence(String name, int status, String code) {
        Fixture fixture = Fixture.load(name);
        ErrorBody error = fixture.as(ErrorBody.class);
        assertAll(
                () -> assertEquals(status, fixture.status()),
                () -> assertEquals(code, error.error()),
                () -> assertTrue(!error.message().isBlank()),
                () -> assertEquals(fixture.body(), Fixture.onTheWire(error)));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("01-no-token", 401, "unauthorized"),
                Arguments.of("02-create-bad-host", 400, "invalid_request"),
                Arguments.of("02-create-extra-field", 400, "invalid_request"),
                Arguments.of("02-create-host-unavailable", 409, "conflict"),
                Arguments.of("02-get-missing", 404, "not_found"),
                Arguments.of("03-pairing-404", 404, "not_found"),
                Arguments.of("04-approval-404", 404, "not_found"),
                Arguments.of("04-approval-bad-status", 400, "invalid_request"),
                Arguments.of("07-workflow-cancel-404", 404, "not_found"),
                Arguments.of("07-workflow-bad-kind", 400, "invalid_request"),
                Arguments.of("10-artifact-404", 404, "not_found"),
                Arguments.of("06-device-token-insufficient", 403, "forbidden"));
    }

    @Test
    void anUnknownStatusDoesNotBreakTheList() {
        String body = Fixture.load("02-get-running").body().toString().replace("\"running\"", "\"hibernating\"");
        var environment =
                Json.LENIENT.readValue(body, EnvironmentResponses.One.class).environment();
        assertEquals(EnvironmentStatus.UNKNOWN, environment.status());
    }
}
