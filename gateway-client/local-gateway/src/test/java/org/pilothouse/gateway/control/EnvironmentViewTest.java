package org.pilothouse.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pilothouse.gateway.control.EnvironmentView.Verdict;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.fleet.Observation;
import org.pilothouse.gateway.fleet.Problem;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Limits;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.frame.NodeMessages.DesktopStatus;

/** A status never lies. */
class EnvironmentViewTest {
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final EnvironmentView.Timing TIMING =
            new EnvironmentView.Timing(Duration.ofSeconds(15), Duration.ofSeconds(45));

    private static Verdict verdict(Desired desired, Observation seen, NodeState node, long secondsLater) {
        return verdict(record(desired, Map.of()), seen, node, secondsLater);
    }

    private static Verdict verdict(EnvironmentRecord record, Observation seen, NodeState node, long secondsLater) {
        return new EnvironmentView(record, seen, node, null, STARTED, STARTED.plusSeconds(secondsLater), TIMING)
                .verdict();
    }

    @Test
    void runningMeansThatTheNodeAnsweredLatelyAndTheDesktopIsPainted() {
        assertEquals(
                EnvironmentStatus.RUNNING,
                verdict(Desired.RUNNING, up(), node("active", 10), 20).status());
    }

    @Test
    void aContainerAloneIsNotRunning() {
        assertEquals(
                EnvironmentStatus.STARTING,
                verdict(Desired.RUNNING, up(), null, 20).status());
        assertEquals(
                EnvironmentStatus.STARTING,
                verdict(Desired.RUNNING, up(), node("starting", 10), 20).status());
    }

    @Test
    void anAgentThatNeverComesIsAnErrorAfterAWhile() {
        Verdict verdict = verdict(Desired.RUNNING, up(), null, 46);
        assertEquals(EnvironmentStatus.ERROR, verdict.status());
        assertTrue(verdict.error().contains("did not connect within 45 s"), verdict.error());
        assertEquals(verdict.error(), verdict(Desired.RUNNING, up(), null, 300).error(), "the sentence stays");
    }

    @Test
    void aSilentAgentIsAnErrorAfterItsHeartbeat() {
        EnvironmentRecord once = record(Desired.RUNNING, Map.of("node", 900L));
        assertEquals(
                EnvironmentStatus.RUNNING,
                verdict(once, up(), node("active", 100), 115).status());
        Verdict late = verdict(once, up(), node("active", 100), 131);
        assertEquals(EnvironmentStatus.ERROR, late.status());
        assertTrue(late.error().contains("stopped answering"), late.error());
    }

    @Test
    void aLostConnectionIsNoErrorBeforeTheHeartbeatIsOver() {
        EnvironmentRecord once = record(Desired.RUNNING, Map.of("node", 900L), STARTED.plusSeconds(100));
        assertEquals(EnvironmentStatus.STARTING, verdict(once, up(), null, 110).status());
        assertEquals(EnvironmentStatus.ERROR, verdict(once, up(), null, 116).status());
    }

    @Test
    void aFailedDesktopSaysWhy() {
        NodeState node = new NodeState(
                "n", true, STARTED, STARTED.plusSeconds(5), new DesktopStatus("failed", 0, 0, Map.of(), "no X server"));
        Verdict verdict = verdict(Desired.RUNNING, up(), node, 6);
        assertEquals(EnvironmentStatus.ERROR, verdict.status());
        assertTrue(verdict.error().contains("no X server"));
    }

    @Test
    void beforeTheFirstLookNothingIsClaimed() {
        assertEquals(
                EnvironmentStatus.STARTING,
                verdict(Desired.RUNNING, null, null, 0).status());
        assertEquals(
                EnvironmentStatus.STOPPED,
                verdict(Desired.STOPPED, null, null, 0).status());
    }

    @Test
    void anUnreachableHostIsAnErrorWithItsReason() {
        Observation seen = new Observation(
                STARTED,
                false,
                view(State.RUNNING),
                1,
                false,
                true,
                new Problem(Problem.Reason.HOST_UNREACHABLE, "The engine is down."),
                0);
        Verdict verdict = verdict(Desired.RUNNING, seen, node("active", 1), 2);
        assertEquals(EnvironmentStatus.ERROR, verdict.status());
        assertEquals("The engine is down.", verdict.error());
        assertEquals(
                EnvironmentStatus.STOPPING,
                verdict(Desired.STOPPED, seen, null, 2).status());
        assertEquals(
                EnvironmentStatus.DELETING,
                verdict(Desired.DELETED, seen, null, 2).status());
        assertEquals(
                "The engine is down.", verdict(Desired.DELETED, seen, null, 2).error());
    }

    @Test
    void stoppedMeansThatNothingRuns() {
        assertEquals(
                EnvironmentStatus.STOPPING,
                verdict(Desired.STOPPED, up(), null, 1).status());
        assertEquals(
                EnvironmentStatus.STOPPED,
                verdict(Desired.STOPPED, seen(State.EXITED, 1), null, 1).status());
    }

    @Test
    void whatIsOfAnOlderLifeIsPending() {
        assertEquals(
                EnvironmentStatus.PENDING,
                verdict(Desired.RUNNING, seen(State.RUNNING, 0), null, 1).status());
        assertNull(verdict(Desired.RUNNING, seen(State.RUNNING, 0), null, 1).error());
    }

    private static EnvironmentRecord record(Desired desired, Map<String, Long> stages) {
        return record(desired, stages, null);
    }

    private static EnvironmentRecord record(Desired desired, Map<String, Long> stages, Instant lastSeenAt) {
        return new EnvironmentRecord(
                "e",
                "h",
                "desk",
                "image",
                desired,
                1,
                1,
                Display.DEFAULT,
                Limits.DEFAULT,
                STARTED,
                1,
                "c",
                "img",
                STARTED,
                stages,
                "n",
                lastSeenAt,
                STARTED,
                STARTED,
                null);
    }

    private static Observation up() {
        return seen(State.RUNNING, 1);
    }

    private static Observation seen(State state, long incarnation) {
        return new Observation(STARTED, true, view(state), incarnation, false, true, null, 0);
    }

    private static ContainerView view(State state) {
        return new ContainerView("c", "pilothouse-e", state, 0, false, "", STARTED, "img", Map.of());
    }

    private static NodeState node(String desktop, long answeredAfter) {
        return new NodeState(
                "n",
                true,
                STARTED,
                STARTED.plusSeconds(answeredAfter),
                new DesktopStatus(desktop, 1280, 800, Map.of(), null));
    }
}
