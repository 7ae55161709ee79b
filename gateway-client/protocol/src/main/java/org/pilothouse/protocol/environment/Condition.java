package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One observed fact about an environment or host, in the manner of Kubernetes conditions.
 *
 * @param type what the fact is about, see {@link Type}
 * @param reason stable CamelCase word for programs
 * @param message one sentence for people, may be empty
 * @param since when {@code status} last changed
 * @param observedGeneration the generation of the desired state that the fact was seen with; null where it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        String type,
        Status status,
        String reason,
        String message,
        Instant since,
        @Nullable Long observedGeneration) {
    public enum Status {
        TRUE,
        FALSE,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** What a Pilothouse gateway reports. */
    public static final class Type {
        public static final String PLACED = "Placed";
        public static final String IMAGE_READY = "ImageReady";
        public static final String RUNTIME_CREATED = "RuntimeCreated";
        public static final String RUNTIME_STARTED = "RuntimeStarted";
        public static final String DESKTOP_READY = "DesktopReady";
        public static final String NODE_PAIRED = "NodePaired";
        /** Whether a person can take the desktop over. */
        public static final String TAKEOVER_READY = "TakeoverReady";
        /** Whether the host's engine answers, so that the others are fresh. */
        public static final String RUNTIME_CONFIRMED = "RuntimeConfirmed";
        /** Only while it is being deleted: true, with what is still in the way. */
        public static final String DELETING = "Deleting";
        /** Only where programs of the desktop were killed for memory since it started. */
        public static final String MEMORY_PRESSURE = "MemoryPressure";
        /** Of a host: its disk is full, and nothing new is placed on it. */
        public static final String DISK_PRESSURE = "DiskPressure";

        /** The steps of a start, in their order; what is not here says something beside them. */
        public static final List<String> STAGES =
                List.of(PLACED, IMAGE_READY, RUNTIME_CREATED, RUNTIME_STARTED, DESKTOP_READY, NODE_PAIRED);

        private Type() {}
    }
}
