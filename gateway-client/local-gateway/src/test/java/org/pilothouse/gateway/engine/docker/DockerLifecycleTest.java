package org.pilothouse.gateway.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.engine.ExecStream;
import org.pilothouse.gateway.fleet.Ownership;
import org.pilothouse.gateway.testing.Docker;
import org.pilothouse.gateway.testing.FakeNode;
import org.pilothouse.gateway.testing.TestGateway;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.DeviceIdentity;
import tools.jackson.databind.JsonNode;

/** The whole gateway on a real engine, with an image that holds little more than socat. */
@Tag("engine")
class DockerLifecycleTest {
    private static final String IMAGE =
            "pilothouse-test/tiny:" + ProcessHandle.current().pid();

    private final String testId = UUID.randomUUID().toString();
    private final DockerEngine engine = DockerEngine.connect(null, System.getenv());

    @TempDir
    Path state;

    private TestGateway gateway;

    @BeforeAll
    static void image() {
        Docker.tinyImage(IMAGE);
    }

    @AfterAll
    static void noImage() {
        Docker.run("rmi", "-f", IMAGE);
    }

    @BeforeEach
    void start() {
        gateway = newGateway();
    }

    private TestGateway newGateway() {
        return TestGateway.start(state, DockerEngine.connect(null, System.getenv()), c -> c.withDefaultImage(IMAGE)
                .withExtraLabels(Map.of(Docker.TEST_LABEL, testId))
                .withTimes(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(45)));
    }

    @AfterEach
    void stop() {
        try {
            gateway.close();
            engine.close();
        } finally {
            Docker.cleanUp(testId);
        }
    }

    private String container(String id) {
        return Ownership.containerName(id);
    }

    private void awaitUp(String id) {
        await("the container runs", Duration.ofSeconds(30), () -> gateway.environment(id)
                .at("/runtime/conditions/3/status")
                .asString("")
                .equals("true"));
    }

    /** An agent inside the container, with its wits outside. */
    private FakeNode agent(String id, DeviceIdentity identity) throws Exception {
        // as the real one does, it tries until the relay listens
        for (int attempt = 0; attempt < 20; attempt++) {
            ExecStream exec = engine.exec(
                    container(id), "1000:1000", List.of("socat", "-", "UNIX-CONNECT:/run/pilothouse/gateway.sock"));
            try {
                exec.ended().get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException connected) {
                return FakeNode.over(exec.stdout(), exec.stdin(), exec::close, identity)
                        .awaitAccepted();
            }
        }
        throw new AssertionError("the relay never listened");
    }

    @Test
    void fromCreateToDelete() throws Exception {
        String id = gateway.create(true);
        awaitUp(id);
        // where the engine filters system calls, by the sandboxes' own profile
        boolean filters = Docker.run("info", "-f", "{{.SecurityOptions}}").contains("name=seccomp");
        assertEquals(
                filters,
                Docker.run("inspect", "-f", "{{.HostConfig.SecurityOpt}}", container(id))
                        .contains("seccomp={"));
        DeviceIdentity identity = DeviceIdentity.generate();
        try (FakeNode node = agent(id, identity)) {
            node.desktop("active");
            gateway.awaitStatus(id, "running");
        }
        try (FakeNode node = agent(id, identity)) {
            node.desktop("active");
            gateway.awaitStatus(id, "running"); // a second connection through a new relay
        }
        String first = Docker.run("inspect", "-f", "{{.Id}}", container(id));
        Docker.run("exec", container(id), "touch", "/home/desk/kept");

        gateway.post("/desktop-environments/" + id + "/stop", null);
        await("stopped", Duration.ofSeconds(20), () -> gateway.status(id).equals("stopped"));
        assertEquals("exited", Docker.run("inspect", "-f", "{{.State.Status}}", container(id)));

        gateway.post("/desktop-environments/" + id + "/start", null);
        awaitUp(id);
        assertEquals(first, Docker.run("inspect", "-f", "{{.Id}}", container(id)), "the same container");
        assertTrue(Docker.run("exec", container(id), "ls", "/home/desk").contains("kept"));

        gateway.post("/desktop-environments/" + id + "/reset", null);
        await(
                "a fresh container",
                Duration.ofSeconds(20),
                () -> !gateway.environment(id)
                                .at("/runtime/container_id")
                                .asString(first)
                                .equals(first)
                        && gateway.environment(id)
                                .at("/runtime/conditions/3/status")
                                .asString("")
                                .equals("true"));
        assertNotEquals(first, Docker.run("inspect", "-f", "{{.Id}}", container(id)));
        assertFalse(Docker.run("exec", container(id), "ls", "/home/desk").contains("kept"), "a fresh home");

        gateway.call("DELETE", "/desktop-environments/" + id, null);
        await("gone", Duration.ofSeconds(20), () -> gateway.status(id).equals("gone"));
        assertTrue(Docker.containers(testId).isEmpty());
        assertTrue(Docker.volumes(testId).isEmpty());
    }

