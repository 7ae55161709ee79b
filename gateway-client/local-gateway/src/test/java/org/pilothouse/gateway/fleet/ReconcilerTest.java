package org.pilothouse.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;

/** A whole gateway against an engine in memory that misbehaves as real ones do. */
class ReconcilerTest {
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

    private ContainerView only() {
        List<ContainerView> all = engine.containers();
        assertEquals(1, all.size(), "containers: " + all);
        return all.getFirst();
    }

    private void awaitRunning() {
        await("a running container", () -> engine.containers().stream().anyMatch(ContainerView::running));
    }

    private static void assertOneOf(Set<String> expected, String actual) {
        assertTrue(expected.contains(actual), "one of " + expected + ": " + actual);
    }

    private String error(String id) {
        return gateway.environment(id).path("last_error").asString("");
    }

    @Test
    void stopKeepsTheContainerAndStartUsesItAgain() {
        String id = gateway.create(true);
        awaitRunning();
        String container = only().id();
        // The answer may come after the reconciler has done it.
        assertOneOf(
                Set.of("stopping", "stopped"),
                gateway.post("/desktop-environments/" + id + "/stop", null).text("/environment/status"));
        gateway.awaitStatus(id, "stopped");
        assertEquals(State.EXITED, only().state());
        gateway.post("/desktop-environments/" + id + "/start", null);
        awaitRunning();
        assertEquals(container, only().id());
    }

    @Test
    void resetThrowsContainerAndHomeAway() {
        String id = gateway.create(true);
        awaitRunning();
        String container = only().id();
        int volumesMade = count("volume ");
        assertOneOf(
                Set.of("pending", "starting"),
                gateway.post("/desktop-environments/" + id + "/reset", null).text("/environment/status"));
        await("another container", () -> engine.containers().stream()
                .anyMatch(c -> c.running() && !c.id().equals(container)));
        assertNotEquals(container, only().id());
        assertEquals(volumesMade + 1, count("volume "), "a fresh home");
        assertEquals(1, engine.volumeNames().size());
    }

    @Test
    void deleteLeavesNothing() {
        String id = gateway.create(true);
        awaitRunning();
        assertTrue(gateway.call("DELETE", "/desktop-environments/" + id, null)
                .body()
                .path("deleted")
                .asBoolean());
        gateway.awaitStatus(id, "gone");
        assertTrue(engine.containers().isEmpty());
        assertTrue(engine.volumeNames().isEmpty());
        assertFalse(gateway.call("DELETE", "/desktop-environments/" + id, null)
                .body()
                .path("deleted")
                .asBoolean());
    }

    @Test
    void aMissingImageIsSaidAndHealsWhenItAppears() {
        String id = create("no-such-image:nope");
        gateway.awaitStatus(id, "error");
        assertTrue(error(id).contains("no-such-image:nope is not on"), error(id));
        assertFalse(engine.calls.contains("pull no-such-image:nope"), "short names are never pulled");
        engine.load("no-such-image:nope");
        awaitRunning();
        await("the error is gone", () -> error(id).isEmpty());
    }

    @Test
    void anImageWithARegistryIsPulled() {
        create("registry.example/sandbox:1");
        await("a pull", () -> engine.calls.contains("pull registry.example/sandbox:1"));
    }

    @Test
    void aStrangersContainerOfOurNameIsNeverTouched() {
        String id = gateway.create(false);
        String stranger = engine.add(Ownership.containerName(id), State.RUNNING, "x", Map.of());
        gateway.post("/desktop-environments/" + id + "/start", null);
        gateway.awaitStatus(id, "error");
        assertTrue(error(id).contains("is not ours"), error(id));
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        gateway.awaitStatus(id, "gone");
        assertEquals(stranger, only().id());
    }

    @Test
    void aNameConflictHealsWhenTheStrangerGoes() throws Exception {
        String id = gateway.create(false);
        String stranger = engine.add(Ownership.containerName(id), State.RUNNING, "x", Map.of());
        gateway.post("/desktop-environments/" + id + "/start", null);
        gateway.awaitStatus(id, "error");
        engine.removeContainer(stranger);
        awaitRunning();
        assertNotEquals(stranger, only().id());
    }

    @Test
    void whatWasCreatedJustBeforeACrashIsAdopted() throws Exception {
        String id = gateway.create(true);
        awaitRunning();
        ContainerView first = only();
        gateway.close();
        // as if the gateway had been killed between the engine's create and its own note of it
        engine.stop(first.id(), Duration.ZERO);
        gateway = TestGateway.start(state, engine);
        await("the same container runs", () -> only().running());
        assertEquals(first.id(), only().id());
        assertEquals(1, count("create "));
        assertEquals(id, first.labels().get(Ownership.ENVIRONMENT));
    }

