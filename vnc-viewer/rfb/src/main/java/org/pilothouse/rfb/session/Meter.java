package org.pilothouse.rfb.session;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.Encoding;

/** Counts what arrives. The session's thread counts; any thread reads. */
final class Meter {
    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<Encoding, long[]> rectangles = new EnumMap<>(Encoding.class);
    private final long[] slotUpdates = new long[SLOTS];
    private final long[] slotBytes = new long[SLOTS];
    private long slot = System.nanoTime() / SLOT_NANOS;
    private long updates;
    private long pixels;
    private long bytes;
    private long lastUpdate;

    /** What a meter shows. */
    record Reading(
            long updates,
            double updatesPerSecond,
            double bytesPerSecond,
            long pixels,
            Map<Encoding, Long> rectangles,
            Optional<Duration> sinceLastUpdate) {}

    synchronized void rectangle(Encoding encoding, int area) {
        rectangles.computeIfAbsent(encoding, e -> new long[1])[0]++;
        pixels += area;
    }

    synchronized void update(long bytesSoFar) {
        long now = System.nanoTime();
        forgetOldSlots(now);
        int index = Math.floorMod(slot, SLOTS);
        slotUpdates[index]++;
        slotBytes[index] += bytesSoFar - bytes;
        bytes = bytesSoFar;
        updates++;
        lastUpdate = now;
    }

    synchronized Reading read() {
        long now = System.nanoTime();
        forgetOldSlots(now);
        Map<Encoding, Long> counts = new EnumMap<>(Encoding.class);
        rectangles.forEach((encoding, count) -> counts.put(encoding, count[0]));
        Optional<Duration> age = updates == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(now - lastUpdate));
        return new Reading(updates, sum(slotUpdates), sum(slotBytes), pixels, counts, age);
    }

    private void forgetOldSlots(long now) {
        long current = now / SLOT_NANOS;
        for (long old = Math.max(slot + 1, current - SLOTS + 1); old <= current; old++) {
            int index = Math.floorMod(old, SLOTS);
            slotUpdates[index] = 0;
            slotBytes[index] = 0;
        }
        slot = Math.max(slot, current);
    }

    private static double sum(long[] slots) {
        long sum = 0;
        for (long value : slots) {
            sum += value;
        }
        return sum;
    }
}
