package org.pilothouse.agent.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process that is to run for as long as the desktop does.
 *
 * @param name short, for logs and status; unique
 * @param command program and arguments
 * @param environment added to the agent's own
 * @param after names of the processes that must be ready before this one is started
 * @param prepare run before each start, such as removing what a dead predecessor left behind; must not throw
 * @param readiness what makes it ready
 * @param readyWithin a process that is not ready by then is ended and started again
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        List<String> after,
        Runnable prepare,
        Readiness readiness,
        Duration readyWithin) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        after = List.copyOf(after);
    }

    /** Asked every few milliseconds while a process starts; must be quick and must not throw. */
    @FunctionalInterface
    public interface Readiness {
        boolean ready();

        /** For processes whose start is enough. */
        Readiness AT_ONCE = () -> true;
    }
}
