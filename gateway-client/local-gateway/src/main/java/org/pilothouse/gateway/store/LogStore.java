package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/** The last {@value #KEPT} lines of every environment: what its container wrote, and what the control plane did. */
public final class LogStore {
    public static final int KEPT = 2000;
    /** Written by the control plane itself. */
    public static final String GATEWAY = "gateway";

    private final Database database;

    public LogStore(Database database) {
        this.database = database;
    }

    /** A line that has no place in the sequence yet. */
    public record NewLine(Instant at, String stream, String line) {}

    /** Appends in order and forgets the oldest; returns the lines with their places. */
    public List<LogLine> append(String environmentId, List<NewLine> lines) {
        return database.quickTransaction(tx -> {
            boolean live = tx.find(
                            "SELECT 1 FROM environment WHERE environment_id = ? AND archived_at IS NULL",
                            row -> true,
                            environmentId)
                    .isPresent();
            if (!live) {
                return List.<LogLine>of();
            }
            long last = last(tx, environmentId);
            List<LogLine> placed = new ArrayList<>(lines.size());
            for (NewLine line : lines) {
                last++;
                tx.update(
                        "INSERT INTO log_line (environment_id, sequence, at, stream, line) VALUES (?, ?, ?, ?, ?)",
                        environmentId,
                        last,
                        line.at().toString(),
                        line.stream(),
                        line.line());
                placed.add(new LogLine(last, line.at(), line.stream(), line.line()));
            }
            tx.update("DELETE FROM log_line WHERE environment_id = ? AND sequence <= ?", environmentId, last - KEPT);
            return List.copyOf(placed);
        });
    }

    /** Lines after that place, oldest first, at most {@code limit}. */
    public List<LogLine> after(String environmentId, long sequence, int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM log_line WHERE environment_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                LogStore::map,
                environmentId,
                sequence,
                limit));
    }

    /** The newest {@code limit} lines, oldest first. */
    public List<LogLine> tail(String environmentId, int limit) {
        return database.transaction(tx -> tx.list(
                        "SELECT * FROM log_line WHERE environment_id = ? ORDER BY sequence DESC LIMIT ?",
                        LogStore::map,
                        environmentId,
                        limit)
                .reversed());
    }

    /** The newest {@code limit} lines that hold this text, whatever its case (of ASCII letters), oldest first. */
    public List<LogLine> search(String environmentId, String text, int limit) {
        return database.transaction(tx -> tx.list(
                        "SELECT * FROM log_line WHERE environment_id = ? AND instr(lower(line), lower(?)) > 0"
                                + " ORDER BY sequence DESC LIMIT ?",
                        LogStore::map,
                        environmentId,
                        text,
                        limit)
                .reversed());
    }

    /** The newest line that the container itself wrote. */
    public Optional<LogLine> lastOfContainer(String environmentId) {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM log_line WHERE environment_id = ? AND stream <> ? ORDER BY sequence DESC LIMIT 1",
                LogStore::map,
                environmentId,
                GATEWAY));
    }

    private static long last(Database.Transaction tx, String environmentId) throws SQLException {
        return tx.find(
                        "SELECT COALESCE(MAX(sequence), 0) AS last FROM log_line WHERE environment_id = ?",
                        row -> row.getLong("last"),
                        environmentId)
                .orElse(0L);
    }

    private static LogLine map(ResultSet row) throws SQLException {
        return new LogLine(
                row.getLong("sequence"),
                Times.require(row.getString("at")),
                row.getString("stream"),
                row.getString("line"));
    }
}
