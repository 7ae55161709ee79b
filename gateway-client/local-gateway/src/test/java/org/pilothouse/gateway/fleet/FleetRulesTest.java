package org.pilothouse.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;
import tools.jackson.databind.JsonNode;

/** What operators can make the fleet do besides the life of one environment, and what it says of strangers. */
class FleetRulesTest {
    private final FakeEngine engine = new FakeEngine();

    @TempDir
    Path directory;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        engine.cpus = 64;
        open("state");
    }

    private void open(String state) {
        gateway = TestGateway.start(directory.resolve(state), engine);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void awaitRunning() {
        await("a running container", () -> engine.containers().stream().anyMatch(ContainerView::running));
    }

    private TestGateway.Reply put(boolean paused, String reason) {
        return gateway.call(
                "PUT",
                "/reconciliation",
                "{\"paused\":" + paused + (reason == null ? "" : ",\"reason\":\"" + reason + "\"") + "}");
    }

    @Test
    void whilePausedWishesAreKeptAndNothingIsChanged() {
        assertEquals(400, put(true, null).status(), "a reason is needed");
        assertEquals(200, put(true, "moving the disks").status());
        String id = gateway.create(true);
        gateway.awaitStatus(id, "error");
        assertTrue(gateway.environment(id).path("last_error").asString().contains("moving the disks"));
        assertTrue(engine.containers().isEmpty());
        assertTrue(engine.volumeNames().isEmpty());

        gateway.close();
        open("state");
        assertTrue(gateway.get("/reconciliation").body().path("paused").asBoolean(), "a restart does not resume");
        assertTrue(engine.containers().isEmpty());
        assertEquals(200, put(false, null).status());
        awaitRunning();
        await(
                "the error is gone",
                () -> gateway.environment(id).path("last_error").asString("").isEmpty());
    }

    @Test
    void aDeleteWhilePausedSaysWhyItIsNotDone() {
        String id = gateway.create(true);
        awaitRunning();
        put(true, "an audit");
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        await(
                "it says why",
                () -> gateway.environment(id).path("last_error").asString("").contains("an audit"));
        assertEquals("deleting", gateway.status(id));
        assertEquals(1, engine.containers().size());
        put(false, null);
        gateway.awaitStatus(id, "gone");
        assertTrue(engine.containers().isEmpty());
    }

    @Test
    void whatAnOlderStoreDoesNotKnowIsToldAndNotTouched() throws Exception {
        gateway.close();
        Path old = directory.resolve("old");
        copy(directory.resolve("state"), old); // a backup
        open("state");
        gateway.create(true);
        awaitRunning();
        ContainerView made = engine.containers().getFirst();
        gateway.close();

        open("old");
        await("it is told", () -> orphans().size() == 2);
        JsonNode container = orphans().get(0);
        assertEquals("container", container.path("kind").asString());
        assertEquals(made.name(), container.path("name").asString());
        assertEquals("no_record", container.path("reason").asString());
        assertEquals("volume", orphans().get(1).path("kind").asString());
        assertEquals(1, engine.containers().size(), "somebody's work may be in it");
        assertEquals(1, engine.volumeNames().size());
    }

    @Test
    void copiesAndForgeriesAreToldAndLeftAlone() {
        gateway.create(true);
        awaitRunning();
        Map<String, String> labels = engine.containers().getFirst().labels();
        String copy = engine.add("a-copy", State.RUNNING, "x", labels);
        Map<String, String> forged = new HashMap<>(labels);
        forged.put(Ownership.ENVIRONMENT, "another");
        String forgery = engine.add("pilothouse-another", State.RUNNING, "x", forged);
        await("both are told", () -> orphans().size() == 2);
        assertTrue(orphans().toString().contains("copied_labels"));
        assertTrue(orphans().toString().contains("bad_signature"));
        assertTrue(engine.containers().stream().anyMatch(c -> c.id().equals(copy)));
        assertTrue(engine.containers().stream().anyMatch(c -> c.id().equals(forgery)));
    }

    private JsonNode orphans() {
        return gateway.get("/desktop-environment-orphans").body().path("orphans");
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void otherLimitsReplaceTheContainerAndKeepTheHome() {
        String id = gateway.create(true);
        awaitRunning();
        String first = engine.containers().getFirst().id();
        var reply = gateway.call(
                "PATCH",
                "/desktop-environments/" + id,
                "{\"limits\":{\"memory_mb\":1024,\"cpus\":1,\"pids\":128},\"display\":{\"width\":800,\"height\":600}}");
        assertEquals(200, reply.status(), reply.raw().body());
        await("another container runs", () -> engine.containers().stream()
                .anyMatch(c -> c.running() && !c.id().equals(first)));
        assertEquals(1, engine.containers().size());
        assertFalse(engine.calls.stream().anyMatch(call -> call.startsWith("remove-volume")));
        JsonNode runtime = gateway.environment(id).path("runtime");
        assertEquals(1024, runtime.at("/limits/memory_mb").asInt());
        assertEquals(800, runtime.at("/display/width").asInt());
        var refused = gateway.call(
                "PATCH", "/desktop-environments/" + id, "{\"limits\":{\"memory_mb\":1,\"cpus\":1,\"pids\":128}}");
        assertEquals(400, refused.status());
        assertEquals("limits.memory_mb", refused.text("/field"));
    }

    @Test
    void logsCanBeSearchedAlsoAfterAStop() {
        String id = gateway.create(true);
        awaitRunning();
        gateway.post("/desktop-environments/" + id + "/stop", null);
        gateway.awaitStatus(id, "stopped");
        await("the container's line", () -> logs(id, "HELLO%20from").size() == 1);
        assertEquals(0, logs(id, "no%20such%20text").size());
        assertTrue(logs(id, "").size() > 1);
    }

    private JsonNode logs(String id, String text) {
        return gateway.get("/desktop-environments/" + id + "/logs?q=" + text)
                .body()
                .path("logs");
    }

    @Test
    void whatTheEngineRefusesIsNotTriedAgainUntilSomebodyAsks() throws Exception {
        engine.nextStart = new EngineException.Rejected("The engine refuses this environment: no.", null);
        String id = gateway.create(true);
        gateway.awaitStatus(id, "error");
        long starts = starts();
        Thread.sleep(1500); // three looks at the host, and longer than a first retry takes
        assertEquals(starts, starts());
        gateway.post("/desktop-environments/" + id + "/start", null);
        awaitRunning();
    }

    private long starts() {
        return engine.calls.stream().filter(call -> call.startsWith("start ")).count();
    }

    /** No state that cannot be left: from each, every verb is taken and a delete comes to its end. */
    @ParameterizedTest
    @ValueSource(strings = {"stopped", "running", "image missing", "refused", "engine down", "paused", "deleting"})
    void everyVerbFromEveryState(String state) {
        for (String verb : new String[] {"start", "stop", "reset", "label", "delete"}) {
            String id = bring(state);
            int status = ask(id, verb);
            boolean conflict = (state.equals("deleting") && !verb.equals("delete"))
                    || (state.equals("engine down") && verb.equals("start"));
            assertEquals(conflict ? 409 : 200, status, state + ", " + verb);
            assertNotEquals("gone?", gateway.status(id));
            engine.down = false;
            put(false, null);
            assertEquals(200, ask(id, "delete"));
            gateway.awaitStatus(id, "gone");
            assertTrue(engine.containers().isEmpty(), state + ", " + verb);
            assertTrue(engine.volumeNames().isEmpty(), state + ", " + verb);
        }
    }

    private String bring(String state) {
        await("the host is up", () -> gateway.get("/desktop-environment-hosts")
                .body()
                .at("/hosts/0/healthy")
                .asBoolean());
        if (state.equals("image missing")) {
            String id = gateway.post(
                            "/desktop-environments",
                            "{\"host_id\":\"" + gateway.hostId()
                                    + "\",\"image_ref\":\"not-there:1\",\"desired_running\":true}")
                    .text("/environment/environment_id");
            gateway.awaitStatus(id, "error");
            return id;
        }
        if (state.equals("refused")) {
            engine.nextStart = new EngineException.Rejected("The engine refuses this environment: no.", null);
        }
        String id = gateway.create(!state.equals("stopped"));
        switch (state) {
            case "stopped" -> gateway.awaitStatus(id, "stopped");
            case "refused" -> gateway.awaitStatus(id, "error");
            default -> awaitRunning();
        }
        switch (state) {
            case "engine down" -> {
                engine.goDown();
                gateway.awaitStatus(id, "error");
            }
            case "paused" -> put(true, "a test");
            case "deleting" -> {
                put(true, "so that it stays");
                ask(id, "delete");
            }
            default -> {}
        }
        return id;
    }

    private int ask(String id, String verb) {
        String path = "/desktop-environments/" + id;
        return switch (verb) {
            case "delete" -> gateway.call("DELETE", path, null).status();
            case "label" ->
                gateway.call("PATCH", path, "{\"label\":\"renamed\"}").status();
            default -> gateway.post(path + "/" + verb, null).status();
        };
    }
}
