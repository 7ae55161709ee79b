package org.pilothouse.gateway.run;

import java.util.Optional;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.AttemptRecord;
import org.pilothouse.gateway.store.StepRecord;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.run.RunError;

/** What a run does next. */
sealed interface Move {
    /** Nothing, until something else happens. */
    record Rest() implements Move {}

    /** All steps are done. */
    record Succeed() implements Move {}

    /** The step cannot succeed any more, and so the run cannot. */
    record Fail(StepRecord step, RunError error) implements Move {}

    /** An attempt of an earlier life of this gateway is found: nobody knows what came of it. */
    record MarkInterrupted(AttemptRecord attempt) implements Move {}

    /**
     * A person has to decide before this attempt.
     *
     * @param after the takeover that nobody looked since, where that is why
     */
    record Ask(StepRecord step, ApprovalKind kind, int attempt, Optional<ControlLease> after) implements Move {
        Ask(StepRecord step, ApprovalKind kind, int attempt) {
            this(step, kind, attempt, Optional.empty());
        }
    }

    /** A person paused the run: it goes on when one lets it. */
    record Hold(String by) implements Move {}

    /** Only a look at the desktop tells what the policy says of this attempt. */
    record Consider(StepRecord step, int attempt) implements Move {}

    /** A person has control of the desktop: the run goes on when they give it back. */
    record AwaitControl(StepRecord step, ControlLease lease) implements Move {}

    /**
     * The node is given this attempt.
     *
     * @param approval what a person let happen, where one was asked
     */
    record Dispatch(StepRecord step, int attempt, Optional<ApprovalRecord> approval) implements Move {}
}
