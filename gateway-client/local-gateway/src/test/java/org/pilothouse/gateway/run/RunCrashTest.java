package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.RunStatus;

/** The gateway dies at every point where it talks to somebody, and the next one goes on from the store. */
class RunCrashTest {
    @TempDir
    Path directory;

    private RunWorld world;

    @BeforeEach
    void open() {
        world = new RunWorld(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"await", "before query"})
    void killedBetweenDecisionAndDispatchItIsDispatchedOnce(String point) {
        String runId = world.start(Records.ACT);
        assertTrue(world.drive(runId));
        ApprovalRecord approval = world.waiting().getFirst();
        world.approve(approval);
        world.killAt = at -> at.equals(point);
        assertFalse(world.drive(runId), "it dies after the decision");
        assertEquals(0, world.count("act"));

        world.killAt = at -> false;
        world.reopen();
        assertTrue(world.drive(runId));
        assertEquals(1, world.count("act"), "dispatched exactly once");
        assertEquals(RunStatus.SUCCEEDED, world.run(runId).status());
        assertTrue(world.waiting().isEmpty());
        world.reopen();
        world.drive(runId);
        assertEquals(1, world.count("act"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"before act", "after act"})
    void killedBetweenDispatchAndResultItAsksAgain(String point) {
        String runId = world.start(Records.ACT);
        world.drive(runId);
        world.approve(world.waiting().getFirst());
        world.killAt = at -> at.equals(point);
        assertFalse(world.drive(runId));
        long before = world.count("act");

        world.killAt = at -> false;
        world.reopen();
        world.drive(runId);
        assertEquals(before, world.count("act"), "never repeated by itself");
        AttemptRecord attempt = world.runs.attempts(runId).getFirst();
        assertEquals(AttemptStatus.INTERRUPTED, attempt.status());
        ApprovalRecord retry = world.waiting().getFirst();
        assertEquals(ApprovalKind.RETRY, retry.kind());
        assertEquals(RunStatus.PAUSED, world.run(runId).status());

        world.reopen();
        world.drive(runId);
        assertEquals(1, world.waiting().size(), "asked once, not at every start");

        world.approve(retry);
        world.drive(runId);
        assertEquals(before + 1, world.count("act"));
        assertEquals(RunStatus.SUCCEEDED, world.run(runId).status());
        assertEquals(2, world.runs.attempts(runId).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"await", "before query", "after query"})
    void aReadingStepIsSimplyRepeated(String point) {
        String runId = world.start(Records.QUERY);
        world.killAt = at -> at.equals(point);
        assertFalse(world.drive(runId));
        world.killAt = at -> false;
        world.reopen();
        assertTrue(world.drive(runId));
        assertEquals(RunStatus.SUCCEEDED, world.run(runId).status());
        assertTrue(world.waiting().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"await", "before query", "after query", "before snapshot", "after snapshot"})
    void killedWhileAskingItAsksOnce(String point) {
        String runId = world.start(Records.ACT);
        world.killAt = at -> at.equals(point);
        assertFalse(world.drive(runId));
        assertTrue(world.waiting().isEmpty());
        world.killAt = at -> false;
        world.reopen();
        world.drive(runId);
        assertEquals(1, world.waiting().size());
        assertEquals(0, world.count("act"));
    }

    @Test
    void howeverOftenItDiesAnApprovedActHappensOnceForEachYes() {
        AtomicInteger calls = new AtomicInteger();
        for (int fatal = 0; fatal < 16; fatal++) {
            int deadly = fatal;
            calls.set(0);
            world.done.clear();
            world.killAt = at -> calls.getAndIncrement() == deadly;
            String runId = world.start(Records.QUERY, Records.ACT, Records.QUERY);
            int yes = 0;
            for (int life = 0; life < 10 && !world.run(runId).status().isFinal(); life++) {
                world.drive(runId);
                List<ApprovalRecord> waiting = world.waiting();
                if (!waiting.isEmpty()) {
                    world.approve(waiting.getFirst());
                    yes++;
                }
                world.reopen();
            }
            assertEquals(RunStatus.SUCCEEDED, world.run(runId).status(), "killed at call " + fatal);
            assertTrue(world.count("act") >= 1 && world.count("act") <= yes, world.count("act") + " acts, " + yes);
        }
    }

    @Test
    void aCancelledRunIsNotTakenUpAgain() {
        String runId = world.start(Records.ACT);
        world.drive(runId);
        ApprovalRecord approval = world.waiting().getFirst();
        assertTrue(world.ledger.cancel(runId, null, new Actor("Ben", "t")));
        world.reopen();
        world.drive(runId);
        assertEquals(RunStatus.CANCELLED, world.run(runId).status());
        assertEquals(
                ApprovalStatus.CANCELLED,
                world.approvals.find(approval.id()).orElseThrow().status());
        assertEquals(0, world.count("act"));
    }

    @Test
    void whatComesOfAnActThatWasCancelledMeanwhileIsNotRecorded() {
        String runId = world.start(Records.QUERY, Records.QUERY);
        world.killAt = at -> {
            if (at.equals("after query") && world.count("query") == 1) {
                world.ledger.cancel(runId, "stop", new Actor("Ben", "t"));
            }
            return false;
        };
        world.drive(runId);
        assertEquals(RunStatus.CANCELLED, world.run(runId).status());
        assertEquals(1, world.count("query"));
        assertEquals(
                AttemptStatus.CANCELLED, world.runs.attempts(runId).getFirst().status());
    }
}
