package org.pilothouse.gateway.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Token buckets by name: each allows a burst and then so many a second. Of many names only those used last are
 * remembered, so memory is bounded whatever comes. Safe for use by many threads.
 */
final class Buckets {
    private static final int MOST_NAMES = 10_000;
    private static final double NANOS = 1e9;

    private final double burst;
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> byName = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_NAMES;
        }
    };

    private static final class Bucket {
        double left;
        long at;

        Bucket(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }

    /**
     * @param burst at least 1
     * @param perSecond more than 0
     */
    Buckets(double burst, double perSecond, LongSupplier nanoTime) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes one.
     *
     * @return 0 where there was one; else after how many whole seconds there is
     */
    synchronized long take(String name) {
        long now = nanoTime.getAsLong();
        Bucket bucket = byName.computeIfAbsent(name, _ -> new Bucket(burst, now));
        bucket.left = Math.min(burst, bucket.left + (now - bucket.at) / NANOS * perSecond);
        bucket.at = now;
        if (bucket.left >= 1) {
            bucket.left -= 1;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - bucket.left) / perSecond));
    }

    synchronized int names() {
        return byName.size();
    }
}
