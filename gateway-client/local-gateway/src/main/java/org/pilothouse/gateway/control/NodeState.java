package org.pilothouse.gateway.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.frame.NodeMessages.DesktopStatus;

/**
 * What a node's connection shows.
 *
 * @param connectedAt when the handshake was done
 * @param lastAnswerAt when the agent itself last said something; keep-alives of its WebSocket library do not count
 * @param desktop its last report of the desktop; null before the first
 */
public record NodeState(
        String nodeId,
        boolean connected,
        Instant connectedAt,
        Instant lastAnswerAt,
        @Nullable DesktopStatus desktop) {}
