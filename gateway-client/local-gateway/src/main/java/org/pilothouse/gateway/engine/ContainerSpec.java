package org.pilothouse.gateway.engine;

import java.util.Map;

/**
 * A sandbox container as the fleet wants it. What is not here is the same for all: hardened, no port, no bind mount
 * (see {@code SandboxProfile} of the adapter).
 *
 * @param image id or reference
 * @param labels replace those that the image brings
 * @param environment variables; never secrets, as an inspect shows them
 * @param homeVolume mounted read-write at {@code /home/desk}
 * @param memoryBytes also the limit with swap
 */
public record ContainerSpec(
        String name,
        String image,
        String hostname,
        Map<String, String> labels,
        Map<String, String> environment,
        String homeVolume,
        long memoryBytes,
        double cpus,
        int pids) {
    public ContainerSpec {
        labels = Map.copyOf(labels);
        environment = Map.copyOf(environment);
    }
}
