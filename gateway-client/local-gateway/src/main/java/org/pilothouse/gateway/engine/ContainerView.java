package org.pilothouse.gateway.engine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as an engine reports it.
 *
 * @param name without the leading slash
 * @param exitCode only after an inspect; meaningless unless it exited
 * @param outOfMemory whether its first process was killed for memory; only after an inspect
 * @param error what the engine kept of a failed start; empty where nothing failed
 */
public record ContainerView(
        String id,
        String name,
        State state,
        int exitCode,
        boolean outOfMemory,
        String error,
        @Nullable Instant startedAt,
        String imageId,
        Map<String, String> labels) {

    public enum State {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }

    public ContainerView {
        labels = Map.copyOf(labels);
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
