package org.pilothouse.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the event stream to a gateway is. */
public sealed interface ConnectionState {
    /** Not started, or closed for good. */
    record Idle() implements ConnectionState {}

    record Connecting() implements ConnectionState {}

    /** @param roundTrip of the last ping, null before the first */
    record Connected(Instant since, @Nullable Duration roundTrip) implements ConnectionState {}

    /**
     * Lost; another attempt comes by itself.
     *
     * @param why one sentence
     */
    record Waiting(String why, Instant retryAt) implements ConnectionState {}

    /** The gateway refuses this client; trying again would not help until the token changes. */
    record Refused(String why) implements ConnectionState {}
}
