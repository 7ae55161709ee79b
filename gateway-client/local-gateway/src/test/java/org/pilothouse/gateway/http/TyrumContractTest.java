package org.pilothouse.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.gateway.testing.TyrumExchange;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;

/**
 * Requests that were recorded against a running Tyrum gateway, sent to ours: the same status and the same members. What
 * differs on purpose is named where it does; ours has {@code runtime}, {@code engine} and problem details beside.
 */
class TyrumContractTest {
    private final FakeEngine engine = new FakeEngine();

    @TempDir
    Path state;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(state, engine);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    /** Sends the recorded request with ids of this gateway in place of the recorded ones. */
    private Reply replay(TyrumExchange fixture, Function<String, String> ids) {
        String body = fixture.requestBody();
        return gateway.call(fixture.method(), ids.apply(fixture.path()), body == null ? null : ids.apply(body));
    }

    private void assertSame(String name, Function<String, String> ids) {
        TyrumExchange fixture = TyrumExchange.load(name);
        Reply reply = replay(fixture, ids);
        assertEquals(fixture.status(), reply.status(), name + ": " + reply.raw().body());
        assertEquals(TyrumExchange.members(fixture.body()), TyrumExchange.members(reply.body()), name);
    }

    private Function<String, String> host() {
        String host = gateway.hostId();
        return text -> text.replaceAll("desktop-host-[0-9a-f-]{36}", host)
                .replace("no-such-image:nope", "no-such-image:nope")
                .replace("tyrum-desktop-sandbox:local", "test/image:1");
    }

    private Function<String, String> environment(String id) {
        Function<String, String> host = host();
        return text -> host.apply(
                text.replaceAll("/desktop-environments/[0-9a-f]{8}-[0-9a-f-]{27}", "/desktop-environments/" + id));
    }

    @ParameterizedTest
    @CsvSource({
        "01-healthz",
        "02-hosts",
        "02-envs-empty",
        "02-defaults",
        "02-defaults-put",
        "02-create",
        "02-create-bad-host",
        "02-create-bad-image",
        "02-create-extra-field",
        "02-defaults-put-bad",
        "02-get-missing",
        "03-pairings-empty",
        "03-pairings-queued",
        "03-pairing-404",
        "03-pairing-bad",
        "05-nodes-legacy"
    })
    void answersAlikeFromTheStart(String name) {
        assertSame(name, host());
    }

    @Test
    void answersAlikeAboutAnEnvironment() {
        String id = gateway.create(true);
        for (String name : new String[] {"02-get-running", "02-patch", "02-start", "02-logs", "02-stop", "02-reset"}) {
            assertSame(name, environment(id));
        }
        assertSame("02-delete", environment(id));
        gateway.awaitStatus(id, "gone");
        assertSame("02-delete-again", environment(id));
    }

    @Test
    void answersAlikeWithoutItsEngine() {
        engine.goDown();
        TestGateway.await("the host is seen down", () -> !gateway.get("/desktop-environment-hosts")
                .body()
                .at("/hosts/0/healthy")
                .asBoolean());
        assertSame("02-hosts-unavailable", host());
        assertSame("02-create-host-unavailable", host());
    }

    @ParameterizedTest
    @CsvSource({"01-no-token", "01-bad-token"})
    void answersAlikeToStrangers(String name) {
        TyrumExchange fixture = TyrumExchange.load(name);
        Reply reply = gateway.call(
                "GET",
                fixture.path(),
                null,
                name.equals("01-no-token") ? Map.of() : Map.of("Authorization", "Bearer nonsense"));
        assertEquals(fixture.status(), reply.status());
        assertEquals(fixture.body().path("error"), reply.body().path("error"));
        assertEquals(fixture.body().path("message"), reply.body().path("message"));
    }

    @Test
    void answersAlikeAboutAPairing() {
        try (FakeNode node = FakeNode.direct(
                gateway.gateway.uri(), gateway.gateway.token(), DeviceIdentity.generate(), Handshake.ROLE_NODE)) {
            node.awaitAccepted();
            TestGateway.await(
                    "a pairing",
                    () -> !gateway.get("/pairings").body().at("/pairings/0").isMissingNode());
            Function<String, String> first = text -> text.replace("/pairings/2/", "/pairings/1/");
            for (String name : new String[] {
                "03-pairing-approve-bad-cap",
                "03-pairing-approve-legacy",
                "03-pairing-approve-missing-allow",
                "03-pairing-approve-missing-trust"
            }) {
                TyrumExchange fixture = TyrumExchange.load(name);
                Reply reply = replay(fixture, first);
                assertEquals(fixture.status(), reply.status(), name);
                assertEquals(fixture.body().path("error"), reply.body().path("error"), name);
            }
            // Tyrum answers 200 and changes nothing; ours says that it came too early
            assertEquals(
                    409,
                    replay(TyrumExchange.load("03-pairing-revoke-too-early"), first)
                            .status());
            for (String name : new String[] {"03-pairing-approve", "03-pairing-revoke"}) {
                TyrumExchange fixture = TyrumExchange.load(name);
                Reply reply = replay(fixture, first);
                assertEquals(fixture.status(), reply.status(), name);
                Set<String> wanted = TyrumExchange.members(fixture.body());
                Set<String> given = TyrumExchange.members(reply.body());
                // Tyrum's metadata has addresses that mean nothing behind a relay; ours has no actor before it has
                // users
                wanted.removeIf(m -> m.contains("/metadata/") || m.contains("/decision_payload/"));
                given.removeIf(m -> m.contains("/metadata/") || m.contains("/decision_payload/"));
                assertEquals(wanted, given, name);
            }
            assertEquals(
                    409, replay(TyrumExchange.load("03-pairing-approve"), first).status(), "decided once");
            assertTrue(gateway.get("/pairings")
                    .body()
                    .at("/pairings/0/latest_review/state")
                    .asString()
                    .equals("revoked"));
        }
    }

    @Test
    void malformedJsonIsTheCallersFaultHere() {
        // Tyrum answers 500
        Reply reply = replay(TyrumExchange.load("02-create-invalid-json"), host());
        assertEquals(400, reply.status());
        assertTrue(reply.text("/message").startsWith("The body is not valid JSON"), reply.text("/message"));
    }
}
