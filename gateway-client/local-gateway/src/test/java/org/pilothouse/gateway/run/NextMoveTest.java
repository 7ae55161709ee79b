package org.pilothouse.gateway.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunTerms;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.RunStatus;

/** What a run does next, from every state that a crash can leave. */
class NextMoveTest {
    private final RunRecord run = Records.run("r", 1).running(Records.NOW);
    private final StepRecord act = Records.step("r", 0, Records.ACT, 1);
    private final StepRecord query = Records.step("r", 0, Records.QUERY, 1);

    @Test
    void aRunWithoutOpenStepsHasSucceeded() {
        assertInstanceOf(Move.Succeed.class, move(null, List.of(), null, PolicyDecision.ASK));
    }

    @Test
    void aRunThatIsOverRests() {
        RunRecord over = run.finished(RunStatus.CANCELLED, null, 1, Records.NOW);
        assertInstanceOf(
                Move.Rest.class,
                NextMove.of(new NextMove.Situation(
                        over,
                        act,
                        List.of(),
                        Optional.empty(),
                        verdict(PolicyDecision.ALLOW),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Records.NOW)));
    }

    @Test
    void thePolicyDecidesAboutTheFirstAttempt() {
        assertInstanceOf(Move.Dispatch.class, move(query, List.of(), null, PolicyDecision.ALLOW));
        var ask = assertInstanceOf(Move.Ask.class, move(act, List.of(), null, PolicyDecision.ASK));
        assertEquals(ApprovalKind.WORKFLOW_STEP, ask.kind());
        fails("policy_denied", move(act, List.of(), null, PolicyDecision.DENY));
    }

    @Test
    void aPolicyThatForbidsBeatsAnEarlierApproval() {
        fails("policy_denied", move(act, List.of(), approved(ApprovalKind.WORKFLOW_STEP, 1), PolicyDecision.DENY));
    }

    @ParameterizedTest
    @EnumSource(
            value = ApprovalStatus.class,
            names = {"QUEUED", "REVIEWING", "AWAITING_HUMAN"})
    void whatWaitsRests(ApprovalStatus status) {
        ApprovalRecord waiting = Records.approval(act, ApprovalKind.WORKFLOW_STEP, 1, status);
        assertInstanceOf(Move.Rest.class, move(act, List.of(), waiting, PolicyDecision.ASK));
        assertInstanceOf(Move.Rest.class, move(act, List.of(), waiting, PolicyDecision.ALLOW));
    }

    @ParameterizedTest
    @CsvSource({"DENIED,approval_denied", "EXPIRED,approval_expired", "CANCELLED,cancelled"})
    void aNoEndsIt(ApprovalStatus status, String code) {
        fails(
                code,
                move(act, List.of(), Records.approval(act, ApprovalKind.WORKFLOW_STEP, 1, status), PolicyDecision.ASK));
    }

    @Test
    void aYesIsDispatched() {
        var dispatch = assertInstanceOf(
                Move.Dispatch.class, move(act, List.of(), approved(ApprovalKind.WORKFLOW_STEP, 1), PolicyDecision.ASK));
        assertEquals(1, dispatch.attempt());
        assertTrue(dispatch.approval().isPresent());
    }

    @Test
    void anAttemptOfAnEarlierLifeIsMarkedFirst() {
        List<AttemptRecord> attempts = List.of(Records.attempt(act, 1, AttemptStatus.RUNNING, null));
        for (PolicyDecision decision : List.of(PolicyDecision.ALLOW, PolicyDecision.ASK, PolicyDecision.DENY)) {
            assertInstanceOf(
                    Move.MarkInterrupted.class, move(act, attempts, approved(ApprovalKind.WORKFLOW_STEP, 1), decision));
        }
    }

    @Test
    void anInterruptedActIsNeverRepeatedWithoutAsking() {
        List<AttemptRecord> attempts = List.of(Records.attempt(act, 1, AttemptStatus.INTERRUPTED, "interrupted"));
        for (PolicyDecision decision : List.of(PolicyDecision.ALLOW, PolicyDecision.ASK)) {
            for (ApprovalRecord approval : new ApprovalRecord[] {null, approved(ApprovalKind.WORKFLOW_STEP, 1)}) {
                var ask = assertInstanceOf(Move.Ask.class, move(act, attempts, approval, decision));
                assertEquals(ApprovalKind.RETRY, ask.kind());
                assertEquals(2, ask.attempt());
            }
        }
    }

