package org.pilothouse.client;

import java.time.Duration;

/**
 * Every time limit of the client.
 *
 * @param answer until an answer's next byte
 * @param ping between WebSocket pings; a missed pong ends the connection
 * @param reconnectFirst upper bound of the first pause before a reconnect, doubled up to {@code reconnectMost}
 * @param close how long the other side may take to answer a WebSocket close before the socket is cut
 * @param handshake until a WebSocket must be authenticated
 */
record Timing(
        Duration connect,
        Duration answer,
        Duration ping,
        Duration close,
        Duration reconnectFirst,
        Duration reconnectMost,
        Duration handshake) {
    static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
}
