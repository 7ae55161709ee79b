package org.pilothouse.agent.node;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** How long to wait before the next try: doubling from a first pause up to a limit. Not safe for several threads. */
final class ReconnectDelay {
    private final Duration first;
    private final Duration limit;
    /** How much of the pause is left to chance, 0 to 1: all nodes of a restarted gateway must not come at once. */
    private final double jitter;

    private final DoubleSupplier random;
    private int failures;

    ReconnectDelay(Duration first, Duration limit, double jitter, DoubleSupplier random) {
        this.first = first;
        this.limit = limit;
        this.jitter = jitter;
        this.random = random;
    }

    /** One gateway on this machine, which wants its sandboxes back soon. */
    static ReconnectDelay local() {
        return new ReconnectDelay(Duration.ofMillis(50), Duration.ofSeconds(2), 0.2, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /** Over a network, to a gateway that counts connections. */
    static ReconnectDelay remote() {
        return new ReconnectDelay(Duration.ofSeconds(1), Duration.ofSeconds(30), 1, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    Duration next() {
        Duration whole = limit;
        if (failures < 16) {
            Duration doubled = first.multipliedBy(1L << failures);
            whole = doubled.compareTo(limit) < 0 ? doubled : limit;
        }
        failures++;
        return Duration.ofNanos((long) (whole.toNanos() * (1 - jitter * random.getAsDouble())));
    }

    void succeeded() {
        failures = 0;
    }
}
