package org.pilothouse.agent.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process that is to run for as long as the desktop does, or on demand.
 *
 * @param name short, for logs and status; unique
 * @param command program and arguments
 * @param environment added to the agent's own
 * @param after names of the processes that must be ready before this one is started
 * @param prepare run before each start, such as removing what a dead predecessor left behind; must not throw
 * @param readiness what makes it ready
 * @param readyWithin a process that is not ready by then is ended and started again
 * @param liveness asked every few seconds once it is ready; one that fails three times in a row is ended and started
 *     again
 * @param onDemand whether it runs only after {@link Supervisor#start(String)}
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        List<String> after,
        Runnable prepare,
        Probe readiness,
        Duration readyWithin,
        Probe liveness,
        boolean onDemand) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        after = List.copyOf(after);
    }

    /** One that always runs, and lives as long as its process does. */
    public ProcessSpec(
            String name,
            List<String> command,
            Map<String, String> environment,
            List<String> after,
            Runnable prepare,
            Probe readiness,
            Duration readyWithin) {
        this(name, command, environment, after, prepare, readiness, readyWithin, Probe.NONE, false);
    }

    /** Asked again and again; must be bounded in time and must not throw. */
    @FunctionalInterface
    public interface Probe {
        boolean passes() throws InterruptedException;

        /** For processes whose start is enough. */
        Probe NONE = () -> true;
    }
}
