package org.pilothouse.gateway.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.pilothouse.protocol.run.RunError;

/**
 * Decides what a run does next, from what is stored and nothing else: whatever instant the gateway was killed at, the
 * next one comes to the same conclusion.
 */
final class NextMove {
    /** A gateway that keeps dying over the same reading step shall not go on for ever. */
    static final int MAX_INTERRUPTIONS = 10;

    private static final Set<String> PERHAPS_DONE =
            Set.of(RunError.NODE_LOST, RunError.TIMEOUT, RunError.POSTCONDITION_FAILED);

    private NextMove() {}

    /**
     * All that counts.
     *
     * @param step the first one that is not over; null where all are
     * @param attempts of that step, oldest first
     * @param approval the latest that the step waited for
     * @param verdict of the policy in force about the step; null where there is none
     * @param deniedBecause the words of whoever decided, or empty
     * @param lease of the person who has control of the step's desktop
     * @param unseen the takeover of that desktop that the run has not looked since; empty where it has
     * @param attemptsOfRun of all steps, without what was interrupted
     */
    record Situation(
            RunRecord run,
            @Nullable StepRecord step,
            List<AttemptRecord> attempts,
            Optional<ApprovalRecord> approval,
            @Nullable Verdict verdict,
            String deniedBecause,
            Optional<ControlLease> lease,
            Optional<ControlLease> unseen,
            int attemptsOfRun,
            Instant now) {}

    static Move of(Situation s) {
        StepRecord step = s.step();
        if (s.run().status().isFinal()) {
            return new Move.Rest();
        }
        Verdict verdict = s.verdict();
        if (step == null || verdict == null) {
            return new Move.Succeed();
        }
        AttemptRecord last = s.attempts().isEmpty() ? null : s.attempts().getLast();
        if (last != null && last.status() == AttemptStatus.RUNNING) {
            return new Move.MarkInterrupted(last);
        }
        if (s.run().heldBy() != null) {
            return new Move.Hold(s.run().heldBy());
        }
        Optional<Move> decided = fromApproval(s, step);
        if (decided.isPresent()) {
            return decided.get();
        }
        Optional<RunError> spent = spentBudget(s);
        if (spent.isPresent()) {
            return new Move.Fail(step, spent.get());
        }
        if (verdict.decision() == PolicyDecision.DENY && !verdict.needsLook()) {
            return new Move.Fail(step, denied(verdict));
        }
        if (s.lease().isPresent()) {
            ControlLease lease = s.lease().get();
            return s.run().terms().failsOnTakeover()
                    ? new Move.Fail(step, takenOver(lease))
                    : new Move.AwaitControl(step, lease);
        }
        return last == null ? first(s, step, verdict) : again(s, step, verdict, last);
    }

    private static Optional<Move> fromApproval(Situation s, StepRecord step) {
        return s.approval().flatMap(approval -> switch (approval.status()) {
            case APPROVED -> Optional.empty();
            case DENIED ->
                Optional.of(new Move.Fail(
                        step, new RunError(RunError.APPROVAL_DENIED, "denied" + words(s.deniedBecause()))));
            case EXPIRED ->
                Optional.of(new Move.Fail(
                        step, new RunError(RunError.APPROVAL_EXPIRED, "nobody decided about this step in time")));
            case CANCELLED ->
                Optional.of(new Move.Fail(
                        step,
                        new RunError(
                                RunError.CANCELLED,
                                "the approval of this step was withdrawn" + words(s.deniedBecause()))));
            case QUEUED, REVIEWING, AWAITING_HUMAN, UNKNOWN -> Optional.of(new Move.Rest());
        });
    }

