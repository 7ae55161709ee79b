package org.pilothouse.gateway.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.fleet.Observation;
import org.pilothouse.gateway.fleet.Problem;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.protocol.environment.Condition;

/** The single facts behind an environment's status, in starting order. */
final class Conditions {
    private final EnvironmentView view;
    private final @Nullable Observation seen;
    private final List<Condition> list = new ArrayList<>();

    Conditions(EnvironmentView view) {
        this.view = view;
        this.seen = view.observation();
    }

    /** The times in it are all now; {@link ConditionHistory} knows since when. */
    List<Condition> list() {
        add(Condition.Type.PLACED, Condition.Status.TRUE, "HostChosen", "");
        image();
        boolean current = seen != null
                && seen.container() != null
                && seen.incarnation() == view.record().incarnation();
        runtime(Condition.Type.RUNTIME_CREATED, current, "Created", "NotCreated");
        runtime(
                Condition.Type.RUNTIME_STARTED,
                current && seen != null && seen.containerRunning(),
                "Started",
                view.record().desired() == Desired.RUNNING ? "NotStarted" : "StopRequested");
        boolean running = current && seen != null && seen.containerRunning();
        desktop(running);
        node(running);
        takeover(running);
        confirmed();
        deleting();
        memory();
        return list;
    }

    private void takeover(boolean running) {
        if (!running) {
            add(Condition.Type.TAKEOVER_READY, Condition.Status.FALSE, "NotRunning", "");
        } else if (view.nodeAnswers() && view.desktopActive()) {
            add(Condition.Type.TAKEOVER_READY, Condition.Status.TRUE, "Painted", "");
        } else {
            add(
                    Condition.Type.TAKEOVER_READY,
                    Condition.Status.UNKNOWN,
                    "NotReported",
                    "The container runs, but its agent does not say that the desktop is painted; it may be tried.");
        }
    }

    private void deleting() {
        if (view.record().desired() != Desired.DELETED) {
            return;
        }
        Problem problem = problem();
        add(
                Condition.Type.DELETING,
                Condition.Status.TRUE,
                problem == null ? "CleaningUp" : problem.reason().word(),
                problem == null
                        ? "Container and home are being removed; the record is kept until both are seen to be gone."
                        : "It is not known to be gone, so the record is kept: " + problem.message());
    }

    private void memory() {
        if (seen != null && seen.memoryKills() > 0 && seen.containerRunning()) {
            add(
                    Condition.Type.MEMORY_PRESSURE,
                    Condition.Status.TRUE,
                    "ProgramKilled",
                    "Programs of the desktop were killed because its memory ("
                            + view.record().limits().memoryMb() + " MiB) was used up.");
        }
    }

    private void image() {
        Problem problem = problem();
        if (problem != null && problem.reason().isAboutImage()) {
            add(
                    Condition.Type.IMAGE_READY,
                    Condition.Status.FALSE,
                    problem.reason().word(),
                    problem.message());
        } else if (seen != null && seen.imageReady()) {
            add(Condition.Type.IMAGE_READY, Condition.Status.TRUE, "Present", "");
        } else {
            add(Condition.Type.IMAGE_READY, Condition.Status.UNKNOWN, "NotNeededYet", "");
        }
    }

    private void runtime(String type, boolean holds, String yes, String no) {
        if (seen == null || !seen.reachable()) {
            add(type, Condition.Status.UNKNOWN, seen == null ? "NotObservedYet" : "HostUnreachable", "");
        } else if (holds) {
            add(type, Condition.Status.TRUE, yes, "");
        } else {
            Problem problem = problem();
            if (problem != null && !problem.reason().isAboutImage()) {
                add(type, Condition.Status.FALSE, problem.reason().word(), problem.message());
            } else {
                add(type, Condition.Status.FALSE, no, "");
            }
        }
    }

    private void desktop(boolean running) {
        NodeState node = view.node();
        if (!running) {
            add(Condition.Type.DESKTOP_READY, Condition.Status.FALSE, "NotRunning", "");
        } else if (node == null || node.desktop() == null) {
            add(Condition.Type.DESKTOP_READY, Condition.Status.UNKNOWN, "NotReported", "");
        } else if (!view.nodeAnswers()) {
            add(Condition.Type.DESKTOP_READY, Condition.Status.UNKNOWN, "NodeSilent", "");
        } else if (view.desktopActive()) {
            add(Condition.Type.DESKTOP_READY, Condition.Status.TRUE, "Painted", "");
        } else {
            String error = node.desktop().error();
            add(
                    Condition.Type.DESKTOP_READY,
                    Condition.Status.FALSE,
                    "failed".equals(node.desktop().state()) ? "Failed" : "Starting",
                    error == null ? "" : error);
        }
    }

    private void node(boolean running) {
        NodeState node = view.node();
        if (!running) {
            add(Condition.Type.NODE_PAIRED, Condition.Status.FALSE, "NotRunning", "");
        } else if (node == null || !node.connected()) {
            add(Condition.Type.NODE_PAIRED, Condition.Status.FALSE, "NotConnected", "");
        } else if (view.nodeAnswers()) {
            add(Condition.Type.NODE_PAIRED, Condition.Status.TRUE, "Connected", "");
        } else {
            add(
                    Condition.Type.NODE_PAIRED,
                    Condition.Status.FALSE,
                    "NodeSilent",
                    "The agent's connection is open, but it says nothing.");
        }
    }

    private void confirmed() {
        if (seen == null) {
            add(Condition.Type.RUNTIME_CONFIRMED, Condition.Status.UNKNOWN, "NotObservedYet", "");
        } else if (seen.reachable()) {
            add(Condition.Type.RUNTIME_CONFIRMED, Condition.Status.TRUE, "Observed", "");
        } else {
            Problem problem = problem();
            add(
                    Condition.Type.RUNTIME_CONFIRMED,
                    Condition.Status.FALSE,
                    "HostUnreachable",
                    problem == null ? "" : problem.message());
        }
    }

    private @Nullable Problem problem() {
        return seen == null ? null : seen.problem();
    }

    private void add(String type, Condition.Status status, String reason, String message) {
        list.add(new Condition(
                type, status, reason, message, view.now(), view.record().observedGeneration()));
    }
}
