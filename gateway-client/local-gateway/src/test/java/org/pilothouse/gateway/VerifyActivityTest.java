package org.pilothouse.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;
import tools.jackson.databind.JsonNode;

/** An activity log that somebody laid hands on, seen by the command, by the gateway, and by the next gateway. */
class VerifyActivityTest {
    @TempDir
    Path state;

    private final FakeEngine engine = new FakeEngine();
    private String head = "";

    @BeforeEach
    void sixEntries() {
        try (TestGateway gateway = TestGateway.start(state, engine)) {
            for (int i = 0; i < 3; i++) {
                String id = gateway.issue("Anna" + i, "viewer", "").text("/token_id");
                gateway.post("/auth/tokens/revoke", "{\"token_id\":\"" + id + "\"}");
            }
            JsonNode verified = gateway.get("/activity/verify").body();
            assertTrue(verified.path("valid").asBoolean(), verified.toString());
            assertEquals(6, verified.path("entries").asInt());
            head = "6:" + verified.at("/head/hash").asString();
        }
    }

    private void tamper(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state.resolve("gateway.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private record Outcome(int code, String text) {}

    private Outcome verify(String... flags) {
        List<String> arguments = new ArrayList<>(List.of(state.toString()));
        arguments.addAll(List.of(flags));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Outcome(VerifyActivity.run(arguments, stream, stream), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anUntouchedLogIsVerified() {
        Outcome outcome = verify("--expect", head);
        assertEquals(0, outcome.code(), outcome.text());
        assertTrue(outcome.text().contains("verified: 6 entries"), outcome.text());
        assertTrue(outcome.text().contains("anchor: entry 6 "), outcome.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE activity SET actor = 'Ben' WHERE sequence = 3|entry 3 (token.issued by Ben",
                "UPDATE activity SET detail = NULL WHERE sequence = 2|entry 2 (token.revoked",
                "UPDATE activity SET at = '2026-01-01T00:00:00.000Z' WHERE sequence = 6|entry 6 (",
                "UPDATE activity SET actor_id = 'x' WHERE sequence = 1|entry 1 (",
                "UPDATE activity SET hash = '00' WHERE sequence = 4|entry 4 (",
                "DELETE FROM activity WHERE sequence = 1|entry 1 is missing",
                "DELETE FROM activity WHERE sequence IN (3, 4)|entries 3 to 4 are missing",
                "DELETE FROM activity WHERE sequence = 6|the log ends with entry 5, but entry 6 was anchored",
                "DELETE FROM activity|the log ends with entry 0, but entry 6 was anchored"
            })
    void whatWasChangedIsToldWithItsPlace(String sql, String told) throws Exception {
        tamper(sql);
        Outcome outcome = verify();
        assertEquals(1, outcome.code(), outcome.text());
        assertTrue(outcome.text().contains(told), outcome.text());
    }

    @Test
    void anotherOrderIsTold() throws Exception {
        tamper(
                "UPDATE activity SET sequence = 100 WHERE sequence = 2",
                "UPDATE activity SET sequence = 2 WHERE sequence = 3",
                "UPDATE activity SET sequence = 3 WHERE sequence = 100");
        Outcome outcome = verify();
        assertEquals(1, outcome.code());
        assertTrue(outcome.text().contains("entry 2 "), outcome.text());
    }

    @Test
    void aRemovedEntryWhoseFollowersWereNumberedAnewIsTold() throws Exception {
        tamper(
                "DELETE FROM activity WHERE sequence = 3",
                "UPDATE activity SET sequence = sequence - 1 WHERE sequence > 3");
        assertTrue(verify().text().contains("CHANGED: entry 3 "), verify().text());
    }

    @Test
    void anAnchorThatWasMadeUpIsTold() throws Exception {
        Path anchor = state.resolve("activity-head.json");
        tamper("DELETE FROM activity WHERE sequence > 4");
        Files.writeString(anchor, Files.readString(anchor).replace("\"sequence\":6", "\"sequence\":4"));
        Outcome outcome = verify();
        assertEquals(2, outcome.code());
        assertTrue(outcome.text().contains("signature"), outcome.text());
    }

    @Test
    void whatWasWrittenDownElsewhereFindsACutThatTheAnchorDoesNot() throws Exception {
        tamper("DELETE FROM activity WHERE sequence > 4");
        Files.delete(state.resolve("activity-head.json"));
        assertEquals(0, verify().code(), "nothing is left that could tell");
        Outcome outcome = verify("--expect", head);
        assertEquals(1, outcome.code());
        assertTrue(outcome.text().contains("but entry 6 was anchored"), outcome.text());
        assertEquals(1, verify("--public-key", "other").code());
    }

    @Test
    void theNextGatewayDoesNotSignOverIt() throws Exception {
        tamper("DELETE FROM activity WHERE sequence > 4");
        try (TestGateway gateway = TestGateway.start(state, engine)) {
            JsonNode newest = gateway.get("/activity").body().path("activities").get(0);
            assertEquals("activity.disputed", newest.path("action").asString());
            assertTrue(newest.at("/detail/problem").asString().contains("entry 6"), newest.toString());
        }
        try (Stream<Path> files = Files.list(state)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().contains("disputed")));
        }
        assertEquals(1, verify("--expect", head).code());
    }

    @Test
    void aRunningGatewaySeesItToo() throws Exception {
        try (TestGateway gateway = TestGateway.start(state, engine)) {
            tamper("UPDATE activity SET actor = 'Ben' WHERE sequence = 2");
            JsonNode verified = gateway.get("/activity/verify").body();
            assertFalse(verified.path("valid").asBoolean());
            assertEquals(1, verified.path("entries").asInt());
            assertTrue(verified.path("problem").asString().startsWith("entry 2 "), verified.toString());
            assertEquals(1, verify().code(), "beside it as well");
        }
    }

    @Test
    void wrongUseIsTold() throws IOException {
        assertEquals(2, verify("--expect", "x").code());
        assertEquals(2, verify("--nope", "x").code());
        Files.delete(state.resolve("gateway.db"));
        assertEquals(2, verify().code());
    }
}