    @Test
    void theProfileIsHardened() {
        String id = gateway.create(true);
        awaitUp(id);
        JsonNode all =
                Json.LENIENT.readTree(Docker.run("inspect", container(id))).get(0);
        JsonNode host = all.path("HostConfig");
        assertTrue(host.path("ReadonlyRootfs").asBoolean());
        assertEquals("none", host.path("NetworkMode").asString());
        assertEquals("[\"ALL\"]", host.path("CapDrop").toString());
        JsonNode security = host.path("SecurityOpt");
        assertEquals("no-new-privileges", security.get(0).asString());
        if (security.size() > 1) { // where the engine filters system calls, ours: whatever is not named fails
            assertTrue(security.get(1).asString().startsWith("seccomp={"), security.toString());
            assertTrue(security.get(1).asString().contains("\"defaultAction\": \"SCMP_ACT_ERRNO\""));
        }
        assertEquals(512, host.path("PidsLimit").asInt());
        assertEquals(host.path("Memory").asLong(), host.path("MemorySwap").asLong());
        assertEquals(268_435_456, host.path("ShmSize").asLong());
        assertFalse(host.path("Privileged").asBoolean());
        assertTrue(host.path("Binds").isNull() || host.path("Binds").isEmpty(), "no bind mount");
        assertTrue(
                host.path("PortBindings").isNull() || host.path("PortBindings").isEmpty(), "no port");
        assertEquals("5m", host.at("/LogConfig/Config/max-size").asString());
        assertEquals("1000:1000", all.at("/Config/User").asString());
        assertFalse(all.at("/Config/Env").toString().contains(gateway.gateway.token()));
    }

    @Test
    void logsOfContainerAndGatewayAreOne() {
        String id = gateway.create(true);
        await("the container's lines", Duration.ofSeconds(20), () -> {
            String logs =
                    gateway.get("/desktop-environments/" + id + "/logs").raw().body();
            return logs.contains("desktop up in 1280x800")
                    && logs.contains("a warning")
                    && logs.contains("container started");
        });
    }

