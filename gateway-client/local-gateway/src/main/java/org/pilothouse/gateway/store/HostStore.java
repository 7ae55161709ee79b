package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The engines that this store knows, each under an id of its own that never changes. */
public final class HostStore {
    private final Database database;

    public HostStore(Database database) {
        this.database = database;
    }

    /**
     * @param endpoint how the engine is reached ({@code unix:///…}, {@code tcp://…})
     */
    public record HostRecord(
            String hostId,
            String endpoint,
            String label,
            @Nullable Instant lastSeenAt) {}

    /** The host of that endpoint; the first time it is made. */
    public HostRecord ensure(String endpoint, String label, Instant now) {
        return database.transaction(tx -> {
            var known = all().stream()
                    .filter(host -> host.endpoint().equals(endpoint))
                    .findFirst();
            if (known.isPresent()) {
                tx.update(
                        "UPDATE host SET label = ? WHERE host_id = ?",
                        label,
                        known.get().hostId());
                return new HostRecord(
                        known.get().hostId(), endpoint, label, known.get().lastSeenAt());
            }
            String hostId = "desktop-host-" + UUID.randomUUID();
            tx.update(
                    "INSERT INTO host (host_id, endpoint, label, created_at) VALUES (?, ?, ?, ?)",
                    hostId,
                    endpoint,
                    label,
                    Times.text(now));
            return new HostRecord(hostId, endpoint, label, null);
        });
    }

    public List<HostRecord> all() {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM host ORDER BY label, host_id",
                row -> new HostRecord(
                        row.getString("host_id"),
                        row.getString("endpoint"),
                        row.getString("label"),
                        Times.instant(row.getString("last_seen_at")))));
    }

    public void seen(String hostId, Instant at) {
        database.quickTransaction(
                tx -> tx.update("UPDATE host SET last_seen_at = ? WHERE host_id = ?", Times.text(at), hostId));
    }
}
