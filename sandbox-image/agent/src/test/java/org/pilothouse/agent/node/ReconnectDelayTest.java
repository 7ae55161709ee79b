package org.pilothouse.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {
    @Test
    void doublesUpToTheLimitAndBeginsAnewAfterSuccess() {
        var delay = new ReconnectDelay(Duration.ofMillis(50), Duration.ofSeconds(2), 0, () -> 0.5);
        assertEquals(
                "[50, 100, 200, 400, 800, 1600, 2000, 2000]",
                Stream.generate(delay::next)
                        .limit(8)
                        .map(Duration::toMillis)
                        .toList()
                        .toString());
        delay.succeeded();
        assertEquals(50, delay.next().toMillis());
        for (int i = 0; i < 100; i++) {
            delay.next();
        }
        assertEquals(2000, delay.next().toMillis());
    }

    @Test
    void fullJitterReachesFromNothingToTheWhole() {
        var none = new ReconnectDelay(Duration.ofSeconds(1), Duration.ofSeconds(30), 1, () -> 0);
        var all = new ReconnectDelay(Duration.ofSeconds(1), Duration.ofSeconds(30), 1, () -> 1);
        assertEquals(Duration.ofSeconds(1), none.next());
        assertEquals(Duration.ZERO, all.next());
    }
}
