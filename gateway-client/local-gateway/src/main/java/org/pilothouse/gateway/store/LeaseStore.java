package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.environment.ControlLease;

/** Who has, and had, control of which desktop. */
public final class LeaseStore {
    private final Database database;

    public LeaseStore(Database database) {
        this.database = database;
    }

    /** The one that lasts. */
    public Optional<ControlLease> current(String environmentId) {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM control_lease WHERE environment_id = ? AND ended_at IS NULL",
                LeaseStore::lease,
                environmentId));
    }

    /** Of all environments. */
    public List<ControlLease> current() {
        return database.transaction(
                tx -> tx.list("SELECT * FROM control_lease WHERE ended_at IS NULL", LeaseStore::lease));
    }

    public Optional<ControlLease> find(long fence) {
        return database.transaction(
                tx -> tx.find("SELECT * FROM control_lease WHERE fence = ?", LeaseStore::lease, fence));
    }

    /** The last one that is over. */
    public Optional<ControlLease> lastEnded(String environmentId) {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM control_lease WHERE environment_id = ? AND ended_at IS NOT NULL"
                        + " ORDER BY fence DESC LIMIT 1",
                LeaseStore::lease,
                environmentId));
    }

    /**
     * Those of a run's desktops while it lasted, oldest first.
     *
     * @param until null for now
     */
    public List<ControlLease> during(String runId, Instant from, @Nullable Instant until) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM control_lease WHERE environment_id IN"
                        + " (SELECT environment_id FROM run_step WHERE run_id = ?)"
                        + " AND (ended_at IS NULL OR ended_at >= ?) AND taken_at <= ? ORDER BY fence",
                LeaseStore::lease,
                runId,
                Times.text(from),
                until == null ? "9999" : Times.text(until)));
    }

    /** Begins one; returns it with its fence. */
    public ControlLease insert(
            String environmentId, String holder, String takeoverId, Instant since, @Nullable String reason) {
        return database.transaction(tx -> {
            tx.update(
                    "INSERT INTO control_lease (fence, environment_id, holder, takeover_id, taken_at, reason)"
                            + " VALUES ((SELECT COALESCE(MAX(fence), 0) + 1 FROM control_lease), ?, ?, ?, ?, ?)",
                    environmentId,
                    holder,
                    takeoverId,
                    Times.text(since),
                    reason);
            return current(environmentId).orElseThrow();
        });
    }

    /** @return false where it was over already */
    public boolean end(long fence, Instant at, String because) {
        return database.transaction(tx -> tx.update(
                        "UPDATE control_lease SET ended_at = ?, ended_because = ? WHERE fence = ? AND ended_at IS NULL",
                        Times.text(at),
                        because,
                        fence))
                == 1;
    }

    private static ControlLease lease(ResultSet row) throws SQLException {
        return new ControlLease(
                row.getLong("fence"),
                row.getString("environment_id"),
                row.getString("holder"),
                row.getString("takeover_id"),
                Times.require(row.getString("taken_at")),
                Times.instant(row.getString("ended_at")),
                row.getString("reason"),
                row.getString("ended_because"));
    }
}
