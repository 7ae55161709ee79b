package org.pilothouse.rfb.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.pilothouse.rfb.Histogram;

/**
 * Counts durations in fixed buckets: 16 for each power of two from one microsecond to a minute. Any thread adds, without a lock and without
 * garbage. Two halves take turns, so that what is older than a minute is forgotten; a sample that falls into the moment of a turn may be lost.
 *
 * <p>Times are those of {@link System#nanoTime}.
 */
final class LatencyHistogram {
    static final long HALF_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int SUB_BITS = 4;
    private static final int SUBS = 1 << SUB_BITS;
    private static final int LEAST_EXPONENT = 10;
    private static final int MOST_EXPONENT = 36;
    private static final int BUCKETS = (MOST_EXPONENT - LEAST_EXPONENT + 2) * SUBS;

    private final Half[] halves = {new Half(), new Half()};
    private final AtomicLong epoch;

    LatencyHistogram(long now) {
        epoch = new AtomicLong(Math.floorDiv(now, HALF_NANOS));
    }

    void add(long nanos, long now) {
        turn(now).add(Math.max(0, nanos));
    }

    Histogram read(long now) {
        turn(now);
        long[] counts = new long[BUCKETS];
        long total = 0;
        long max = 0;
        for (Half half : halves) {
            for (int i = 0; i < BUCKETS; i++) {
                long count = half.counts.get(i);
                counts[i] += count;
                total += count;
            }
            max = Math.max(max, half.max.get());
        }
        if (total == 0) {
            return Histogram.EMPTY;
        }
        return new Histogram(
                total,
                percentile(counts, total, 50, max),
                percentile(counts, total, 95, max),
                percentile(counts, total, 99, max),
                Duration.ofNanos(max));
    }

    private static Duration percentile(long[] counts, long total, int percent, long max) {
        long rank = Math.max(1, (total * percent + 99) / 100);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(upperEnd(i), max));
            }
        }
        return Duration.ofNanos(max);
    }

    /** The half for now; the one before the last is emptied by whoever sees first that its time is over. */
    private Half turn(long now) {
        long current = Math.floorDiv(now, HALF_NANOS);
        long known = epoch.get();
        if (current > known && epoch.compareAndSet(known, current)) {
            half(current).clear();
            if (current > known + 1) {
                half(current + 1).clear();
            }
        }
        return half(current);
    }

    private Half half(long ofEpoch) {
        return halves[(int) (ofEpoch & 1)];
    }

    static int bucket(long nanos) {
        if (nanos < 1L << LEAST_EXPONENT) {
            return (int) (nanos >> (LEAST_EXPONENT - SUB_BITS));
        }
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        if (exponent > MOST_EXPONENT) {
            return BUCKETS - 1;
        }
        int sub = (int) (nanos >> (exponent - SUB_BITS)) & (SUBS - 1);
        return (exponent - LEAST_EXPONENT + 1) * SUBS + sub;
    }

    /** The longest duration that a bucket takes, nanoseconds. */
    static long upperEnd(int bucket) {
        int octave = bucket / SUBS;
        long sub = bucket % SUBS;
        if (octave == 0) {
            return ((sub + 1) << (LEAST_EXPONENT - SUB_BITS)) - 1;
        }
        int exponent = octave - 1 + LEAST_EXPONENT;
        return ((SUBS + sub + 1) << (exponent - SUB_BITS)) - 1;
    }

    private static final class Half {
        private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
        private final AtomicLong max = new AtomicLong();

        void add(long nanos) {
            counts.getAndIncrement(bucket(nanos));
            long before = max.get();
            while (nanos > before && !max.compareAndSet(before, nanos)) {
                before = max.get();
            }
        }

        void clear() {
            max.set(0);
            for (int i = 0; i < BUCKETS; i++) {
                counts.set(i, 0);
            }
        }
    }
}