    @Test
    void aRetryThatWasAllowedHappensOnce() {
        ApprovalRecord retry = approved(ApprovalKind.RETRY, 2);
        List<AttemptRecord> once = List.of(Records.attempt(act, 1, AttemptStatus.INTERRUPTED, "interrupted"));
        var dispatch = assertInstanceOf(Move.Dispatch.class, move(act, once, retry, PolicyDecision.ASK));
        assertEquals(2, dispatch.attempt());
        List<AttemptRecord> twice =
                List.of(once.getFirst(), Records.attempt(act, 2, AttemptStatus.INTERRUPTED, "interrupted"));
        var ask = assertInstanceOf(Move.Ask.class, move(act, twice, retry, PolicyDecision.ASK));
        assertEquals(3, ask.attempt(), "the second interruption asks again");
    }

    @Test
    void aReadingStepIsSimplyRepeated() {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (int i = 1; i <= NextMove.MAX_INTERRUPTIONS; i++) {
            attempts.add(Records.attempt(query, i, AttemptStatus.INTERRUPTED, "interrupted"));
            var dispatch = assertInstanceOf(Move.Dispatch.class, move(query, attempts, null, PolicyDecision.ALLOW));
            assertEquals(i + 1, dispatch.attempt());
        }
        attempts.add(Records.attempt(query, 11, AttemptStatus.INTERRUPTED, "interrupted"));
        fails("interrupted", move(query, attempts, null, PolicyDecision.ALLOW));
    }

    @Test
    void aStepWithAnIdempotencyKeyIsRepeatedToo() {
        StepRecord keyed = Records.keyed(act);
        List<AttemptRecord> attempts = List.of(Records.attempt(keyed, 1, AttemptStatus.INTERRUPTED, "interrupted"));
        assertInstanceOf(Move.Dispatch.class, move(keyed, attempts, null, PolicyDecision.ALLOW));
    }

    @ParameterizedTest
    @CsvSource({"node_lost", "timeout", "execution_failed", "invalid_result"})
    void aFailureWithoutAttemptsLeftFailsTheStep(String code) {
        fails(
                code,
                move(
                        act,
                        List.of(Records.attempt(act, 1, AttemptStatus.FAILED, code)),
                        approved(ApprovalKind.WORKFLOW_STEP, 1),
                        PolicyDecision.ASK));
    }

    @Test
    void anotherAttemptAsksOnlyWhereTheFirstMayHaveBeenDone() {
        StepRecord twice = Records.step("r", 0, Records.ACT, 2);
        ApprovalRecord yes = approved(ApprovalKind.WORKFLOW_STEP, 1);
        assertInstanceOf(
                Move.Dispatch.class,
                move(
                        twice,
                        List.of(Records.attempt(twice, 1, AttemptStatus.FAILED, "execution_failed")),
                        yes,
                        PolicyDecision.ASK));
        var ask = assertInstanceOf(
                Move.Ask.class,
                move(
                        twice,
                        List.of(Records.attempt(twice, 1, AttemptStatus.FAILED, "node_lost")),
                        yes,
                        PolicyDecision.ASK));
        assertEquals(ApprovalKind.RETRY, ask.kind());
    }

    @Test
    void aBudgetOfTimeEndsTheRun() {
        RunRecord hurried = with(new RunTerms(1000L, null, false, null));
        fails(
                "timeout",
                NextMove.of(new NextMove.Situation(
                        hurried,
                        query,
                        List.of(),
                        Optional.empty(),
                        verdict(PolicyDecision.ALLOW),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Records.NOW.plusMillis(1001))));
    }

    private static void fails(String code, Move move) {
        assertEquals(code, assertInstanceOf(Move.Fail.class, move).error().code());
    }

    private ApprovalRecord approved(ApprovalKind kind, int attempt) {
        return Records.approval(act, kind, attempt, ApprovalStatus.APPROVED);
    }

