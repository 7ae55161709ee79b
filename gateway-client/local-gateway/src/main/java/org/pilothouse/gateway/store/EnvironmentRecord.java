package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Limits;

/**
 * One environment as it is stored: what should be, and what was last seen.
 *
 * @param generation counts every change of intent
 * @param incarnation counts the times its container and home were thrown away; a container belongs to exactly one
 * @param startRequestedAt when running was last asked for; stages are counted from here
 * @param observedGeneration the generation that the fleet last brought about
 * @param stagesMs milliseconds from {@code startRequestedAt} to each stage of the last start
 */
public record EnvironmentRecord(
        String id,
        String hostId,
        @Nullable String label,
        String imageRef,
        Desired desired,
        long generation,
        long incarnation,
        Display display,
        Limits limits,
        @Nullable Instant startRequestedAt,
        long observedGeneration,
        @Nullable String containerId,
        @Nullable String imageId,
        @Nullable Instant startedAt,
        Map<String, Long> stagesMs,
        @Nullable String nodeId,
        @Nullable Instant lastSeenAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt) {

    /** What should be. */
    public enum Desired {
        RUNNING,
        STOPPED,
        DELETED
    }

    public EnvironmentRecord {
        // by name, which for our stages is also the order in which they are reached
        stagesMs = Collections.unmodifiableMap(new TreeMap<>(stagesMs));
    }
}
