package org.pilothouse.gateway.control;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The open connection of one node, as the control plane uses it. */
public interface NodeLink {
    /**
     * Sends a request and waits for its answer.
     *
     * @param requestId a node answers a second request with the id of an earlier one as it did the first time
     * @throws NodeFailure where the node refused, answered garbage, was too slow, or went away
     */
    JsonNode request(String requestId, String type, Object payload, long timeoutMillis) throws NodeFailure;

    /** Ends the connection. Safe to call twice and from any thread. */
    void close(int code, String reason);

    /** Tells the node something; lost where the connection is going away. */
    void send(Events.Event event);

    /** A node did not do what it was asked. */
    final class NodeFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final Kind kind;
        private final transient @Nullable JsonNode details;

        public enum Kind {
            TIMEOUT,
            DISCONNECTED,
            REFUSED,
            MALFORMED
        }

        public NodeFailure(Kind kind, String message, @Nullable JsonNode details) {
            super(message);
            this.kind = kind;
            this.details = details;
        }

        public Kind kind() {
            return kind;
        }

        /** What the node said beside its message. */
        public @Nullable JsonNode details() {
            return details;
        }

        public String sentence() {
            String message = getMessage();
            return message == null ? kind.name() : message;
        }
    }
}
