package org.pilothouse.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pilothouse.gateway.testing.TestGateway.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.testing.CrashingEngine;
import org.pilothouse.gateway.testing.FakeEngine;
import org.pilothouse.gateway.testing.TestGateway;
import org.slf4j.LoggerFactory;

/** A gateway that dies at any change to the engine, and the next one on the same state: no orphan, no double. */
class CrashTest {
    private static final Logger QUEUE = (Logger) LoggerFactory.getLogger(WorkQueue.class);

    private final FakeEngine engine = new FakeEngine();

    @TempDir
    Path state;

    @BeforeAll
    static void expectFailures() {
        QUEUE.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoFailures() {
        QUEUE.setLevel(null);
    }

    /** volume, create, start */
    @ParameterizedTest(name = "create, change {0}, after its effect: {1}")
    @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true"})
    void whileCreating(int change, boolean after) {
        CrashingEngine crashing = new CrashingEngine(engine, change, after);
        try (TestGateway gateway = TestGateway.start(state, crashing)) {
            gateway.create(true);
            await("death", crashing::dead);
        }
        try (TestGateway next = TestGateway.start(state, engine)) {
            await("one running container", () -> engine.containers().stream().anyMatch(ContainerView::running));
            assertEquals(1, engine.containers().size());
            assertEquals(1, engine.volumeNames().size());
            assertEquals(
                    1,
                    next.get("/desktop-environments")
                            .body()
                            .path("environments")
                            .size());
        }
    }

    /** remove container, remove volume */
    @ParameterizedTest(name = "delete, change {0}, after its effect: {1}")
    @CsvSource({"1,false", "1,true", "2,false", "2,true"})
    void whileDeleting(int change, boolean after) {
        String id = running();
        CrashingEngine crashing = new CrashingEngine(engine, change, after);
        try (TestGateway gateway = TestGateway.start(state, crashing)) {
            gateway.call("DELETE", "/desktop-environments/" + id, null);
            await("death", crashing::dead);
        }
        try (TestGateway next = TestGateway.start(state, engine)) {
            next.awaitStatus(id, "gone");
            assertTrue(engine.containers().isEmpty());
            assertTrue(engine.volumeNames().isEmpty());
        }
    }

    /** remove container, remove volume, volume, create, start */
    @ParameterizedTest(name = "reset, change {0}, after its effect: {1}")
    @CsvSource({"1,false", "1,true", "2,false", "2,true", "3,false", "3,true", "4,false", "4,true", "5,false", "5,true"
    })
    void whileResetting(int change, boolean after) {
        String id = running();
        String old = engine.containers().getFirst().id();
        CrashingEngine crashing = new CrashingEngine(engine, change, after);
        try (TestGateway gateway = TestGateway.start(state, crashing)) {
            gateway.post("/desktop-environments/" + id + "/reset", null);
            await("death", crashing::dead);
        }
        try (TestGateway next = TestGateway.start(state, engine)) {
            await("a fresh running container", () -> engine.containers().stream()
                    .anyMatch(c -> c.running() && !c.id().equals(old)));
            assertEquals(1, engine.containers().size());
            assertEquals(1, engine.volumeNames().size());
            assertEquals(2, next.environment(id).at("/runtime/generation").asInt());
        }
    }

    private String running() {
        try (TestGateway gateway = TestGateway.start(state, engine)) {
            String id = gateway.create(true);
            await("a running container", () -> engine.containers().stream().anyMatch(ContainerView::running));
            return id;
        }
    }
}
