package org.pilothouse.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.fault.FaultFixture.BROKEN;
import static org.pilothouse.gateway.fault.FaultFixture.DESKTOP;
import static org.pilothouse.gateway.fault.FaultFixture.HOG;
import static org.pilothouse.gateway.fault.FaultFixture.SOON;
import static org.pilothouse.gateway.fault.FaultFixture.name;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.engine.ContainerSpec;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.docker.DockerEngine;
import org.pilothouse.gateway.testing.CrashingEngine;
import org.pilothouse.gateway.testing.OwnEngine;

/** The failure matrix of the fleet, row by row, against a real engine that this test may break as it likes. */
@Tag("faults")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ExtendWith(RowReport.class)
@TestMethodOrder(RowReport.class)
class FaultMatrixTest {
    private static FaultFixture world;

    @TempDir
    Path state;

    @BeforeAll
    static void engine() throws IOException {
        OwnEngine.impossible().ifPresent(reason -> {
            RowReport.skipAll(FaultMatrixTest.class, reason);
            Assumptions.abort(reason);
        });
        world = new FaultFixture();
    }

    @AfterAll
    static void noEngine() {
        if (world != null) {
            world.close();
        }
    }

    @BeforeEach
    void gateway() {
        world.fresh(state);
    }

    @AfterEach
    void tidy() {
        world.tidy();
    }

    @Row(value = 1, fault = "duplicate create")
    void duplicateCreate() throws Exception {
        try (DockerEngine direct = world.engine.connect()) {
            ContainerSpec spec =
                    new ContainerSpec("twice", DESKTOP, "d", Map.of(), Map.of(), "twice", 256L << 20, 1, 64);
            String first = direct.create(spec);
            var taken = assertThrows(EngineException.NameTaken.class, () -> direct.create(spec));
            assertTrue(taken.sentence().contains(first), taken.sentence());

            // what the gateway made just before it died is taken up, not made again
            world.gateway.close();
            CrashingEngine crashing = new CrashingEngine(direct, 2, true);
            world.open(crashing, c -> c);
            String id = world.create(DESKTOP);
            await("death after the create", SOON, crashing::dead);
            world.gateway.close();
            String made = world.containerId(id);
            world.open(world.engine.connect(), c -> c);
            world.awaitUp(id);
            assertEquals(made, world.containerId(id));
        }
        // what somebody else made is left alone
        String id = world.gateway.create(false);
        world.engine.docker("create", "--name", name(id), DESKTOP);
        world.ask(id, "start");
        world.awaitError(id, "is not ours");
        world.engine.docker("rm", name(id));
        world.awaitUp(id);
    }

    @Row(value = 2, fault = "image missing")
    void imageMissing() {
        String id = world.create("fault/later:1");
        world.awaitError(id, "fault/later:1 is not on");
        assertEquals(
                "ImageMissing", world.condition(id, "ImageReady").path("reason").asString());
        world.engine.docker("tag", DESKTOP, "fault/later:1");
        world.awaitUp(id);
        world.engine.docker("rmi", "fault/later:1");
    }

    @Row(value = 3, fault = "port taken")
    void portTaken() {
        Assumptions.abort("no port is published; the row belongs to the stand-alone profile");
    }

    @Row(value = 4, fault = "bad entrypoint")
    void badEntrypoint() throws Exception {
        String id = world.create(BROKEN);
        world.awaitError(id, "no-such-program");
        assertEquals("created", world.containerState(id));
        String log = world.log(id);
        TimeUnit.SECONDS.sleep(5); // longer than the first retries of another failure take
        assertEquals(log, world.log(id), "it is not tried again until somebody changes it");
        world.gateway.call("PATCH", "/desktop-environments/" + id, "{\"image_ref\":\"" + DESKTOP + "\"}");
        world.awaitUp(id);
    }

    @Row(value = 5, fault = "crash between create and start")
    void crashBetweenCreateAndStart() throws Exception {
        world.gateway.close();
        String id;
        try (DockerEngine direct = world.engine.connect()) {
            CrashingEngine crashing = new CrashingEngine(direct, 3, false);
            world.open(crashing, c -> c);
            id = world.create(DESKTOP);
            await("death before the start", SOON, crashing::dead);
            world.gateway.close();
        }
        String made = world.containerId(id);
        assertEquals("created", world.containerState(id));
        world.engine.kill();
        world.engine.begin();
        world.open(world.engine.connect(), c -> c);
        world.awaitUp(id);
        assertEquals(made, world.containerId(id));
    }

