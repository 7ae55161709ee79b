package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Pilothouse gateway tells of an environment beyond Tyrum's record.
 *
 * @param generation counts changes of the desired state; {@code observedGeneration} is the one last acted upon
 * @param conditions in the order in which they come true while an environment starts
 * @param nodeConnected whether the agent's connection is up at this moment
 * @param display size of the desktop, px
 * @param limits what the container may use
 * @param lease of the person who has control of the desktop, if one has
 * @param stagesMs milliseconds from the start request to each stage reached (container, desktop, node)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvironmentRuntime(
        long generation,
        long observedGeneration,
        List<Condition> conditions,
        boolean nodeConnected,
        Display display,
        Limits limits,
        @Nullable String imageId,
        @Nullable String containerId,
        @Nullable Instant startedAt,
        @Nullable Map<String, Long> stagesMs,
        @Nullable ControlLease lease) {

    public EnvironmentRuntime {
        conditions = List.copyOf(conditions);
    }

    /**
     * @param width 320 to 7680 px
     * @param height 200 to 4320 px
     */
    public record Display(int width, int height) {
        public static final Display DEFAULT = new Display(1280, 800);
    }

    /**
     * @param memoryMb MiB
     * @param cpus fractions allowed
     * @param pids processes and threads
     */
    public record Limits(int memoryMb, double cpus, int pids) {
        public static final Limits DEFAULT = new Limits(2048, 2.0, 512);
    }
}