    private Move move(StepRecord step, List<AttemptRecord> attempts, ApprovalRecord approval, PolicyDecision decision) {
        return move(step, attempts, approval, decision, Optional.empty());
    }

    private Move move(
            StepRecord step,
            List<AttemptRecord> attempts,
            ApprovalRecord approval,
            PolicyDecision decision,
            Optional<ControlLease> lease) {
        return NextMove.of(new NextMove.Situation(
                run,
                step,
                attempts,
                Optional.ofNullable(approval),
                verdict(decision),
                "because",
                lease,
                Optional.empty(),
                0,
                Records.NOW));
    }

    @Test
    void whileAPersonHasControlNothingIsAskedOrDispatched() {
        ControlLease lease = new ControlLease(1, "e1", "Anna", "t1", Records.NOW, null, null, null);
        List<AttemptRecord> failed = List.of(Records.attempt(query, 1, AttemptStatus.FAILED, "taken_over"));
        for (PolicyDecision decision : List.of(PolicyDecision.ALLOW, PolicyDecision.ASK)) {
            for (List<AttemptRecord> attempts : List.of(List.<AttemptRecord>of(), failed)) {
                assertInstanceOf(Move.AwaitControl.class, move(query, attempts, null, decision, Optional.of(lease)));
            }
        }
        fails("policy_denied", move(query, List.of(), null, PolicyDecision.DENY, Optional.of(lease)));
        ApprovalRecord waiting = Records.approval(query, ApprovalKind.WORKFLOW_STEP, 1, ApprovalStatus.AWAITING_HUMAN);
        assertInstanceOf(Move.Rest.class, move(query, List.of(), waiting, PolicyDecision.ASK, Optional.of(lease)));
    }

    @Test
    void anAttemptThatAPersonWasFasterThanCostsNothing() {
        List<AttemptRecord> taken = List.of(Records.attempt(act, 1, AttemptStatus.FAILED, "taken_over"));
        var dispatch = assertInstanceOf(Move.Dispatch.class, move(act, taken, null, PolicyDecision.ALLOW));
        assertEquals(2, dispatch.attempt());
    }

    private static Verdict verdict(PolicyDecision decision) {
        return new Verdict(new PolicyRule("rule", List.of(), decision, null), decision, false, "why", List.of());
    }

    @Test
    void whatOnlyALookTellsIsLookedAt() {
        Verdict unsure = new Verdict(
                new PolicyRule("rule", List.of(), PolicyDecision.ALLOW, null),
                PolicyDecision.ALLOW,
                true,
                "why",
                List.of());
        assertInstanceOf(Move.Consider.class, move(unsure, null));
        assertInstanceOf(Move.Dispatch.class, move(unsure, approved(ApprovalKind.WORKFLOW_STEP, 1)));
    }

    private Move move(Verdict verdict, ApprovalRecord approval) {
        return NextMove.of(new NextMove.Situation(
                run,
                act,
                List.of(),
                Optional.ofNullable(approval),
                verdict,
                "",
                Optional.empty(),
                Optional.empty(),
                0,
                Records.NOW));
    }

    private Move move(
            RunRecord of,
            StepRecord step,
            ApprovalRecord approval,
            ControlLease lease,
            ControlLease unseen,
            int spent) {
        return NextMove.of(new NextMove.Situation(
                of,
                step,
                List.of(),
                Optional.ofNullable(approval),
                verdict(PolicyDecision.ALLOW),
                "",
                Optional.ofNullable(lease),
                Optional.ofNullable(unseen),
                spent,
                Records.NOW.plusSeconds(100)));
    }

    private static RunRecord with(RunTerms terms) {
        RunRecord r = Records.run("r", 1);
        return new RunRecord(
                        r.id(),
                        0,
                        r.conversationKey(),
                        r.agentKey(),
                        r.planId(),
                        r.requestId(),
                        r.status(),
                        r.environmentId(),
                        r.requestedBy(),
                        terms,
                        null,
                        null,
                        null,
                        1,
                        0,
                        r.createdAt(),
                        null,
                        null,
                        null,
                        null,
                        0)
                .running(Records.NOW);
    }

    private static ControlLease lease(Instant ended) {
        return new ControlLease(7, "e1", "Anna", "t1", Records.NOW, ended, null, null);
    }

