package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Limits;
import tools.jackson.core.type.TypeReference;

/**
 * Environments. Intent and observation are written by different methods to different columns, so a slow observer never
 * overwrites a newer wish.
 */
public final class EnvironmentStore {
    private final Database database;

    public EnvironmentStore(Database database) {
        this.database = database;
    }

    public void insert(EnvironmentRecord e) {
        database.transaction(tx -> tx.update(
                "INSERT INTO environment (environment_id, host_id, label, image_ref, desired, generation, incarnation,"
                        + " width, height, memory_mb, cpus, pids, start_requested_at, observed_generation, stages_ms,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                e.id(),
                e.hostId(),
                e.label(),
                e.imageRef(),
                name(e.desired()),
                e.generation(),
                e.incarnation(),
                e.display().width(),
                e.display().height(),
                e.limits().memoryMb(),
                e.limits().cpus(),
                e.limits().pids(),
                Times.text(e.startRequestedAt()),
                e.observedGeneration(),
                "{}",
                Times.text(e.createdAt()),
                Times.text(e.updatedAt())));
    }

    /** Those not archived, newest change first. */
    public List<EnvironmentRecord> live() {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM environment WHERE archived_at IS NULL ORDER BY updated_at DESC, environment_id",
                EnvironmentStore::map));
    }

    /** One that is not archived. */
    public Optional<EnvironmentRecord> find(String id) {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM environment WHERE environment_id = ? AND archived_at IS NULL",
                EnvironmentStore::map,
                id));
    }

    /** Whether it was deleted, and that was seen to be done. */
    public boolean isArchived(String id) {
        return database.transaction(tx -> tx.find(
                        "SELECT 1 FROM environment WHERE environment_id = ? AND archived_at IS NOT NULL",
                        row -> true,
                        id)
                .isPresent());
    }

    /** The label of an environment that is or was; empty where it has none. */
    public Optional<String> label(String id) {
        return database.transaction(tx -> tx.find(
                        "SELECT label FROM environment WHERE environment_id = ?",
                        row -> Optional.ofNullable(row.getString("label")),
                        id)
                .flatMap(label -> label));
    }

    public Optional<EnvironmentRecord> findByNode(String nodeId) {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM environment WHERE node_id = ? AND archived_at IS NULL", EnvironmentStore::map, nodeId));
    }

    /** Writes the intent columns of {@code e}. Call inside the transaction in which {@code e} was read. */
    public void updateIntent(EnvironmentRecord e) {
        database.transaction(tx -> tx.update(
                "UPDATE environment SET label = ?, image_ref = ?, desired = ?, generation = ?, incarnation = ?,"
                        + " width = ?, height = ?, memory_mb = ?, cpus = ?, pids = ?,"
                        + " start_requested_at = ?, updated_at = ? WHERE environment_id = ?",
                e.label(),
                e.imageRef(),
                name(e.desired()),
                e.generation(),
                e.incarnation(),
                e.display().width(),
                e.display().height(),
                e.limits().memoryMb(),
                e.limits().cpus(),
                e.limits().pids(),
                Times.text(e.startRequestedAt()),
                Times.text(e.updatedAt()),
                e.id()));
    }

    /** The container that carries the environment now, or none. */
    public void setContainer(String id, @Nullable String containerId, @Nullable String imageId) {
        database.transaction(tx -> tx.update(
                "UPDATE environment SET container_id = ?, image_id = ? WHERE environment_id = ?",
                containerId,
                imageId,
                id));
    }

    public void setStarted(String id, @Nullable Instant startedAt) {
        database.transaction(tx ->
                tx.update("UPDATE environment SET started_at = ? WHERE environment_id = ?", Times.text(startedAt), id));
    }

    public void setObservedGeneration(String id, long generation) {
        database.transaction(tx -> tx.update(
                "UPDATE environment SET observed_generation = ?"
                        + " WHERE environment_id = ? AND observed_generation < ?",
                generation,
                id,
                generation));
    }

    public void setStages(String id, Map<String, Long> stagesMs) {
        database.quickTransaction(tx -> tx.update(
                "UPDATE environment SET stages_ms = ? WHERE environment_id = ?",
                Json.LENIENT.writeValueAsString(stagesMs),
                id));
    }

    public void setNode(String id, @Nullable String nodeId, @Nullable Instant lastSeenAt) {
        database.quickTransaction(tx -> tx.update(
                "UPDATE environment SET node_id = ?, last_seen_at = ? WHERE environment_id = ?",
                nodeId,
                Times.text(lastSeenAt),
                id));
    }

    public void touch(String id, Instant updatedAt) {
        database.quickTransaction(tx ->
                tx.update("UPDATE environment SET updated_at = ? WHERE environment_id = ?", Times.text(updatedAt), id));
    }

    /** Keeps the record and drops what belonged to the living environment: log, pairing, node. */
    public void archive(String id, Instant at) {
        database.transaction(tx -> {
            tx.update("DELETE FROM log_line WHERE environment_id = ?", id);
            tx.update(
                    "DELETE FROM pairing_review WHERE pairing_id IN"
                            + " (SELECT pairing_id FROM pairing WHERE environment_id = ?)",
                    id);
            tx.update("DELETE FROM pairing WHERE environment_id = ?", id);
            return tx.update(
                    "UPDATE environment SET archived_at = ?, node_id = NULL, container_id = NULL"
                            + " WHERE environment_id = ?",
                    Times.text(at),
                    id);
        });
    }

    private static String name(Desired desired) {
        return desired.name().toLowerCase(Locale.ROOT);
    }

    private static EnvironmentRecord map(ResultSet row) throws SQLException {
        return new EnvironmentRecord(
                row.getString("environment_id"),
                row.getString("host_id"),
                row.getString("label"),
                row.getString("image_ref"),
                Desired.valueOf(row.getString("desired").toUpperCase(Locale.ROOT)),
                row.getLong("generation"),
                row.getLong("incarnation"),
                new Display(row.getInt("width"), row.getInt("height")),
                new Limits(row.getInt("memory_mb"), row.getDouble("cpus"), row.getInt("pids")),
                Times.instant(row.getString("start_requested_at")),
                row.getLong("observed_generation"),
                row.getString("container_id"),
                row.getString("image_id"),
                Times.instant(row.getString("started_at")),
                Json.LENIENT.readValue(row.getString("stages_ms"), new TypeReference<Map<String, Long>>() {}),
                row.getString("node_id"),
                Times.instant(row.getString("last_seen_at")),
                Times.require(row.getString("created_at")),
                Times.require(row.getString("updated_at")),
                Times.instant(row.getString("archived_at")));
    }
}