    @Row(value = 6, fault = "container killed")
    void containerKilled() {
        String id = world.running();
        String first = world.containerId(id);
        for (String said : List.of("ended by itself (killed)", "(crash 2)")) {
            world.engine.docker("kill", name(id));
            world.awaitLog(id, said);
            world.awaitUp(id);
        }
        assertEquals(first, world.containerId(id));
    }

    @Row(value = 7, fault = "out of memory, first process")
    void outOfMemory() {
        String id = world.create(HOG);
        world.awaitError(id, "out of memory");
        world.awaitLog(id, "(crash 2)");
        world.ask(id, "stop");
        world.gateway.awaitStatus(id, "stopped");
    }

    @Row(value = 8, fault = "out of memory, a child")
    void childOutOfMemory() {
        String id = world.running();
        assertThrows(AssertionError.class, () -> world.engine.docker("exec", name(id), "busybox", "tail", "/dev/zero"));
        await("it says so", SOON, () -> world.holds(id, "MemoryPressure"));
        world.awaitLog(id, "out of memory");
        assertEquals("running", world.containerState(id));
        world.engine.docker("restart", "-t", "1", name(id));
        await("a new life", SOON, () -> world.condition(id, "MemoryPressure").isMissingNode());
        world.awaitUp(id);
    }

    @Row(value = 9, fault = "dockerd SIGTERM and restart")
    void engineRestarted() throws Exception {
        whatRanRunsAgainAndWhatWasStoppedStaysStopped(world.engine::end);
    }

    @Row(value = 10, fault = "dockerd kill -9")
    void engineKilled() throws Exception {
        whatRanRunsAgainAndWhatWasStoppedStaysStopped(world.engine::kill);
    }

    private void whatRanRunsAgainAndWhatWasStoppedStaysStopped(Runnable end) throws Exception {
        String runs = world.running();
        String rests = world.running();
        world.ask(rests, "stop");
        world.gateway.awaitStatus(rests, "stopped");
        String container = world.containerId(runs);
        end.run();
        world.awaitError(runs, "cannot be reached");
        assertEquals("unknown", status(runs, "RuntimeStarted"), "what was seen is not a fact any more");
        world.delete(rests);
        await("it says why it is not gone", SOON, () -> world.condition(rests, "Deleting")
                .path("message")
                .asString("")
                .contains("cannot be reached"));
        world.engine.begin();
        world.awaitUp(runs);
        assertEquals(container, world.containerId(runs));
        world.awaitGone(rests);
        assertEquals(1, world.containers().size());
    }

    private static String status(String id, String condition) {
        return world.condition(id, condition).path("status").asString("");
    }

    @Row(value = 11, fault = "dockerd kill -9 with live-restore")
    void liveRestore() throws Exception {
        world.engine.end();
        world.engine.options("--live-restore");
        world.engine.begin();
        try {
            String id = world.running();
            int pid = world.pid(id);
            world.engine.kill();
            world.awaitError(id, "cannot be reached");
            world.engine.begin();
            world.awaitUp(id);
            assertEquals(pid, world.pid(id), "it never stopped");
            assertEquals("alive", world.engine.docker("exec", name(id), "echo", "alive"));
            world.tidy();
        } finally {
            world.engine.options();
            world.engine.end();
            world.engine.begin();
        }
    }

    @Row(value = 12, fault = "an engine with many containers that is slow to come back")
    void slowEngine() throws Exception {
        int many = Integer.getInteger("pilothouse.fault.containers", 200);
        String id = world.running();
        String container = world.containerId(id);
        try (DockerEngine direct = world.engine.connect()) {
            for (int i = 0; i < many; i++) {
                direct.create(
                        new ContainerSpec("many-" + i, DESKTOP, "d", Map.of(), Map.of(), "many", 256L << 20, 1, 64));
            }
        }
        world.engine.kill();
        world.awaitError(id, "may be starting again");
        world.engine.begin();
        world.awaitUp(id);
        assertEquals(container, world.containerId(id), "nothing was taken for lost");
        assertEquals(many + 1, world.containers().size());
        List<String> remove = new ArrayList<>(List.of("rm"));
        for (int i = 0; i < many; i++) {
            remove.add("many-" + i);
        }
        world.engine.docker(remove.toArray(String[]::new));
    }

