package org.pilothouse.app.operation;

import java.util.List;
import org.pilothouse.app.presentation.ConditionWords;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRuntime;

/**
 * How far an environment is on its way.
 *
 * @param fraction 0 to 1, or {@link Operation#INDETERMINATE}
 */
record StartupProgress(String detail, double fraction) {
    static StartupProgress of(Environment environment) {
        EnvironmentRuntime runtime = environment.runtime();
        List<Condition> conditions = runtime == null
                ? List.of()
                : runtime.conditions().stream()
                        .filter(condition -> Condition.Type.STAGES.contains(condition.type()))
                        .toList();
        if (conditions.isEmpty() || !environment.desiredRunning()) {
            return new StartupProgress("", Operation.INDETERMINATE);
        }
        long done = conditions.stream()
                .filter(condition -> condition.status() == Condition.Status.TRUE)
                .count();
        String detail = conditions.stream()
                .filter(condition -> condition.status() != Condition.Status.TRUE)
                .findFirst()
                .map(ConditionWords::doing)
                .orElse("");
        return new StartupProgress(detail, (double) done / conditions.size());
    }
}
