package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many desktops of a host may be on their way up at once. Starting a desktop costs seconds of CPU; eight at once on
 * two CPUs took 15 s where one takes 1.5. A slot is held until the desktop is painted, or for {@link #LONGEST}.
 */
final class StartSlots {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Instant> holders = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private int capacity = 1;

    StartSlots(InstantSource clock) {
        this.clock = clock;
    }

    void resize(int cpus) {
        lock.lock();
        try {
            capacity = Math.max(1, cpus);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a slot, or notes that {@code key} wants one. */
    boolean tryAcquire(String key) {
        lock.lock();
        try {
            Instant now = clock.instant();
            holders.values().removeIf(since -> since.plus(LONGEST).isBefore(now));
            if (!holders.containsKey(key) && holders.size() >= capacity) {
                waiting.add(key);
                return false;
            }
            waiting.remove(key);
            holders.putIfAbsent(key, now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the slot back; returns who should try again now. */
    List<String> release(String key) {
        lock.lock();
        try {
            waiting.remove(key);
            if (holders.remove(key) == null || waiting.isEmpty()) {
                return List.of();
            }
            return new ArrayList<>(waiting).subList(0, Math.min(waiting.size(), capacity));
        } finally {
            lock.unlock();
        }
    }
}
