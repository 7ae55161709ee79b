package org.pilothouse.app.environment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/**
 * One step on the way from the request to a living desktop.
 *
 * @param reachedAfterMs milliseconds from the start request, null where the gateway does not say
 * @param since when it last changed
 */
public record StartupStage(
        String title, State state, String message, @Nullable Long reachedAfterMs, Instant since) {
    /** Where it stands. */
    public enum State {
        DONE,
        CURRENT,
        WAITING,
        FAILED
    }

    private static final Map<String, String> TITLES = Map.of(
            Condition.Type.PLACED, "Placed on a host",
            Condition.Type.IMAGE_READY, "Image present",
            Condition.Type.RUNTIME_CREATED, "Container created",
            Condition.Type.RUNTIME_STARTED, "Container started",
            Condition.Type.DESKTOP_READY, "Desktop painted",
            Condition.Type.NODE_PAIRED, "Node paired",
            Condition.Type.RUNTIME_CONFIRMED, "Runtime confirmed");

    /** Which measured stage belongs to which condition. */
    private static final Map<String, String> MEASURED = Map.of(
            Condition.Type.RUNTIME_STARTED, "container",
            Condition.Type.DESKTOP_READY, "desktop",
            Condition.Type.NODE_PAIRED, "node");

    static List<StartupStage> of(Environment environment) {
        EnvironmentRuntime runtime = environment.runtime();
        if (runtime == null) {
            return List.of();
        }
        Map<String, Long> took = runtime.stagesMs() == null ? Map.of() : runtime.stagesMs();
        List<StartupStage> stages = new ArrayList<>();
        boolean earlierAreDone = true;
        for (Condition condition : runtime.conditions()) {
            boolean done = condition.status() == Condition.Status.TRUE;
            State state = done ? State.DONE : earlierAreDone ? firstUndone(environment) : State.WAITING;
            earlierAreDone &= done;
            String measured = MEASURED.get(condition.type());
            stages.add(new StartupStage(
                    TITLES.getOrDefault(condition.type(), inWords(condition.type())),
                    state,
                    condition.message().isBlank() ? inWords(condition.reason()) : condition.message(),
                    done && measured != null ? took.get(measured) : null,
                    condition.since()));
        }
        return stages;
    }

    private static State firstUndone(Environment environment) {
        if (environment.status() == EnvironmentStatus.ERROR) {
            return State.FAILED;
        }
        return environment.desiredRunning() ? State.CURRENT : State.WAITING;
    }

    /** {@code WaitingForNode} becomes {@code Waiting for node}. */
    private static String inWords(String camelCase) {
        String spaced = camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return spaced.isEmpty() ? "" : spaced.charAt(0) + spaced.substring(1).toLowerCase(Locale.ROOT);
    }
}
