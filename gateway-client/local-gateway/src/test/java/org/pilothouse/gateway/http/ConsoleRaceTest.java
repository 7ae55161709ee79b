package org.pilothouse.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.gateway.testing.TestGateway.Reply;

/** Two consoles that do the same at the same moment: one is first, the other one is told so. */
class ConsoleRaceTest {
    private static final int ROUNDS = Integer.getInteger("pilothouse.race.rounds", 200);

    @TempDir
    Path state;

    private TestGateway gateway;
    private String anna;
    private String ben;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(state, new FakeEngine());
        anna = gateway.issue("Anna", "admin", "").text("/token");
        ben = gateway.issue("Ben", "admin", "").text("/token");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private List<Reply> both(String method, String path, String body) {
        CyclicBarrier start = new CyclicBarrier(2);
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (String token : List.of(anna, ben)) {
            CompletableFuture<Reply> call = new CompletableFuture<>();
            Supplier<Reply> ask = () -> gateway.as(token, method, path, body);
            Thread.startVirtualThread(() -> {
                try {
                    start.await(30, TimeUnit.SECONDS);
                    call.complete(ask.get());
                } catch (Exception e) { // whatever it is, the test has to hear of it
                    call.completeExceptionally(e);
                }
            });
            calls.add(call);
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static List<Integer> statuses(List<Reply> replies) {
        return replies.stream().map(Reply::status).sorted().toList();
    }

    @Test
    @Timeout(3600)
    void oneTokenIsRevokedOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            String id = gateway.issue("Carl", "viewer", "").text("/token_id");
            List<Reply> replies = both("POST", "/auth/tokens/revoke", "{\"token_id\":\"" + id + "\"}");
            assertEquals(List.of(200, 200), statuses(replies));
            assertEquals(
                    1,
                    replies.stream()
                            .filter(reply -> reply.body().path("revoked").asBoolean())
                            .count(),
                    "round " + round);
        }
        assertTrue(gateway.get("/activity/verify").body().path("valid").asBoolean());
    }

    @Test
    @Timeout(3600)
    void onePolicyIsInForce() {
        for (int round = 0; round < ROUNDS; round++) {
            long revision = gateway.get("/policy").body().path("revision").asLong();
            List<Reply> replies = both("PUT", "/policy", "{\"expected_revision\":" + revision + ",\"rules\":[]}");
            assertEquals(List.of(200, 409), statuses(replies), "round " + round);
            assertEquals(
                    revision + 1, gateway.get("/policy").body().path("revision").asLong());
        }
    }

    @Test
    @Timeout(3600)
    void anEnvironmentIsDeletedOnceAndNeverBreaks() {
        for (int round = 0; round < ROUNDS / 4; round++) {
            String path = "/desktop-environments/" + gateway.create(false);
            assertEquals(List.of(200, 200), statuses(both("POST", path + "/start", null)));
            assertEquals(List.of(200, 200), statuses(both("PATCH", path, "{\"label\":\"round " + round + "\"}")));
            for (Reply reply : both("DELETE", path, null)) {
                assertTrue(
                        reply.status() == 200 || reply.status() == 404,
                        reply.raw().body());
            }
        }
    }

    @Test
    @Timeout(3600)
    void peopleOfOneNameAreOnePerson() {
        for (int round = 0; round < ROUNDS / 4; round++) {
            List<Reply> replies = both(
                    "POST", "/auth/tokens/issue", "{\"display_name\":\"Person " + round + "\",\"role\":\"viewer\"}");
            assertEquals(List.of(201, 201), statuses(replies));
            assertEquals(
                    replies.get(0).text("/identity/identity_id"), replies.get(1).text("/identity/identity_id"));
        }
    }
}
