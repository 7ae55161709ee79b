package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Pairings: one for each node that ever asked, with the reviews that decided it. */
public final class PairingStore {
    private final Database database;

    public PairingStore(Database database) {
        this.database = database;
    }

    /**
     * @param environmentId the environment whose node this is, for managed desktops
     */
    public record PairingRecord(
            long pairingId,
            String nodeId,
            @Nullable String environmentId,
            Pairing.Status status,
            Pairing.@Nullable TrustLevel trustLevel,
            @Nullable String motivation,
            @Nullable String label,
            List<Capability> capabilities,
            List<Capability> allowlist,
            Map<String, String> metadata,
            Instant requestedAt,
            Instant lastSeenAt) {}

    public List<PairingRecord> newest(Pairing.@Nullable Status status, int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM pairing WHERE (CAST(? AS TEXT) IS NULL OR status = ?) ORDER BY pairing_id DESC LIMIT ?",
                PairingStore::map,
                status == null ? null : name(status),
                status == null ? null : name(status),
                limit));
    }

    public Optional<PairingRecord> find(long pairingId) {
        return database.transaction(
                tx -> tx.find("SELECT * FROM pairing WHERE pairing_id = ?", PairingStore::map, pairingId));
    }

    public Optional<PairingRecord> findByNode(String nodeId) {
        return database.transaction(
                tx -> tx.find("SELECT * FROM pairing WHERE node_id = ?", PairingStore::map, nodeId));
    }

    public List<PairingRecord> ofEnvironment(String environmentId) {
        return database.transaction(
                tx -> tx.list("SELECT * FROM pairing WHERE environment_id = ?", PairingStore::map, environmentId));
    }

    /** Inserts where {@code pairingId} is 0, updates otherwise; returns the stored record. */
    public PairingRecord save(PairingRecord p) {
        return database.transaction(tx -> {
            if (p.pairingId() != 0) {
                tx.update(
                        "UPDATE pairing SET environment_id = ?, status = ?, trust_level = ?, motivation = ?,"
                                + " label = ?, capabilities = ?, allowlist = ?, metadata = ?, requested_at = ?,"
                                + " last_seen_at = ? WHERE pairing_id = ?",
                        p.environmentId(),
                        name(p.status()),
                        trust(p),
                        p.motivation(),
                        p.label(),
                        json(p.capabilities()),
                        json(p.allowlist()),
                        json(p.metadata()),
                        Times.text(p.requestedAt()),
                        Times.text(p.lastSeenAt()),
                        p.pairingId());
                return p;
            }
            long id = tx.find("SELECT COALESCE(MAX(pairing_id), 0) + 1 AS next FROM pairing", row -> row.getLong(1))
                    .orElse(1L);
            tx.update(
                    "INSERT INTO pairing (pairing_id, node_id, environment_id, status, trust_level, motivation,"
                            + " label, capabilities, allowlist, metadata, requested_at, last_seen_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    p.nodeId(),
                    p.environmentId(),
                    name(p.status()),
                    trust(p),
                    p.motivation(),
                    p.label(),
                    json(p.capabilities()),
                    json(p.allowlist()),
                    json(p.metadata()),
                    Times.text(p.requestedAt()),
                    Times.text(p.lastSeenAt()));
            return find(id).orElseThrow();
        });
    }

    public void addReview(String reviewId, long pairingId, JsonNode review) {
        database.transaction(tx -> tx.update(
                "INSERT INTO pairing_review (review_id, pairing_id, position, review) VALUES (?, ?,"
                        + " (SELECT COUNT(*) FROM pairing_review WHERE pairing_id = ?), ?)",
                reviewId,
                pairingId,
                pairingId,
                review.toString()));
    }

    /** Oldest first. */
    public List<JsonNode> reviews(long pairingId) {
        return database.transaction(tx -> tx.list(
                "SELECT review FROM pairing_review WHERE pairing_id = ? ORDER BY position",
                row -> Json.LENIENT.readTree(row.getString("review")),
                pairingId));
    }

    private static @Nullable String trust(PairingRecord p) {
        return p.trustLevel() == null ? null : p.trustLevel().name().toLowerCase(Locale.ROOT);
    }

    private static String name(Pairing.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Object value) {
        return Json.LENIENT.writeValueAsString(value);
    }

    private static PairingRecord map(ResultSet row) throws SQLException {
        String trust = row.getString("trust_level");
        return new PairingRecord(
                row.getLong("pairing_id"),
                row.getString("node_id"),
                row.getString("environment_id"),
                Pairing.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                trust == null ? null : Pairing.TrustLevel.valueOf(trust.toUpperCase(Locale.ROOT)),
                row.getString("motivation"),
                row.getString("label"),
                Json.LENIENT.readValue(row.getString("capabilities"), new TypeReference<List<Capability>>() {}),
                Json.LENIENT.readValue(row.getString("allowlist"), new TypeReference<List<Capability>>() {}),
                Json.LENIENT.readValue(row.getString("metadata"), new TypeReference<Map<String, String>>() {}),
                Times.require(row.getString("requested_at")),
                Times.require(row.getString("last_seen_at")));
    }
}
