package org.pilothouse.rfb;

import java.time.Duration;

/**
 * How long something took, over the last half minute to a minute. Percentiles are right to six per cent, the maximum is exact; what took
 * less than a microsecond counts as no more than one.
 *
 * @param count how many samples there are; without any, all durations are zero
 * @param p50 half of them took no longer
 * @param p95 95 of 100 took no longer
 * @param p99 99 of 100 took no longer
 * @param max the longest
 */
public record Histogram(long count, Duration p50, Duration p95, Duration p99, Duration max) {
    /** No samples. */
    public static final Histogram EMPTY = new Histogram(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public boolean isEmpty() {
        return count == 0;
    }
}
