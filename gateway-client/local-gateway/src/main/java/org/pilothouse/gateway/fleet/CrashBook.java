package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;

/** Counts how often a container ended by itself, and how long to wait before it is started again. */
final class CrashBook {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** A container that lived this long is not in a crash loop. */
    private static final Duration HEALTHY = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(int crashes, Instant startedAt, Instant restartAt) {}

    CrashBook(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Notes an exited container that should run.
     *
     * @param startedByUsAt when we last started it
     * @return how long to leave it alone; null where it may start now
     */
    @Nullable
    Duration exited(String environmentId, Instant startedByUsAt) {
        Instant now = clock.instant();
        Entry entry = entries.compute(environmentId, (id, last) -> {
            if (last != null && last.startedAt().equals(startedByUsAt)) {
                return last;
            }
            boolean loop = last != null && Duration.between(startedByUsAt, now).compareTo(HEALTHY) < 0;
            int crashes = loop ? last.crashes() + 1 : 1;
            long millis = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(crashes - 1, 10));
            return new Entry(crashes, startedByUsAt, now.plusMillis(millis));
        });
        Duration left = Duration.between(now, entry.restartAt());
        return left.isPositive() ? left : null;
    }

    int crashes(String environmentId) {
        Entry entry = entries.get(environmentId);
        return entry == null ? 0 : entry.crashes();
    }

    void forget(String environmentId) {
        entries.remove(environmentId);
    }

    static String describe(ContainerView view) {
        String how = view.outOfMemory()
                ? "out of memory"
                : switch (view.exitCode()) {
                    case 137 -> "killed";
                    case 143 -> "terminated";
                    default -> "exit code " + view.exitCode();
                };
        return "The desktop's container ended by itself (" + how + ").";
    }
}
