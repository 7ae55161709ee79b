package org.pilothouse.agent.session;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.x11.Size;

/**
 * How the desktop is.
 *
 * @param size of the screen; what was asked for, until there is one
 * @param stagesMillis milliseconds since the container's start at which each stage was reached
 * @param problem one sentence, where something is wrong
 * @param browserSandbox how the browser confines its pages, as its start said; null before its first start
 */
public record DesktopState(
        Phase phase,
        Size size,
        Map<String, Long> stagesMillis,
        @Nullable String problem,
        @Nullable String browserSandbox) {
    public DesktopState(Phase phase, Size size, Map<String, Long> stagesMillis, @Nullable String problem) {
        this(phase, size, stagesMillis, problem, null);
    }

    /** Names are those of the wire, in capitals. */
    public enum Phase {
        STARTING,
        ACTIVE,
        /** Without its X server, which was stopped; the processes tell more. */
        PARTIAL,
        STOPPING,
        /** It was stopped. */
        INACTIVE,
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
