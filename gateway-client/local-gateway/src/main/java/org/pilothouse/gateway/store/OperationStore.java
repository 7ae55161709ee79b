package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Intents to change an engine, recorded before it is touched. */
public final class OperationStore {
    private static final int KEPT = 50;

    private final Database database;

    public OperationStore(Database database) {
        this.database = database;
    }

    public enum Kind {
        CREATE,
        START,
        STOP,
        REMOVE
    }

    public record Operation(
            String opId,
            String environmentId,
            long generation,
            long incarnation,
            Kind kind,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String error) {}

    public void begin(Operation operation) {
        database.transaction(tx -> {
            tx.update(
                    "INSERT INTO operation (op_id, environment_id, generation, incarnation, kind, started_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    operation.opId(),
                    operation.environmentId(),
                    operation.generation(),
                    operation.incarnation(),
                    operation.kind().name().toLowerCase(Locale.ROOT),
                    Times.text(operation.startedAt()));
            return tx.update(
                    "DELETE FROM operation WHERE environment_id = ? AND finished_at IS NOT NULL AND op_id NOT IN"
                            + " (SELECT op_id FROM operation WHERE environment_id = ?"
                            + " ORDER BY started_at DESC LIMIT ?)",
                    operation.environmentId(),
                    operation.environmentId(),
                    KEPT);
        });
    }

    public void finish(String opId, Instant at, @Nullable String error) {
        database.transaction(tx -> tx.update(
                "UPDATE operation SET finished_at = ?, error = ? WHERE op_id = ?", Times.text(at), error, opId));
    }

    /** Newest first. */
    public List<Operation> of(String environmentId) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM operation WHERE environment_id = ? ORDER BY started_at DESC, op_id",
                row -> new Operation(
                        row.getString("op_id"),
                        row.getString("environment_id"),
                        row.getLong("generation"),
                        row.getLong("incarnation"),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        Times.require(row.getString("started_at")),
                        Times.instant(row.getString("finished_at")),
                        row.getString("error")),
                environmentId));
    }
}