    @Row(value = 13, fault = "a pid file of containerd that names another process")
    void stalePidFile() throws Exception {
        String id = world.running();
        world.engine.end();
        Files.createDirectories(world.engine.containerdPid().getParent());
        Files.writeString(
                world.engine.containerdPid(),
                Long.toString(ProcessHandle.current().pid()));
        world.engine.launch();
        TimeUnit.SECONDS.sleep(3);
        assertFalse(world.engine.answers(), "dockerd takes that process for its containerd");
        world.awaitError(id, "containerd.pid");
        world.engine.kill();
        Files.delete(world.engine.containerdPid());
        world.engine.begin();
        world.awaitUp(id);
    }

    @Row(value = 14, fault = "disk full")
    void diskFull() throws Exception {
        String runs = world.running();
        String second = world.gateway.create(false);
        Path ballast = world.engine.data().resolve("ballast");
        fill(ballast);
        world.ask(second, "start");
        world.awaitError(second, "disk of the container host is full");
        assertEquals("running", world.containerState(runs), "what runs goes on");
        assertEquals("alive", world.engine.docker("exec", name(runs), "echo", "alive"));
        assertEquals("true", world.hostCondition("DiskPressure").path("status").asString(""));
        var refused = world.gateway.post(
                "/desktop-environments", "{\"host_id\":\"" + world.gateway.hostId() + "\",\"desired_running\":true}");
        assertEquals(409, refused.status(), "nothing new is placed there");
        assertTrue(refused.text("/message").contains("full"), refused.text("/message"));
        String third = runs;
        world.delete(third);
        world.awaitGone(third); // a full disk keeps nothing from being deleted
        Files.delete(ballast);
        world.awaitUp(second);
        await("the pressure is over", SOON, () -> world.hostCondition("DiskPressure")
                .isMissingNode());
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    @Row(value = 15, fault = "frozen for a commit, engine killed meanwhile")
    void frozenForCommit() throws Exception {
        String id = world.running();
        world.engine.docker("pause", name(id));
        world.awaitError(id, "paused the desktop's container");
        TimeUnit.SECONDS.sleep(4); // two looks at the host
        assertEquals("paused", world.containerState(id), "a capture is not disturbed");
        world.engine.kill();
        world.engine.begin();
        world.awaitUp(id);
        assertEquals("running", world.containerState(id));
    }

    @Row(value = 16, fault = "swarm manager down, or node paused")
    void swarm() {
        Assumptions.abort("comes with the multi-host fleet");
    }

    @Row(value = 17, fault = "rejoin of a swarm")
    void rejoin() {
        Assumptions.abort("comes with the multi-host fleet");
    }

    @Row(value = 18, fault = "stale X lock")
    void staleLock() {
        String id = world.running();
        world.engine.docker("exec", "-u", "1000:1000", name(id), "touch", "/tmp/.X1-lock");
        world.engine.docker("kill", name(id));
        world.awaitLog(id, "ended by itself");
        world.awaitUp(id);
        assertFalse(
                world.engine.docker("exec", name(id), "ls", "-a", "/tmp").contains(".X1-lock"),
                "/tmp is new with every start");
    }

    @Row(value = 19, fault = "host revoked")
    void revoked() {
        Assumptions.abort("comes with the multi-host fleet");
    }

    @Row(value = 20, fault = "clock skew")
    void clockSkew() {
        for (Duration skew : List.of(Duration.ofHours(2), Duration.ofHours(-2))) {
            world.gateway.close();
            world.open(world.engine.connect(), c -> c.withClock(InstantSource.offset(InstantSource.system(), skew)));
            String id = world.running();
            world.awaitLog(id, "desktop up");
            world.engine.docker("kill", name(id));
            world.awaitLog(id, "ended by itself");
            world.awaitUp(id);
            world.delete(id);
            world.awaitGone(id);
        }
    }

    @Row(value = 21, fault = "labels are all that is left")
    void labelsOnly() throws Exception {
        String id = world.running();
        String container = world.containerId(id);
        world.gateway.close();
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + world.state().resolve("gateway.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE environment SET container_id = NULL, image_id = NULL, started_at = NULL");
        }
        world.open(world.engine.connect(), UnaryOperator.identity());
        world.awaitUp(id);
        assertEquals(container, world.containerId(id));
        assertEquals(
                container,
                world.gateway.environment(id).at("/runtime/container_id").asString());
        assertEquals(1, world.containers().size());
    }

    @Row(value = 22, fault = "a container that runs is no desktop")
    void runningIsNotReady() {
        String id = world.running();
        assertEquals("running", world.containerState(id));
        assertNotEquals("running", world.gateway.status(id), "its agent never spoke");
        assertNotEquals("true", status(id, "TakeoverReady"));
    }
}