    @Test
    void orphansOfThisStoreAreRemovedAndOthersAreNot() {
        String id = gateway.create(true);
        awaitRunning();
        ContainerView ours = only();
        String copy = engine.add("somebodys-copy", State.RUNNING, "x", ours.labels());
        String other = engine.add("pilothouse-other", State.RUNNING, "x", Map.of(Ownership.STORE, "another-store"));
        gateway.close();
        // the record is lost, as after a state directory from yesterday was put back
        engine.calls.clear();
        Path fresh = state.resolve("fresh");
        gateway = TestGateway.start(fresh, engine);
        gateway.create(false);
        assertTrue(engine.calls.stream().noneMatch(c -> c.startsWith("remove ")), "another store's: " + engine.calls);
        gateway.close();
        gateway = TestGateway.start(state, engine);
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        await("ours is removed", () -> engine.containers().stream().noneMatch(c -> c.id().equals(ours.id())));
        assertTrue(engine.containers().stream().anyMatch(c -> c.id().equals(copy)), "a copy of labels is not ours");
        assertTrue(engine.containers().stream().anyMatch(c -> c.id().equals(other)));
    }

    @Test
    void aFailingStartIsRetriedAndSaid() {
        engine.nextStart = new EngineException.Failed("The engine failed: port is already allocated", null);
        String id = gateway.create(true);
        await(
                "the error is said",
                () -> error(id).contains("port is already allocated")
                        || engine.containers().stream().anyMatch(ContainerView::running));
        awaitRunning();
    }

    @Test
    void aRejectedSpecificationIsSaid() {
        engine.nextStart =
                new EngineException.Rejected("The engine refuses this environment: no such entrypoint", null);
        String id = gateway.create(true);
        gateway.awaitStatus(id, "error");
        assertTrue(error(id).contains("no such entrypoint"));
        gateway.post("/desktop-environments/" + id + "/start", null);
        awaitRunning();
    }

    @Test
    void aContainerThatDiesIsStartedAgainAfterAMoment() {
        String id = gateway.create(true);
        awaitRunning();
        engine.crash(only().id(), 137, true);
        gateway.awaitStatus(id, "error");
        assertTrue(error(id).contains("out of memory"), error(id));
        awaitRunning();
        assertEquals(1, count("create "));
    }

    @Test
    void aRenamedContainerIsStillOurs() {
        gateway.create(true);
        awaitRunning();
        String container = only().id();
        engine.rename(container, "renamed");
        engine.crash(container, 0, false);
        awaitRunning();
        assertEquals(container, only().id());
    }

    @Test
    void anEngineThatGoesAndComesBackIsSurvived() {
        String id = gateway.create(true);
        awaitRunning();
        engine.goDown();
        gateway.awaitStatus(id, "error");
        assertTrue(error(id).contains("cannot be reached"), error(id));
        assertFalse(gateway.get("/desktop-environment-hosts")
                .body()
                .at("/hosts/0/healthy")
                .asBoolean());
        assertEquals(
                409,
                gateway.post("/desktop-environments/" + id + "/start", null).status());
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        gateway.awaitStatus(id, "deleting");
        assertTrue(error(id).contains("cannot be reached"), "says why it is not gone: " + error(id));
        engine.down = false;
        gateway.awaitStatus(id, "gone");
        assertTrue(engine.containers().isEmpty());
    }

    @Test
    void aGatewayStartsThoughItsEngineIsDown() {
        gateway.close();
        engine.goDown();
        gateway = TestGateway.start(state, engine);
        var hosts = gateway.get("/desktop-environment-hosts");
        assertFalse(hosts.body().at("/hosts/0/docker_available").asBoolean());
        assertTrue(hosts.text("/hosts/0/last_error").contains("cannot be reached"));
    }

    @Test
    void anEnvironmentWhoseEngineIsNotConfiguredAnyMoreIsNotForgotten() {
        String id = gateway.create(true);
        awaitRunning();
        gateway.close();
        FakeEngine other = new FakeEngine();
        other.address = "unix:///other.sock";
        gateway = TestGateway.start(state, other);
        gateway.awaitStatus(id, "error");
        assertTrue(error(id).contains("is not configured"), error(id));
        var hosts = gateway.get("/desktop-environment-hosts").body().path("hosts");
        assertEquals(2, hosts.size());
        assertEquals(
                409,
                gateway.post("/desktop-environments/" + id + "/start", null).status());
        assertEquals(1, engine.containers().size(), "nobody touched it");
        assertTrue(other.containers().isEmpty(), "and it was not made twice");
    }

    @Test
    void anotherGatewayOnTheSameStateIsRefused() {
        var refusal = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> TestGateway.start(state, engine));
        assertTrue(refusal.getMessage().contains("another gateway is using"));
    }

    @Test
    void manyEnvironmentsStartAFewAtATime() {
        for (int i = 0; i < 6; i++) {
            gateway.create(true);
        }
        await("two desktops on their way up", () -> running() == 2);
        // the fake desktops never paint, so nobody gives a slot back before its time is up
        assertEquals(2, running());
    }

    private long running() {
        return engine.containers().stream().filter(ContainerView::running).count();
    }

    private String create(String image) {
        return gateway.post(
                        "/desktop-environments",
                        "{\"host_id\":\"" + gateway.hostId() + "\",\"image_ref\":\"" + image
                                + "\",\"desired_running\":true}")
                .text("/environment/environment_id");
    }

    private int count(String prefix) {
        return (int) engine.calls.stream().filter(c -> c.startsWith(prefix)).count();
    }
}
