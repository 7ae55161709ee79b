package org.pilothouse.protocol.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.node.Capability;
import tools.jackson.databind.JsonNode;

/** Requests between a gateway and a node after the handshake. */
public final class NodeMessages {
    public static final String TASK_EXECUTE = "task.execute";
    public static final String CAPABILITY_READY = "capability.ready";
    /** Ours; a node sends it only where the handshake's {@code extensions} name it. */
    public static final String DESKTOP_STATUS = "desktop.status";

    private NodeMessages() {}

    /** Gateway to node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaskExecute(@Nullable String turnId, String dispatchId, Action action) {
        /**
         * @param type {@code Desktop}
         * @param args a {@code DesktopOp}
         */
        public record Action(String type, JsonNode args) {}
    }

    /** What a successful task carries: a result, evidence (a picture), or both. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaskResult(
            @Nullable JsonNode result, @Nullable JsonNode evidence) {}

    /** Node to gateway: replaces the set of ready capabilities. */
    public record CapabilityReady(List<Capability> capabilities, List<CapabilityState> capabilityStates) {}

    public record CapabilityState(Capability capability, List<ActionState> actions) {}

    /**
     * @param availabilityStatus {@code unknown}, {@code available} or {@code unavailable}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ActionState(
            String name,
            boolean enabled,
            String availabilityStatus,
            @Nullable String unavailableReason) {}

    /**
     * Node to gateway: how the desktop is, on every change and every ten seconds.
     *
     * @param state {@code starting}, {@code active} or {@code failed}
     * @param width of the screen, px
     * @param stagesMs milliseconds from the agent's start to each stage (x, bus, window_manager, painted)
     * @param browserSandbox how the browser confines its pages: {@code user-namespaces}, or {@code none} and why; null before
     *     its first start
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DesktopStatus(
            String state,
            int width,
            int height,
            Map<String, Long> stagesMs,
            @Nullable String error,
            @Nullable String browserSandbox) {
        public DesktopStatus(String state, int width, int height, Map<String, Long> stagesMs, @Nullable String error) {
            this(state, width, height, stagesMs, error, null);
        }
    }
}