    private static String words(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    private static Optional<RunError> spentBudget(Situation s) {
        RunTerms terms = s.run().terms();
        if (terms.maxDurationMs() != null && s.run().worked(s.now()).toMillis() > terms.maxDurationMs()) {
            return Optional.of(new RunError(RunError.TIMEOUT, "the run took longer than its budget of time allows"));
        }
        if (terms.maxAttempts() != null && s.attemptsOfRun() >= terms.maxAttempts()) {
            return Optional.of(new RunError(
                    RunError.BUDGET_EXCEEDED, "the run's budget of " + terms.maxAttempts() + " attempts is spent"));
        }
        return Optional.empty();
    }

    private static RunError takenOver(ControlLease lease) {
        return new RunError(
                RunError.TAKEN_OVER,
                lease.holder() + " took control of the desktop, and this run was to end in that case");
    }

    private static Move first(Situation s, StepRecord step, Verdict verdict) {
        return isApproved(s, ApprovalKind.WORKFLOW_STEP, 1) ? dispatch(s, step, 1) : byPolicy(s, step, verdict, 1);
    }

    private static Move byPolicy(Situation s, StepRecord step, Verdict verdict, int attempt) {
        if (verdict.decision() == PolicyDecision.ASK && !verdict.needsLook()) {
            return new Move.Ask(step, ApprovalKind.WORKFLOW_STEP, attempt);
        }
        Move dispatch = dispatch(s, step, attempt);
        return verdict.needsLook() && dispatch instanceof Move.Dispatch ? new Move.Consider(step, attempt) : dispatch;
    }

    /** Blind input is meant for what was there before a person changed it: somebody has to look first. */
    private static Move dispatch(Situation s, StepRecord step, int attempt) {
        Instant asked = s.approval()
                .filter(approval -> approval.status() == ApprovalStatus.APPROVED)
                .map(ApprovalRecord::createdAt)
                .orElse(Instant.MIN);
        boolean blind = s.unseen().isPresent()
                && DesktopOps.isBlind(step)
                && asked.isBefore(endOf(s.unseen().get(), s.now()));
        return blind
                ? new Move.Ask(step, ApprovalKind.TAKEOVER, attempt, s.unseen())
                : new Move.Dispatch(step, attempt, s.approval());
    }

    private static Instant endOf(ControlLease lease, Instant now) {
        return lease.until() == null ? now : lease.until();
    }

    /** There was an attempt, and it did not succeed. */
    private static Move again(Situation s, StepRecord step, Verdict verdict, AttemptRecord last) {
        int next = last.attempt() + 1;
        boolean interrupted = last.status() == AttemptStatus.INTERRUPTED;
        // the node was not even asked
        boolean takenOver = isTakenOver(last);
        RunError error =
                last.error() == null ? new RunError(RunError.INTERRUPTED, "the attempt was interrupted") : last.error();
        long interruptions = s.attempts().stream()
                .filter(attempt -> attempt.status() == AttemptStatus.INTERRUPTED || isTakenOver(attempt))
                .count();
        // what an interruption cost is not the step's fault
        boolean more = (interrupted || takenOver)
                ? interruptions <= MAX_INTERRUPTIONS
                : s.attempts().size() - interruptions < step.maxAttempts();
        if (!more || (takenOver && s.run().terms().failsOnTakeover())) {
            return new Move.Fail(step, error);
        }
        boolean perhapsDone = interrupted || PERHAPS_DONE.contains(error.code());
        boolean asks = perhapsDone && !DesktopOps.isRepeatable(step);
        if (asks && !isApproved(s, ApprovalKind.RETRY, next)) {
            return new Move.Ask(step, ApprovalKind.RETRY, next);
        }
        // who let the first attempt happen let all of them happen
        return s.approval().isPresent() ? dispatch(s, step, next) : byPolicy(s, step, verdict, next);
    }

    private static boolean isTakenOver(AttemptRecord attempt) {
        return attempt.error() != null
                && RunError.TAKEN_OVER.equals(attempt.error().code());
    }

    private static boolean isApproved(Situation s, ApprovalKind kind, int attempt) {
        return s.approval()
                .filter(approval -> approval.status() == ApprovalStatus.APPROVED)
                // whoever let it go on after a takeover saw this very attempt
                .filter(approval -> approval.kind() == kind || approval.kind() == ApprovalKind.TAKEOVER)
                .filter(approval -> approval.attempt() == attempt)
                .isPresent();
    }

    static RunError denied(Verdict verdict) {
        PolicyRule rule = verdict.rule();
        return new RunError(
                RunError.POLICY_DENIED,
                "the policy's rule '" + rule.ruleId() + "' forbids it"
                        + (rule.reason() == null ? "" : ": " + rule.reason()));
    }
}