    @Test
    void aHeldRunHoldsWhateverElseThereIs() {
        ApprovalRecord denied = Records.approval(act, ApprovalKind.WORKFLOW_STEP, 1, ApprovalStatus.DENIED);
        assertInstanceOf(Move.Hold.class, move(run.heldBy("Anna"), act, denied, null, null, 0));
        List<AttemptRecord> running = List.of(Records.attempt(act, 1, AttemptStatus.RUNNING, null));
        assertInstanceOf(Move.MarkInterrupted.class, move(act, running, null, PolicyDecision.ALLOW));
    }

    @Test
    void aRunMayWantToFailAtATakeover() {
        RunRecord proud = with(new RunTerms(null, null, true, null));
        fails("taken_over", move(proud, act, null, lease(null), null, 0));
        assertInstanceOf(Move.AwaitControl.class, move(run, act, null, lease(null), null, 0));
        assertInstanceOf(Move.Dispatch.class, move(proud, act, null, null, null, 0));
    }

    @Test
    void waitingForPeopleCostsNoTime() {
        RunRecord tight = with(new RunTerms(50_000L, null, false, null));
        fails("timeout", move(tight, act, null, null, null, 0));
        RunRecord waited = tight.paused(BlockedReason.APPROVAL, "a", Records.NOW.plusSeconds(10))
                .running(Records.NOW.plusSeconds(90));
        assertInstanceOf(Move.Dispatch.class, move(waited, act, null, null, null, 0));
        assertInstanceOf(
                Move.Dispatch.class,
                move(tight.paused(BlockedReason.TAKEOVER, "x", Records.NOW.plusSeconds(10)), act, null, null, null, 0));
    }

    @Test
    void attemptsCountOverTheWholeRun() {
        RunRecord three = with(new RunTerms(null, 3, false, null));
        assertInstanceOf(Move.Dispatch.class, move(three, act, null, null, null, 2));
        fails("budget_exceeded", move(three, act, null, null, null, 3));
    }

    @Test
    void blindInputIsNotSentIntoWhatAPersonLeft() {
        ControlLease gone = lease(Records.NOW.plusSeconds(50));
        for (String blind : List.of(
                "{\"op\":\"keyboard\",\"action\":\"type\",\"text\":\"x\"}",
                "{\"op\":\"mouse\",\"action\":\"click\",\"x\":1,\"y\":1}",
                "{\"op\":\"act\",\"target\":{\"kind\":\"ref\",\"ref\":\"pixel:1,1\"},\"action\":{\"kind\":\"click\"}}")) {
            StepRecord step = Records.step("r", 0, blind, 1);
            var ask = assertInstanceOf(Move.Ask.class, move(run, step, null, null, gone, 0));
            assertEquals(ApprovalKind.TAKEOVER, ask.kind());
            assertEquals(7, ask.after().orElseThrow().fence());
            // whoever approved before the takeover saw something else
            assertInstanceOf(Move.Ask.class, move(run, step, approved(ApprovalKind.WORKFLOW_STEP, 1), null, gone, 0));
            ControlLease before = lease(Records.NOW.minusSeconds(50));
            assertInstanceOf(Move.Dispatch.class, move(run, step, approved(ApprovalKind.TAKEOVER, 1), null, before, 0));
            assertInstanceOf(Move.Dispatch.class, move(run, step, null, null, null, 0));
        }
        assertInstanceOf(Move.Dispatch.class, move(run, act, null, null, gone, 0));
        assertInstanceOf(Move.Dispatch.class, move(run, query, null, null, gone, 0));
    }

    @Test
    void whatShouldBeSoAfterwardsAndIsNotIsNotRepeatedSilently() {
        StepRecord twice = Records.step("r", 0, Records.ACT, 2);
        List<AttemptRecord> failed = List.of(Records.attempt(twice, 1, AttemptStatus.FAILED, "postcondition_failed"));
        var ask = assertInstanceOf(Move.Ask.class, move(twice, failed, null, PolicyDecision.ALLOW));
        assertEquals(ApprovalKind.RETRY, ask.kind());
        assertInstanceOf(Move.Dispatch.class, move(Records.keyed(twice), failed, null, PolicyDecision.ALLOW));
    }
}