    @Test
    void execCarriesBytesBothWays() throws Exception {
        String id = gateway.create(true);
        awaitUp(id);
        try (ExecStream exec = engine.exec(container(id), "1000:1000", List.of("cat"))) {
            byte[] sent = new byte[3 * 1024 * 1024];
            new Random(1).nextBytes(sent);
            Thread writer = Thread.startVirtualThread(() -> {
                try {
                    exec.stdin().write(sent);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            byte[] received = exec.stdout().readNBytes(sent.length);
            writer.join();
            assertEquals(sent.length, received.length);
            assertTrue(Arrays.equals(sent, received));
        }
        try (ExecStream exec = engine.exec(container(id), "1000:1000", List.of("sh", "-c", "echo oops >&2"))) {
            assertEquals(0, new String(exec.stdout().readAllBytes(), StandardCharsets.UTF_8).length());
            assertEquals("oops", exec.errorText());
        }
    }

    @Test
    void aMissingImageIsSaidAndHeals() {
        String tag = "pilothouse-test/later:" + testId;
        String id = gateway.post(
                        "/desktop-environments",
                        "{\"host_id\":\"" + gateway.hostId() + "\",\"image_ref\":\"" + tag
                                + "\",\"desired_running\":true}")
                .text("/environment/environment_id");
        await(
                "the error",
                Duration.ofSeconds(20),
                () -> gateway.environment(id).path("last_error").asString("").contains(tag + " is not on"));
        Docker.run("tag", IMAGE, tag);
        try {
            awaitUp(id);
        } finally {
            Docker.run("rmi", tag);
        }
    }

    @Test
    void aStrangerWithOurNameIsSaidAndNotTouched() {
        String id = gateway.create(false);
        Docker.run("create", "--label", Docker.TEST_LABEL + "=" + testId, "--name", container(id), IMAGE);
        gateway.post("/desktop-environments/" + id + "/start", null);
        await(
                "the conflict",
                Duration.ofSeconds(20),
                () -> gateway.environment(id).path("last_error").asString("").contains("is not ours"));
        Docker.run("rename", container(id), "stranger-" + testId);
        awaitUp(id);
        gateway.call("DELETE", "/desktop-environments/" + id, null);
        await("gone", Duration.ofSeconds(20), () -> gateway.status(id).equals("gone"));
        assertEquals(1, Docker.containers(testId).size(), "the stranger stays");
    }

    @Test
    void aContainerFromACapturedImageIsNotTakenForOurs() {
        String id = gateway.create(true);
        awaitUp(id);
        String captured = "pilothouse-test/captured:" + testId;
        // Not frozen meanwhile: an exec that begins during the freeze, as the relay's does at any time, hangs the
        // engine.
        Docker.run("commit", "--pause=false", container(id), captured);
        try {
            // commit copies our labels with their signature
            Docker.run("run", "-d", "--name", "captured-" + testId, captured);
            gateway.call("DELETE", "/desktop-environments/" + id, null);
            await("gone", Duration.ofSeconds(20), () -> gateway.status(id).equals("gone"));
            gateway.close();
            gateway = newGateway();
            gateway.create(false);
            assertEquals("true", Docker.run("inspect", "-f", "{{.State.Running}}", "captured-" + testId));
        } finally {
            Docker.run("rm", "-f", "captured-" + testId);
            Docker.run("rmi", "-f", captured);
        }
    }

    @Test
    void aKilledDesktopComesBack() {
        String id = gateway.create(true);
        awaitUp(id);
        Docker.run("kill", container(id));
        await("it was noticed", Duration.ofSeconds(20), () -> gateway.get("/desktop-environments/" + id + "/logs")
                .raw()
                .body()
                .contains("ended by itself (killed)"));
        awaitUp(id);
    }

    @Test
    void aRestartedGatewayTakesUpWhatRuns() throws Exception {
        String id = gateway.create(true);
        awaitUp(id);
        String first = Docker.run("inspect", "-f", "{{.Id}}", container(id));
        DeviceIdentity identity = DeviceIdentity.generate();
        try (FakeNode node = agent(id, identity)) {
            node.desktop("active");
            gateway.awaitStatus(id, "running");
        }
        gateway.close();
        assertEquals("true", Docker.run("inspect", "-f", "{{.State.Running}}", container(id)), "it goes on alone");
        gateway = newGateway();
        awaitUp(id);
        try (FakeNode node = agent(id, identity)) {
            node.desktop("active");
            gateway.awaitStatus(id, "running");
        }
        assertEquals(first, Docker.run("inspect", "-f", "{{.Id}}", container(id)));
    }
}
