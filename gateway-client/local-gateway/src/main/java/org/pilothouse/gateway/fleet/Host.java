package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.protocol.environment.Orphan;

/** One machine with an engine, and what is known of its health. */
public final class Host {
    /** Where nothing tried to write for so long, the next one may find room. */
    private static final Duration DISK_FORGOTTEN = Duration.ofMinutes(1);

    private final String hostId;
    private final String label;
    private final FleetEngine engine;
    private final StartSlots slots;
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private volatile Health health;
    private volatile List<Orphan> strays = List.of();

    /**
     * @param info of the last successful look; null where there was none since the gateway started
     * @param error one sentence; null where the engine answers
     * @param diskPressure null where there is room, as far as is known
     */
    public record Health(
            boolean reachable,
            @Nullable EngineInfo info,
            @Nullable Instant lastSeenAt,
            @Nullable String error,
            int containers,
            int running,
            @Nullable DiskPressure diskPressure) {

        private Health withDisk(@Nullable DiskPressure pressure) {
            return new Health(reachable, info, lastSeenAt, error, containers, running, pressure);
        }
    }

    /**
     * The engine's disk is full.
     *
     * @param since when it was first refused for that
     * @param refusedAt when it was last refused
     */
    public record DiskPressure(String message, Instant since, Instant refusedAt) {}

    Host(String hostId, String label, FleetEngine engine, @Nullable Instant lastSeenAt, InstantSource clock) {
        this.hostId = hostId;
        this.label = label;
        this.engine = engine;
        this.slots = new StartSlots(clock);
        this.health = new Health(false, null, lastSeenAt, "The engine was not asked yet.", 0, 0, null);
    }

    public String hostId() {
        return hostId;
    }

    public String label() {
        return label;
    }

    public FleetEngine engine() {
        return engine;
    }

    public Health health() {
        return health;
    }

    /** Waits until the engine was asked for the first time since the gateway started. */
    public void awaitFirstLook(Duration longest) throws InterruptedException {
        boolean _ = firstLook.await(longest.toMillis(), TimeUnit.MILLISECONDS); // where not, its health says so
    }

    /** What carries our label there and belongs to no environment, as of the last look. */
    public List<Orphan> strays() {
        return strays;
    }

    void strays(List<Orphan> seen) {
        strays = seen;
    }

    StartSlots slots() {
        return slots;
    }

    /** A change was refused because the disk is full. Returns whether that is news. */
    synchronized boolean diskFull(String message, Instant now) {
        DiskPressure before = health.diskPressure();
        health = health.withDisk(new DiskPressure(message, before == null ? now : before.since(), now));
        return before == null;
    }

    /** Something was written. Returns whether that is news. */
    synchronized boolean diskHadRoom() {
        boolean news = health.diskPressure() != null;
        health = health.withDisk(null);
        return news;
    }

    /** Returns whether anything changed that a person would see. */
    synchronized boolean up(EngineInfo info, Instant at, int containers, int running) {
        Health before = health;
        slots.resize(info.cpus());
        DiskPressure pressure = before.diskPressure();
        if (pressure != null && pressure.refusedAt().plus(DISK_FORGOTTEN).isBefore(at)) {
            pressure = null;
        }
        health = new Health(true, info, at, null, containers, running, pressure);
        firstLook.countDown();
        return !Objects.equals(before.diskPressure(), pressure)
                || !before.reachable()
                || !Objects.equals(before.info(), info)
                || before.containers() != containers
                || before.running() != running;
    }

    synchronized boolean down(String error) {
        Health before = health;
        health = new Health(
                false,
                before.info(),
                before.lastSeenAt(),
                error,
                before.containers(),
                before.running(),
                before.diskPressure());
        firstLook.countDown();
        return before.reachable() || !Objects.equals(before.error(), error);
    }
}
