package org.pilothouse.app.environment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.presentation.ConditionWords;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/**
 * One step on the way from the request to a living desktop.
 *
 * @param message one sentence, empty where the title says it all
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
            if (!Condition.Type.STAGES.contains(condition.type())) {
                continue; // says how fresh the others are, or what else is the matter; it is no step
            }
            boolean done = condition.status() == Condition.Status.TRUE;
            State state = done ? State.DONE : earlierAreDone ? firstUndone(environment) : State.WAITING;
            earlierAreDone &= done;
            String measured = MEASURED.get(condition.type());
            stages.add(new StartupStage(
                    ConditionWords.title(condition),
                    state,
                    message(condition, state),
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

    private static String message(Condition condition, State state) {
        return switch (state) {
            case CURRENT -> ConditionWords.doing(condition);
            case DONE, WAITING -> condition.message();
            case FAILED ->
                condition.message().isBlank() ? ConditionWords.inWords(condition.reason()) : condition.message();
        };
    }
}
