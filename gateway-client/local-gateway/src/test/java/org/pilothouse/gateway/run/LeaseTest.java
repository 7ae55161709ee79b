package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.testing.TestGateway.Reply;
import org.pilothouse.gateway.testing.Viewer;
import tools.jackson.databind.JsonNode;

/** Who has control of a desktop has it alone, be it among people or between a person and an agent. */
class LeaseTest {
    private static final String SNAPSHOT =
            "{\"type\":\"Desktop\",\"args\":{\"op\":\"snapshot\",\"include_tree\":false}}";

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

    private Reply ask(String who, String request) {
        return world.gateway.call(
                "POST",
                "/desktop-environments/" + world.environmentId + "/takeover-ticket",
                request,
                Map.of("Authorization", "Bearer " + world.gateway.gateway.token(), "X-Operator", who));
    }

    private Viewer open(Reply ticket) {
        assertEquals(200, ticket.status(), ticket.raw().body());
        return new Viewer()
                .open(
                        URI.create(world.gateway.gateway.uri().toString().replace("http", "ws")
                                + ticket.text("/takeover/path")),
                        ticket.text("/takeover/ticket"));
    }

    private Viewer control(String who) {
        Viewer viewer = open(ask(who, "{\"mode\":\"control\"}"));
        await(who + " has control", () -> who.equals(holder()));
        return viewer;
    }

    private String holder() {
        return world.gateway
                .environment(world.environmentId)
                .at("/runtime/lease/holder")
                .asString("");
    }

