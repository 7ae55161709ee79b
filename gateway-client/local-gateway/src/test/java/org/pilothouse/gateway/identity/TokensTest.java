package org.pilothouse.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.testing.FakeClock;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.FakeExec;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.gateway.testing.Viewer;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** Tokens from their first to their last moment. */
class TokensTest {
    @TempDir
    Path state;

    private final FakeClock clock = new FakeClock();
    private TestGateway gateway;

    @BeforeEach
    void start() {
        FakeEngine engine = new FakeEngine();
        engine.programs = (container, command) -> new FakeExec();
        gateway = TestGateway.start(state, engine, config -> config.withClock(clock));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aTokenIsShownOnceAndKeptAsItsHash() throws Exception {
        Reply issued = gateway.issue("Anna", "operator", ",\"ttl_seconds\":3600");
        String token = issued.text("/token");
        assertTrue(token.length() >= 43, "256 bits");
        assertEquals("Anna", issued.text("/display_name"));
        assertEquals("00000000-0000-4000-8000-000000000001", issued.text("/tenant_id"));
        assertEquals("user", issued.text("/identity/kind"));
        assertFalse(gateway.get("/auth/tokens").raw().body().contains(token));
        assertFalse(gateway.get("/activity").raw().body().contains(token));
        for (String file : new String[] {"gateway.db", "gateway.db-wal"}) {
            assertFalse(
                    Files.readString(state.resolve(file), StandardCharsets.ISO_8859_1)
                            .contains(token),
                    file);
        }
    }

    @Test
    void aPersonKnowsWhoTheyAreAndCannotSayOtherwise() {
        String token = gateway.issue("Anna", "operator", "").text("/token");
        Reply me =
                gateway.call("GET", "/auth/me", null, Map.of("Authorization", "Bearer " + token, "X-Operator", "Ben"));
        assertEquals("Anna", me.text("/name"));
        assertEquals("operator", me.text("/role"));
        Reply root = gateway.call(
                "GET",
                "/auth/me",
                null,
                Map.of("Authorization", "Bearer " + gateway.gateway.token(), "X-Operator", "Ben"));
        assertEquals("Ben", root.text("/name"), "the first token's holder says who they are");
        assertEquals("root", root.text("/identity/identity_id"), "and is the same one, whatever they say");
    }

    @Test
    void severalTokensOfOnePersonAreOneIdentity() {
        String first = gateway.issue("Anna", "operator", "").text("/identity/identity_id");
        assertEquals(first, gateway.issue("anna", "approver", "").text("/identity/identity_id"));
        assertNotEquals(first, gateway.issue("Ben", "approver", "").text("/identity/identity_id"));
        Reply agent = gateway.post(
                "/auth/tokens/issue", "{\"display_name\":\"ANNA\",\"role\":\"viewer\",\"kind\":\"agent\"}");
        assertEquals(409, agent.status(), "an agent cannot take a person's name");
    }

    @Test
    void lastUseAndExpiryAreKept() {
        Reply issued = gateway.issue("Anna", "viewer", ",\"ttl_seconds\":600");
        assertTrue(listed(issued).path("last_used_at").isMissingNode());
        assertEquals(
                200, gateway.as(issued.text("/token"), "GET", "/runs", null).status());
        assertEquals(
                clock.instant().toString(), listed(issued).path("last_used_at").asString());
        clock.pass(Duration.ofSeconds(600));
        assertEquals(
                401, gateway.as(issued.text("/token"), "GET", "/runs", null).status());
    }

    private JsonNode listed(Reply issued) {
        for (JsonNode token : gateway.get("/auth/tokens").body().path("tokens")) {
            if (token.path("token_id").asString().equals(issued.text("/token_id"))) {
                return token;
            }
        }
        throw new AssertionError("not listed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"viewer\"}|display_name",
                "{\"display_name\":\" \",\"role\":\"viewer\"}|display_name",
                "{\"display_name\":\"a\\u202eb\",\"role\":\"viewer\"}|display_name",
                "{\"display_name\":\"a\\u200bb\",\"role\":\"viewer\"}|display_name",
                "{\"display_name\":\"Admin\",\"role\":\"viewer\"}|display_name",
                "{\"display_name\":\"a\"}|role",
                "{\"display_name\":\"a\",\"role\":\"king\"}|role",
                "{\"display_name\":\"a\",\"role\":\"unknown\"}|role",
                "{\"display_name\":\"a\",\"role\":\"client\"}|scopes",
                "{\"display_name\":\"a\",\"role\":\"client\",\"scopes\":[\"operator.everything\"]}|scopes[0]",
                "{\"display_name\":\"a\",\"role\":\"client\",\"scopes\":[\"unknown\"]}|scopes[0]",
                "{\"display_name\":\"a\",\"role\":\"node\",\"scopes\":[\"operator.read\"]}|scopes",
                "{\"display_name\":\"a\",\"role\":\"viewer\",\"ttl_seconds\":5}|ttl_seconds",
                "{\"display_name\":\"a\",\"role\":\"viewer\",\"ttl_seconds\":99999999}|ttl_seconds",
                "{\"display_name\":\"a\",\"role\":\"viewer\",\"kind\":\"system\"}|kind",
                "{\"display_name\":\"a\",\"role\":\"approver\",\"kind\":\"agent\"}|role",
                "{\"display_name\":\"a\",\"role\":\"admin\",\"kind\":\"agent\"}|role",
                "{\"display_name\":\"a\",\"role\":\"viewer\",\"kind\":\"agent\",\"scopes\":[\"*\"]}|role",
                "{\"display_name\":\"a\",\"role\":\"viewer\",\"device_id\":\"\"}|device_id"
            })
    void whatIsWrongWithARequestIsNamed(String body, String field) {
        Reply reply = gateway.post("/auth/tokens/issue", body);
        assertEquals(400, reply.status(), reply.raw().body());
        assertEquals(field, reply.text("/field"), reply.raw().body());
    }

    @Test
    void revokingCutsEveryConnection() throws Exception {
        Reply issued = gateway.issue("Anna", "operator", "");
        String token = issued.text("/token");
        String id = gateway.create(true);
        String path = "/desktop-environments/" + id + "/takeover-ticket";
        TestGateway.await(
                "a desktop", () -> gateway.as(token, "POST", path, "{}").status() == 200);
        Reply ticket = gateway.as(token, "POST", path, "{}");
        Reply unused = gateway.as(token, "POST", path, "{\"mode\":\"view\"}");
        URI takeover =
                URI.create(gateway.gateway.uri().toString().replace("http", "ws") + ticket.text("/takeover/path"));
        try (FakeNode operator = FakeNode.direct(
                                gateway.gateway.uri(), token, DeviceIdentity.generate(), Handshake.ROLE_CLIENT)
                        .awaitAccepted();
                Viewer viewer = new Viewer().open(takeover, ticket.text("/takeover/ticket"))) {
            CompletableFuture<Boolean> stream = follow(id, token);
            assertTrue(gateway.post("/auth/tokens/revoke", "{\"token_id\":\"" + issued.text("/token_id") + "\"}")
                    .body()
                    .path("revoked")
                    .asBoolean());
            assertEquals(
                    4001, operator.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
            assertEquals(4001, viewer.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
            assertTrue(stream.orTimeout(10, TimeUnit.SECONDS).join(), "the log's stream ends");
        }
        assertEquals(401, gateway.as(token, "GET", "/runs", null).status());
        try (Viewer late = new Viewer()) {
            assertThrows(
                    CompletionException.class,
                    () -> late.open(takeover, unused.text("/takeover/ticket")),
                    "a ticket falls with its token");
        }
        assertFalse(gateway.post("/auth/tokens/revoke", "{\"token_id\":\"" + issued.text("/token_id") + "\"}")
                .body()
                .path("revoked")
                .asBoolean());
    }

    /** Completes when the stream ends. */
    private CompletableFuture<Boolean> follow(String environment, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        gateway.uri("/desktop-environments/" + environment + "/logs/stream"))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<Stream<String>> response = gateway.http().send(request, HttpResponse.BodyHandlers.ofLines());
        assertEquals(200, response.statusCode());
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                response.body().forEach(line -> {});
            } catch (RuntimeException e) {
                // cut in the middle is an end too
            }
            ended.complete(true);
        });
        return ended;
    }

    @Test
    void expiryCutsConnectionsToo() throws Exception {
        String token = gateway.issue("Anna", "viewer", ",\"ttl_seconds\":60").text("/token");
        try (FakeNode operator = FakeNode.direct(
                        gateway.gateway.uri(), token, DeviceIdentity.generate(), Handshake.ROLE_CLIENT)
                .awaitAccepted()) {
            clock.pass(Duration.ofSeconds(61));
            assertEquals(
                    4001, operator.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void aBoundTokenIsForItsDeviceAlone() throws Exception {
        DeviceIdentity mine = DeviceIdentity.generate();
        String token = gateway.issue("Anna", "viewer", ",\"device_id\":\"" + mine.deviceId() + "\"")
                .text("/token");
        try (FakeNode right = FakeNode.direct(gateway.gateway.uri(), token, mine, Handshake.ROLE_CLIENT);
                FakeNode wrong = FakeNode.direct(
                        gateway.gateway.uri(), token, DeviceIdentity.generate(), Handshake.ROLE_CLIENT)) {
            right.awaitAccepted();
            assertEquals(4008, wrong.closeCode.orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void theFirstTokenStays() {
        String root = "";
        for (JsonNode token : gateway.get("/auth/tokens").body().path("tokens")) {
            root = token.at("/identity/identity_id").asString().equals("root")
                    ? token.path("token_id").asString()
                    : root;
        }
        assertEquals(
                409,
                gateway.post("/auth/tokens/revoke", "{\"token_id\":\"" + root + "\"}")
                        .status());
        assertEquals(
                404,
                gateway.post("/auth/tokens/revoke", "{\"token_id\":\"nope\"}").status());
        assertEquals(400, gateway.post("/auth/tokens/revoke", "{}").status());
        assertEquals(200, gateway.get("/runs").status());
    }

    @Test
    void issuingAndRevokingAreWrittenDown() {
        Reply issued = gateway.issue("Anna", "viewer", "");
        gateway.post("/auth/tokens/revoke", "{\"token_id\":\"" + issued.text("/token_id") + "\"}");
        JsonNode activities = gateway.get("/activity").body().path("activities");
        assertEquals("token.revoked", activities.get(0).path("action").asString());
        assertEquals("token.issued", activities.get(1).path("action").asString());
        assertEquals("Anna", activities.get(1).at("/detail/identity").asString());
    }
}
