package org.pilothouse.rfb.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Sums over the last second, in tenths. Any thread adds, without a lock and without garbage; what falls into the moment when a tenth is
 * reused may be lost.
 */
final class SlidingSums {
    /** The span that is summed. */
    static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = SPAN_NANOS / SLOTS;

    private final int kinds;
    private final AtomicLongArray stamps = new AtomicLongArray(SLOTS);
    private final AtomicLongArray sums;

    /** Sums of so many kinds, numbered from 0. */
    SlidingSums(int kinds) {
        this.kinds = kinds;
        this.sums = new AtomicLongArray(kinds * SLOTS);
        for (int slot = 0; slot < SLOTS; slot++) {
            stamps.set(slot, Long.MIN_VALUE);
        }
    }

    void add(int kind, long amount, long now) {
        long stamp = Math.floorDiv(now, SLOT_NANOS);
        int slot = (int) Math.floorMod(stamp, (long) SLOTS);
        long before = stamps.get(slot);
        if (before != stamp && stamps.compareAndSet(slot, before, stamp)) {
            for (int i = 0; i < kinds; i++) {
                sums.set(slot * kinds + i, 0);
            }
        }
        sums.getAndAdd(slot * kinds + kind, amount);
    }

    long sum(int kind, long now) {
        long newest = Math.floorDiv(now, SLOT_NANOS);
        long sum = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            long stamp = stamps.get(slot);
            if (stamp > newest - SLOTS && stamp <= newest) {
                sum += sums.get(slot * kinds + kind);
            }
        }
        return sum;
    }
}
