package org.pilothouse.rfb.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.Histogram;

class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram(0);

    @Test
    void isEmptyAtFirst() {
        assertEquals(Histogram.EMPTY, histogram.read(0));
    }

    @Test
    void percentilesAreRightToSixPerCent() {
        Random random = new Random(1);
        long[] samples = new long[10_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (long) Math.exp(random.nextDouble() * Math.log(10e9)) + 1000;
            histogram.add(samples[i], 0);
        }
        java.util.Arrays.sort(samples);
        Histogram read = histogram.read(0);
        assertEquals(samples.length, read.count());
        assertNear(samples[4_999], read.p50());
        assertNear(samples[9_499], read.p95());
        assertNear(samples[9_899], read.p99());
        assertEquals(samples[9_999], read.max().toNanos());
    }

    private static void assertNear(long exact, Duration read) {
        double ratio = read.toNanos() / (double) exact;
        assertTrue(ratio >= 0.99 && ratio <= 1.07, exact + " was read as " + read);
    }

    @Test
    void everyDurationFallsIntoTheBucketThatHoldsIt() {
        for (long nanos = 0; nanos < 1L << 37; nanos = nanos < 4096 ? nanos + 1 : nanos + nanos / 37) {
            int bucket = LatencyHistogram.bucket(nanos);
            assertTrue(nanos <= LatencyHistogram.upperEnd(bucket), nanos + " ns");
            assertTrue(bucket == 0 || nanos > LatencyHistogram.upperEnd(bucket - 1), nanos + " ns");
        }
    }

    @Test
    void extremesAreKept() {
        histogram.add(-5, 0);
        histogram.add(Duration.ofHours(1).toNanos(), 0);
        Histogram read = histogram.read(0);
        assertEquals(2, read.count());
        assertEquals(Duration.ofHours(1), read.max());
        assertTrue(read.p50().toNanos() < 1000);
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        long half = LatencyHistogram.HALF_NANOS;
        histogram.add(1_000_000, 0);
        histogram.add(2_000_000, half);
        assertEquals(2, histogram.read(half + 1).count());
        assertEquals(1, histogram.read(2 * half).count());
        assertEquals(0, histogram.read(3 * half).count());
        histogram.add(1_000_000, 3 * half);
        assertEquals(0, histogram.read(9 * half).count(), "also when nobody looked in between");
    }

    @Test
    void manyThreadsLoseNothing() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 10_000; n++) {
                    histogram.add(n, 0);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40_000, histogram.read(0).count());
    }
}
