package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;

/**
 * How long to leave a container alone: one that ended by itself, so that it is not restarted in a tight loop, and one that
 * somebody paused, as a {@code docker commit} does for its own good reasons.
 */
final class Patience {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** A container that lived this long is not in a crash loop. */
    private static final Duration HEALTHY = Duration.ofMinutes(2);

    private final InstantSource clock;
    /** Longer than a capture of a sandbox takes. */
    private static final Duration PAUSED = Duration.ofSeconds(60);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Instant> pausedSince = new ConcurrentHashMap<>();

    private record Entry(int crashes, Instant startedAt, Instant restartAt) {}

    Patience(InstantSource clock) {
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

    /** How long to leave a paused container alone; null where it may be woken now. */
    @Nullable
    Duration paused(String environmentId) {
        Instant now = clock.instant();
        Instant since = pausedSince.computeIfAbsent(environmentId, id -> now);
        Duration left = PAUSED.minus(Duration.between(since, now));
        return left.isPositive() ? left : null;
    }

    void notPaused(String environmentId) {
        pausedSince.remove(environmentId);
    }

    int crashes(String environmentId) {
        Entry entry = entries.get(environmentId);
        return entry == null ? 0 : entry.crashes();
    }

    void forget(String environmentId) {
        entries.remove(environmentId);
        pausedSince.remove(environmentId);
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
