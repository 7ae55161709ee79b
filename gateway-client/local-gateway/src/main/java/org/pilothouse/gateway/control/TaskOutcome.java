package org.pilothouse.gateway.control;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What came of a task that was meant for a node. */
public sealed interface TaskOutcome {
    /** It answered; whether with sense, is to be seen. */
    record Answered(@Nullable JsonNode result, @Nullable JsonNode evidence) implements TaskOutcome {}

    /**
     * @param message one sentence; of the node's own where it refused
     */
    record Failed(Kind kind, String message, @Nullable JsonNode evidence) implements TaskOutcome {}

    enum Kind {
        /** Not sent: the node may not do this. */
        NOT_PAIRED(false),
        /** Not sent: the node is not there, or not ready for this. */
        NOT_CONNECTED(false),
        /** Not sent: a person has control of the desktop. */
        TAKEN_OVER(false),
        /** Not sent: too many others were before. */
        BUSY(false),
        /** Sent, and not answered in time. */
        TIMEOUT(true),
        /** Sent, and the node went away. */
        LOST(true),
        /** The node said why it did not do it. */
        REFUSED(false),
        /** It answered with something that is no answer. */
        MALFORMED(false);

        private final boolean perhapsDone;

        Kind(boolean perhapsDone) {
            this.perhapsDone = perhapsDone;
        }

        /** Whether nobody knows if the node did it. */
        public boolean perhapsDone() {
            return perhapsDone;
        }
    }
}
