package org.pilothouse.protocol.environment;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.time.Instant;

/**
 * One observed fact about an environment or host, in the manner of Kubernetes conditions.
 *
 * @param type what the fact is about, see {@link Type}
 * @param reason stable CamelCase word for programs
 * @param message one sentence for people, may be empty
 * @param since when {@code status} last changed
 */
public record Condition(String type, Status status, String reason, String message, Instant since) {
    public enum Status {
        TRUE,
        FALSE,
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** The types that a Pilothouse gateway reports, in starting order. */
    public static final class Type {
        public static final String PLACED = "Placed";
        public static final String IMAGE_READY = "ImageReady";
        public static final String RUNTIME_CREATED = "RuntimeCreated";
        public static final String RUNTIME_STARTED = "RuntimeStarted";
        public static final String DESKTOP_READY = "DesktopReady";
        public static final String NODE_PAIRED = "NodePaired";
        public static final String RUNTIME_CONFIRMED = "RuntimeConfirmed";

        private Type() {}
    }
}
