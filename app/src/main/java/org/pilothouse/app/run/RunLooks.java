package org.pilothouse.app.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.app.presentation.StatusLook.Shape;
import org.pilothouse.app.presentation.Tone;
import org.pilothouse.protocol.run.AttemptStatus;
import org.pilothouse.protocol.run.BlockedReason;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.StepStatus;

/** How runs, steps and attempts read. */
public final class RunLooks {
    private RunLooks() {}

    public static StatusLook of(RunStatus status) {
        return switch (status) {
            case QUEUED -> new StatusLook("Queued", Tone.NEUTRAL, Shape.RING, true);
            case RUNNING -> new StatusLook("Running", Tone.ACCENT, Shape.HALF, true);
            case PAUSED -> new StatusLook("Waiting", Tone.WARNING, Shape.DIAMOND, true);
            case SUCCEEDED -> new StatusLook("Succeeded", Tone.SUCCESS, Shape.DISC, false);
            case FAILED -> new StatusLook("Failed", Tone.DANGER, Shape.TRIANGLE, false);
            case CANCELLED -> new StatusLook("Cancelled", Tone.NEUTRAL, Shape.RING, false);
            case UNKNOWN -> new StatusLook("Unknown", Tone.WARNING, Shape.DIAMOND, false);
        };
    }

    public static StatusLook of(StepStatus status) {
        return switch (status) {
            case QUEUED -> new StatusLook("Not begun", Tone.NEUTRAL, Shape.RING, true);
            case RUNNING -> new StatusLook("Running", Tone.ACCENT, Shape.HALF, true);
            case PAUSED -> new StatusLook("Waiting", Tone.WARNING, Shape.DIAMOND, true);
            case SUCCEEDED -> new StatusLook("Succeeded", Tone.SUCCESS, Shape.DISC, false);
            case FAILED -> new StatusLook("Failed", Tone.DANGER, Shape.TRIANGLE, false);
            case CANCELLED -> new StatusLook("Cancelled", Tone.NEUTRAL, Shape.RING, false);
            case SKIPPED -> new StatusLook("Skipped", Tone.NEUTRAL, Shape.RING, false);
            case UNKNOWN -> new StatusLook("Unknown", Tone.WARNING, Shape.DIAMOND, false);
        };
    }

    public static StatusLook of(AttemptStatus status) {
        return switch (status) {
            case RUNNING -> new StatusLook("Running", Tone.ACCENT, Shape.HALF, true);
            case SUCCEEDED -> new StatusLook("Succeeded", Tone.SUCCESS, Shape.DISC, false);
            case FAILED -> new StatusLook("Failed", Tone.DANGER, Shape.TRIANGLE, false);
            case CANCELLED -> new StatusLook("Cancelled", Tone.NEUTRAL, Shape.RING, false);
            case INTERRUPTED -> new StatusLook("Interrupted", Tone.WARNING, Shape.DIAMOND, false);
            case UNKNOWN -> new StatusLook("Unknown", Tone.WARNING, Shape.DIAMOND, false);
        };
    }

    /** What a run waits for, in words; empty where it waits for nothing. */
    public static String waitsFor(Run run) {
        if (run.status() == RunStatus.FAILED && run.error() != null) {
            return run.error().message();
        }
        BlockedReason reason = run.blockedReason();
        if (reason == null || run.status().isFinal()) {
            return "";
        }
        return switch (reason) {
            case APPROVAL -> "An approval";
            case TAKEOVER ->
                run.blockedDetail() == null ? "The end of a takeover" : run.blockedDetail() + " to give control back";
            case BUDGET -> "More budget";
            case MANUAL -> "Somebody to resume it";
            case POLICY -> "A policy that allows it";
            case UNKNOWN -> "Something that this console does not know";
        };
    }

    /** How long it took, or takes already; empty before it began. */
    public static String duration(@Nullable Instant from, @Nullable Instant to, Instant now) {
        if (from == null) {
            return "";
        }
        Duration length = Duration.between(from, to == null ? now : to);
        return length.toMillis() < 60_000 && to != null
                ? Ages.milliseconds(Math.max(0, length.toMillis()))
                : Ages.length(length);
    }

    /** The agent, as the conversation's key names it where nothing else does. */
    public static String agent(Run run) {
        if (run.agentKey() != null && !run.agentKey().isEmpty()) {
            return run.agentKey();
        }
        String[] parts = run.conversationKey().split(":", -1);
        return parts.length > 1 ? parts[1] : run.conversationKey();
    }

    /** The last part of a conversation's key says most. */
    public static String conversation(Run run) {
        return run.conversationKey().substring(run.conversationKey().lastIndexOf(':') + 1);
    }

    public static String environment(Run run) {
        return run.environmentLabel() != null
                ? run.environmentLabel()
                : run.environmentId() == null ? "–" : run.environmentId();
    }
}
