package org.pilothouse.gateway.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.fleet.Observation;
import org.pilothouse.gateway.fleet.Problem;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/**
 * What is said about an environment, worked out afresh from what should be, what the engine shows and what the node
 * shows. A pure function of its inputs: nothing here remembers, so nothing here can be out of date.
 *
 * @param observation null before the fleet's first look
 * @param node null where no node ever connected in this life of the gateway
 * @param lease of the person who has control, if one has
 * @param awaitedSince since when an answer of the node could have been expected
 */
record EnvironmentView(
        EnvironmentRecord record,
        @Nullable Observation observation,
        @Nullable NodeState node,
        @Nullable ControlLease lease,
        Instant awaitedSince,
        Instant now,
        Timing timing) {

    /**
     * @param heartbeat how long an answer of the node counts
     * @param startUp how long a desktop may take before its silence is an error
     */
    record Timing(Duration heartbeat, Duration startUp) {}

    /** A status with the sentence that explains it, if it needs one. */
    record Verdict(EnvironmentStatus status, @Nullable String error) {}

    Environment toEnvironment(ConditionHistory history) {
        Verdict verdict = verdict();
        ContainerView container = observation == null ? null : observation.container();
        return new Environment(
                record.id(),
                record.hostId(),
                record.label(),
                record.imageRef(),
                "docker",
                verdict.status(),
                record.desired() == Desired.RUNNING,
                record.nodeId(),
                node != null && node.connected() ? node.lastAnswerAt() : record.lastSeenAt(),
                verdict.error(),
                record.createdAt(),
                record.updatedAt(),
                new EnvironmentRuntime(
                        record.generation(),
                        record.observedGeneration(),
                        history.merge(record.id(), new Conditions(this).list(), now),
                        node != null && node.connected(),
                        record.display(),
                        record.limits(),
                        container == null ? record.imageId() : container.imageId(),
                        record.containerId(),
                        record.startedAt(),
                        record.stagesMs(),
                        lease));
    }

    Verdict verdict() {
        if (record.desired() == Desired.DELETED) {
            return new Verdict(EnvironmentStatus.DELETING, problemText());
        }
        if (observation == null) {
            return new Verdict(unseen(), null);
        }
        boolean replaced = observation.leftovers()
                || (observation.container() != null && observation.incarnation() != record.incarnation());
        if (replaced) {
            return new Verdict(EnvironmentStatus.PENDING, problemText());
        }
        return record.desired() == Desired.RUNNING ? wantedRunning(observation) : wantedStopped(observation);
    }

    private EnvironmentStatus unseen() {
        if (record.desired() == Desired.RUNNING) {
            return EnvironmentStatus.STARTING;
        }
        boolean mayRun = record.containerId() != null && record.observedGeneration() < record.generation();
        return mayRun ? EnvironmentStatus.STOPPING : EnvironmentStatus.STOPPED;
    }

    private Verdict wantedStopped(Observation seen) {
        ContainerView container = seen.container();
        boolean up = container != null
                && switch (container.state()) {
                    case RUNNING, PAUSED, RESTARTING, REMOVING, DEAD -> true;
                    case CREATED, EXITED -> false;
                };
        return new Verdict(up ? EnvironmentStatus.STOPPING : EnvironmentStatus.STOPPED, problemText());
    }

    private Verdict wantedRunning(Observation seen) {
        Problem problem = seen.problem();
        if (!seen.reachable() || (problem != null && !seen.containerRunning())) {
            return new Verdict(EnvironmentStatus.ERROR, problemText());
        }
        if (!seen.containerRunning()) {
            return new Verdict(EnvironmentStatus.STARTING, null);
        }
        if (nodeAnswers() && desktopActive()) {
            return new Verdict(EnvironmentStatus.RUNNING, null);
        }
        if (nodeAnswers()
                && node != null
                && node.desktop() != null
                && "failed".equals(node.desktop().state())) {
            return new Verdict(
                    EnvironmentStatus.ERROR,
                    "The desktop failed: "
                            + (node.desktop().error() == null
                                    ? "the agent gave no reason."
                                    : node.desktop().error()));
        }
        return silent();
    }

    /** The container runs, but the agent or the desktop does not show it. */
    private Verdict silent() {
        boolean wasUp = record.stagesMs().containsKey(Stages.NODE);
        Duration grace = wasUp && !nodeAnswers() ? timing.heartbeat() : timing.startUp();
        Instant reference = awaitedSince;
        Instant heard = node != null ? node.lastAnswerAt() : record.lastSeenAt();
        if (heard != null && heard.isAfter(reference) && !nodeAnswers()) {
            reference = heard;
        }
        if (!reference.plus(grace).isBefore(now)) {
            return new Verdict(EnvironmentStatus.STARTING, null);
        }
        // no running count of seconds in it: a sentence that changes every second would be news every second
        String message;
        if (nodeAnswers()) {
            message = "The agent answers, but its desktop was not painted within " + grace.toSeconds()
                    + " s; see the log, or reset the environment.";
        } else if (wasUp) {
            message = "The desktop's agent stopped answering although its container runs; it is being reconnected.";
        } else {
            message = "The desktop's agent did not connect within " + grace.toSeconds() + " s; see the log. Is "
                    + record.imageRef() + " a Pilothouse sandbox image?";
        }
        return new Verdict(EnvironmentStatus.ERROR, message);
    }

    /** Whether the agent said something within its heartbeat. */
    boolean nodeAnswers() {
        return node != null
                && node.connected()
                && !node.lastAnswerAt().plus(timing.heartbeat()).isBefore(now);
    }

    boolean desktopActive() {
        return node != null
                && node.desktop() != null
                && "active".equals(node.desktop().state());
    }

    private @Nullable String problemText() {
        return observation == null || observation.problem() == null
                ? null
                : observation.problem().message();
    }

    /** Names of the stages in {@code stages_ms}. */
    static final class Stages {
        static final String CONTAINER = "container";
        static final String DESKTOP = "desktop";
        static final String NODE = "node";
        static final List<String> ALL = List.of(CONTAINER, DESKTOP, NODE);

        private Stages() {}
    }
}