    private int closeCode(Viewer viewer) {
        return viewer.closeCode.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private JsonNode dispatch(String capability, String action, String input) {
        return world.post(
                        "/nodes/" + world.identity.deviceId() + "/capabilities/tyrum.desktop." + capability
                                + "/actions/" + action + "/dispatch",
                        "{\"by_hand\":\"a test\",\"input\":" + input + "}")
                .body();
    }

    @Test
    void theSecondPersonMayWatchButNotSteer() {
        try (Viewer anna = control("Anna")) {
            Reply refused = ask("Ben", "{}");
            assertEquals(409, refused.status());
            assertEquals("lease_held", refused.text("/error"));
            assertTrue(refused.text("/message").startsWith("Anna has control of this desktop since"));
            open(ask("Ben", "{\"mode\":\"view\"}")).close();
            assertEquals("Anna", holder());
            anna.socket.sendClose(1000, "done").join();
        }
        await("it is free", () -> holder().isEmpty());
        control("Ben").close();
    }

    @Test
    void twoTicketsAtATimeMakeOneHolder() {
        Reply annas = ask("Anna", "{}");
        Reply bens = ask("Ben", "{}");
        try (Viewer anna = open(annas)) {
            await("Anna has control", () -> "Anna".equals(holder()));
            try (Viewer ben = open(bens)) {
                assertEquals(4409, closeCode(ben));
                assertTrue(ben.closeReason.startsWith("Anna has control"), ben.closeReason);
            }
            assertEquals("Anna", holder());
            assertTrue(!anna.closeCode.isDone());
        }
    }

    @Test
    void forceNeedsAReasonWhichTheOtherIsTold() {
        try (Viewer anna = control("Anna")) {
            Reply unreasoned = ask("Ben", "{\"force\":true,\"reason\":\" \"}");
            assertEquals(400, unreasoned.status());
            assertEquals("reason", unreasoned.text("/field"));

            try (Viewer _ = open(ask("Ben", "{\"force\":true,\"reason\":\"She went home.\"}"))) {
                assertEquals(4409, closeCode(anna));
                assertEquals("Ben took control: She went home.", anna.closeReason);
                assertEquals("Ben", holder());
            }
        }
        assertTrue(world.get("/activity").raw().body().contains("control.forced"));
    }

    @Test
    void whoTakesItInAnotherWindowNeedsNoForce() {
        try (Viewer first = control("Anna");
                Viewer _ = open(ask("Anna", "{}"))) {
            assertEquals(4409, closeCode(first));
            assertEquals("Anna took control in another window", first.closeReason);
            assertEquals("Anna", holder());
        }
    }

    @Test
    void aRunWaitsForTheHandBackAndTellsWhoHadTheWheel() {
        String runId;
        try (Viewer anna = control("Anna")) {
            runId = world.start(SNAPSHOT);
            JsonNode waiting = world.awaitStatus(runId, "paused");
            assertEquals("takeover", waiting.path("blocked_reason").asString());
            assertEquals("Anna", waiting.path("blocked_detail").asString());
            assertEquals(0, world.desktop.tasks.size(), "the agent sees nothing of what a person does");
            anna.socket.sendClose(1000, "done").join();
        }
        JsonNode run = world.awaitStatus(runId, "succeeded");
        assertEquals("Anna", run.at("/takeovers/0/holder").asString());
        assertEquals("given back", run.at("/takeovers/0/ended_because").asString());
    }

    @Test
    void directDispatchIsRefusedAndLooksAgainBeforeItActs() {
        String click = "{\"action\":\"click\",\"x\":5,\"y\":5}";
        String look = "{\"display\":\"primary\"}";
        try (Viewer _ = control("Anna")) {
            for (JsonNode refused :
                    new JsonNode[] {dispatch("screenshot", "screenshot", look), dispatch("mouse", "mouse", click)}) {
                assertEquals("taken_over", refused.at("/error/code").asString(), refused.toString());
                assertTrue(refused.at("/error/retryable").asBoolean());
            }
            assertEquals(0, world.desktop.tasks.size());
        }
        await("it is free", () -> holder().isEmpty());

        assertEquals(
                "look_again",
                dispatch("mouse", "mouse", click).at("/error/code").asString());
        assertTrue(dispatch("screenshot", "screenshot", look).path("ok").asBoolean());
        assertTrue(dispatch("mouse", "mouse", click).path("ok").asBoolean());
    }

    @Test
    void aLeaseEndsWithItsGateway() {
        try (Viewer _ = control("Anna")) {
            String runId = world.start(SNAPSHOT);
            world.awaitStatus(runId, "paused");

            world.restart(config -> config);

            assertEquals("", holder());
            world.awaitStatus(runId, "succeeded");
        }
    }

    private static final String TYPE =
            "{\"type\":\"Desktop\",\"args\":{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"x\"}}";

    private void allowAll() {
        Reply put = world.gateway.call(
                "PUT", "/policy", "{\"expected_revision\":1,\"rules\":[{\"rule_id\":\"all\",\"decision\":\"allow\"}]}");
        assertEquals(200, put.status(), put.raw().body());
    }

    @Test
    void aRunMayWantToFailInsteadOfWaiting() {
        try (Viewer _ = control("Anna")) {
            JsonNode run = world.awaitStatus(world.startWith("\"on_takeover\":\"fail\",", SNAPSHOT), "failed");
            assertEquals("taken_over", run.at("/error/code").asString());
            assertTrue(run.at("/error/message").asString().startsWith("Anna took control"), run.toString());
            assertEquals(0, world.desktop.tasks.size());
            Reply bad = world.post(
                    "/workflow/start",
                    "{\"conversation_key\":\"agent:default:main\",\"on_takeover\":\"cry\",\"steps\":[" + SNAPSHOT
                            + "]}");
            assertEquals(400, bad.status());
            assertEquals("on_takeover", bad.text("/field"));
        }
    }

    @Test
    void afterATakeoverBlindInputIsAskedAboutUnlessTheRunLooks() {
        allowAll();
        String blind;
        String looking;
        try (Viewer anna = control("Anna")) {
            blind = world.start(TYPE);
            world.awaitStatus(blind, "paused");
            looking = world.start(SNAPSHOT, TYPE);
            world.awaitStatus(looking, "paused");
            anna.socket.sendClose(1000, "done").join();
        }
        world.awaitStatus(looking, "succeeded");
        assertEquals(1, world.desktop.count("keyboard"), "only the run that looked has typed");

        JsonNode approval = world.awaitApproval();
        assertEquals("takeover", approval.path("kind").asString());
        assertEquals(
                "Go on with 'keyboard type' on desk? Anna had control of it since the run last looked",
                approval.path("prompt").asString());
        assertTrue(approval.at("/context/desktop/artifact_id").isString(), "with a picture of now");
        world.respond(approval, "{\"decision\":\"approved\"}", "Ben");
        world.awaitStatus(blind, "succeeded");
        assertEquals(2, world.desktop.count("keyboard"));
        world.awaitStatus(world.start(TYPE), "succeeded");
    }

    @Test
    void whatWaitsForTheNodeIsNotSentToAPerson() throws Exception {
        java.util.concurrent.CountDownLatch taken = new java.util.concurrent.CountDownLatch(1);
        world.desktop.change = frame -> {
            if (world.desktop.tasks.size() <= 4) {
                try {
                    taken.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return frame;
        };
        var answers = new java.util.concurrent.LinkedBlockingQueue<JsonNode>();
        for (int i = 0; i < 12; i++) {
            Thread.startVirtualThread(
                    () -> answers.add(dispatch("screenshot", "screenshot", "{\"display\":\"primary\"}")));
        }
        await("the node is busy", () -> !world.desktop.tasks.isEmpty());
        try (Viewer _ = control("Anna")) {
            int begun = world.desktop.tasks.size();
            taken.countDown();
            int refused = 0;
            for (int i = 0; i < 12; i++) {
                JsonNode answer = answers.poll(30, TimeUnit.SECONDS);
                refused += answer.at("/error/code").asString("").equals("taken_over") ? 1 : 0;
            }
            assertEquals(begun, world.desktop.tasks.size(), "nothing was sent after that");
            assertEquals(12 - begun, refused);
        }
    }
}
