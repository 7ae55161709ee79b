package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine that environments can run on.
 *
 * @param version of the gateway or host agent there
 * @param lastError why it is not healthy, for a person
 * @param engine absent on a Tyrum gateway
 * @param conditions what else is to be known of it, such as a full disk; absent where there is nothing
 */
public record EnvironmentHost(
        String hostId,
        String label,
        @Nullable String version,
        boolean dockerAvailable,
        boolean healthy,
        @Nullable Instant lastSeenAt,
        @Nullable String lastError,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Engine engine,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        List<Condition> conditions) {

    public boolean available() {
        return healthy && dockerAvailable;
    }

    /**
     * The container engine of a host.
     *
     * @param memoryBytes of the whole machine
     * @param environments how many of ours have a container there
     * @param running how many of those run
     */
    public record Engine(
            String version,
            String apiVersion,
            String operatingSystem,
            String architecture,
            int cpus,
            long memoryBytes,
            int environments,
            int running) {}
}
