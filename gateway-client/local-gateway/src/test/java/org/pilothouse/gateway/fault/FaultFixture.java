package org.pilothouse.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pilothouse.gateway.testing.TestGateway.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.pilothouse.gateway.GatewayConfig;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.fleet.Ownership;
import org.pilothouse.gateway.testing.OwnEngine;
import org.pilothouse.gateway.testing.TestGateway;
import tools.jackson.databind.JsonNode;

/** A gateway with a real engine of its own, and what rows of the failure matrix ask of the two. */
final class FaultFixture implements AutoCloseable {
    static final String DESKTOP = "fault/desktop:1";
    static final String BROKEN = "fault/broken:1";
    static final String HOG = "fault/hog:1";
    static final Duration SOON = Duration.ofSeconds(45);

    final OwnEngine engine;
    TestGateway gateway;
    private Path state;

    FaultFixture() throws IOException {
        Path directory = Files.createTempDirectory("fault");
        engine = OwnEngine.start(directory, 96);
        engine.tinyImage(DESKTOP);
        engine.variant(DESKTOP, BROKEN, "[\"/bin/no-such-program\"]");
        engine.variant(DESKTOP, HOG, "[\"/bin/busybox\",\"tail\",\"/dev/zero\"]");
    }

    /** A new gateway on a state directory of its own. */
    void fresh(Path stateDirectory) {
        state = stateDirectory;
        open(engine.connect(), c -> c);
    }

    /** A gateway on the state that is there. */
    void open(FleetEngine how, UnaryOperator<GatewayConfig> change) {
        gateway = TestGateway.start(
                state,
                how,
                c -> change.apply(c.withDefaultImage(DESKTOP)
                        .withTimes(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(600))));
    }

    void reopen() {
        gateway.close();
        open(engine.connect(), c -> c);
    }

    Path state() {
        return state;
    }

    /** After a row: nothing of it is left. */
    void tidy() {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
        if (!engine.isAlive()) {
            try {
                engine.begin(); // a row that failed half-way; the next one has a right to an engine
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        engine.lines("ps", "-aq").forEach(container -> engine.docker("rm", "-f", container));
        engine.lines("volume", "ls", "-q").forEach(volume -> engine.docker("volume", "rm", volume));
    }

    String create(String image) {
        await("the host is up", SOON, () -> gateway.get("/desktop-environment-hosts")
                .body()
                .at("/hosts/0/healthy")
                .asBoolean());
        TestGateway.Reply reply = gateway.post(
                "/desktop-environments",
                "{\"host_id\":\"" + gateway.hostId() + "\",\"desired_running\":true,\"image_ref\":\"" + image
                        + "\",\"limits\":{\"memory_mb\":256,\"cpus\":1,\"pids\":64}}");
        assertEquals(201, reply.status(), () -> reply.raw().body());
        return reply.text("/environment/environment_id");
    }

    /** An environment whose container runs. */
    String running() {
        String id = create(DESKTOP);
        awaitUp(id);
        return id;
    }

    void ask(String id, String verb) {
        assertEquals(
                200,
                gateway.post("/desktop-environments/" + id + "/" + verb, null).status());
    }

    void delete(String id) {
        gateway.call("DELETE", "/desktop-environments/" + id, null);
    }

    static String name(String id) {
        return Ownership.containerName(id);
    }

    String containerId(String id) {
        return engine.inspect(name(id), "{{.Id}}");
    }

    String containerState(String id) {
        return engine.inspect(name(id), "{{.State.Status}}");
    }

    int pid(String id) {
        return Integer.parseInt(engine.inspect(name(id), "{{.State.Pid}}"));
    }

    /** The condition of that type; a missing node where it has none. */
    JsonNode condition(String id, String type) {
        return find(gateway.environment(id).at("/runtime/conditions"), type);
    }

    JsonNode hostCondition(String type) {
        return find(gateway.get("/desktop-environment-hosts").body().at("/hosts/0/conditions"), type);
    }

    private static JsonNode find(JsonNode conditions, String type) {
        return StreamSupport.stream(conditions.spliterator(), false)
                .filter(condition -> condition.path("type").asString("").equals(type))
                .findFirst()
                .orElse(tools.jackson.databind.node.MissingNode.getInstance());
    }

    boolean holds(String id, String type) {
        return condition(id, type).path("status").asString("").equals("true");
    }

    void awaitUp(String id) {
        await("the container runs", SOON, () -> holds(id, "RuntimeStarted"));
    }

    void awaitError(String id, String words) {
        await("it says: " + words, SOON, () -> error(id).contains(words));
    }

    String error(String id) {
        return gateway.environment(id).path("last_error").asString("");
    }

    void awaitLog(String id, String words) {
        await("the log says: " + words, SOON, () -> log(id).contains(words));
    }

    String log(String id) {
        return gateway.get("/desktop-environments/" + id + "/logs").raw().body();
    }

    void awaitGone(String id) {
        await("it is gone", SOON, () -> gateway.status(id).equals("gone"));
    }

    List<String> containers() {
        return engine.lines("ps", "-aq", "--no-trunc");
    }

    @Override
    public void close() {
        engine.close();
    }
}
