package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.artifact.ArtifactKind;
import org.pilothouse.protocol.artifact.ArtifactLink;
import org.pilothouse.protocol.artifact.MediaClass;
import org.pilothouse.protocol.artifact.Sensitivity;
import tools.jackson.core.type.TypeReference;

/** What is known of artifacts; their bytes are elsewhere. */
public final class ArtifactStore {
    private static final String UNREFERENCED = " AND NOT EXISTS (SELECT 1 FROM artifact_link l"
            + " JOIN run r ON r.run_id = l.parent_id WHERE l.artifact_id = a.artifact_id"
            + " AND l.parent_kind = 'execution_run' AND r.status NOT IN ('succeeded', 'failed', 'cancelled'))"
            + " AND NOT EXISTS (SELECT 1 FROM artifact_link l JOIN approval p ON p.approval_id = l.parent_id"
            + " WHERE l.artifact_id = a.artifact_id AND l.parent_kind = 'approval' AND p.decided_at IS NULL)";

    private final Database database;

    public ArtifactStore(Database database) {
        this.database = database;
    }

    public void insert(ArtifactRecord a) {
        database.transaction(tx -> tx.update(
                "INSERT INTO artifact (artifact_id, sequence, sha256, size_bytes, kind, media_class, mime_type,"
                        + " filename, sensitivity, labels, metadata, created_at)"
                        + " VALUES (?, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM artifact),"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                a.id(),
                a.sha256(),
                a.sizeBytes(),
                Columns.name(a.kind()),
                Columns.name(a.mediaClass()),
                a.mimeType(),
                a.filename(),
                Columns.name(a.sensitivity()),
                Columns.json(a.labels()),
                Columns.json(a.metadata()),
                Times.text(a.createdAt())));
    }

    public void link(String artifactId, ArtifactLink parent) {
        database.transaction(tx -> tx.update(
                "INSERT INTO artifact_link (artifact_id, parent_kind, parent_id) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                artifactId,
                parent.parentKind(),
                parent.parentId()));
    }

    public Optional<ArtifactRecord> find(String id) {
        return database.transaction(
                tx -> tx.find("SELECT * FROM artifact WHERE artifact_id = ?", ArtifactStore::map, id));
    }

    public List<ArtifactLink> links(String artifactId) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM artifact_link WHERE artifact_id = ? ORDER BY parent_kind, parent_id",
                row -> new ArtifactLink(row.getString("parent_kind"), row.getString("parent_id")),
                artifactId));
    }

    /** Oldest first. */
    public List<ArtifactRecord> of(ArtifactLink parent) {
        return database.transaction(tx -> tx.list(
                "SELECT a.* FROM artifact a JOIN artifact_link l ON l.artifact_id = a.artifact_id"
                        + " WHERE l.parent_kind = ? AND l.parent_id = ? ORDER BY a.sequence",
                ArtifactStore::map,
                parent.parentKind(),
                parent.parentId()));
    }

    /** Of all attempts of a run, by the attempt's id, oldest first. */
    public Map<String, List<ArtifactRecord>> ofRunByAttempt(String runId) {
        Map<String, List<ArtifactRecord>> found = new LinkedHashMap<>();
        database.transaction(tx -> tx.list(
                "SELECT a.*, l.parent_id AS attempt_id FROM artifact_link r"
                        + " JOIN artifact a ON a.artifact_id = r.artifact_id"
                        + " JOIN artifact_link l ON l.artifact_id = a.artifact_id AND l.parent_kind = 'execution_attempt'"
                        + " WHERE r.parent_kind = 'execution_run' AND r.parent_id = ? ORDER BY a.sequence",
                row -> found.computeIfAbsent(row.getString("attempt_id"), id -> new ArrayList<>())
                        .add(map(row)),
                runId));
        return found;
    }

    /** That the bytes of an artifact were let go, when and why. */
    public record Removal(Instant at, String because) {}

    public Optional<Removal> removal(String id) {
        return database.transaction(tx -> tx.find(
                "SELECT removed_at, removed_because FROM artifact WHERE artifact_id = ? AND removed_at IS NOT NULL",
                row -> new Removal(Times.require(row.getString("removed_at")), row.getString("removed_because")),
                id));
    }

    /** Oldest first, of those whose run is over and which no approval waits with. */
    public List<ArtifactRecord> unreferenced(ArtifactKind kind, Instant madeBefore, int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT a.* FROM artifact a WHERE a.removed_at IS NULL AND a.kind = ? AND a.created_at < ?"
                        + UNREFERENCED + " ORDER BY a.sequence LIMIT ?",
                ArtifactStore::map,
                Columns.name(kind),
                Times.text(madeBefore),
                limit));
    }

    /** As {@link #unreferenced(ArtifactKind, Instant, int)}, of every kind and age. */
    public List<ArtifactRecord> unreferenced(int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT a.* FROM artifact a WHERE a.removed_at IS NULL" + UNREFERENCED + " ORDER BY a.sequence LIMIT ?",
                ArtifactStore::map,
                limit));
    }

    public void remove(String id, Removal removal) {
        database.transaction(tx -> tx.update(
                "UPDATE artifact SET removed_at = ?, removed_because = ? WHERE artifact_id = ?",
                Times.text(removal.at()),
                removal.because(),
                id));
    }

    /** Whether any artifact still has these bytes. */
    public boolean isUsed(String sha256) {
        return database.transaction(tx -> tx.find(
                        "SELECT 1 AS one FROM artifact WHERE sha256 = ? AND removed_at IS NULL LIMIT 1",
                        row -> row.getInt("one"),
                        sha256))
                .isPresent();
    }

    /** Bytes on disk, each content counted once. */
    public long totalBytes() {
        return database.transaction(tx -> tx.find(
                        "SELECT COALESCE(SUM(size_bytes), 0) AS total FROM"
                                + " (SELECT sha256, MAX(size_bytes) AS size_bytes FROM artifact WHERE removed_at IS NULL GROUP BY sha256) AS one",
                        row -> row.getLong("total"))
                .orElse(0L));
    }

    private static ArtifactRecord map(ResultSet row) throws SQLException {
        return new ArtifactRecord(
                row.getString("artifact_id"),
                row.getString("sha256"),
                row.getLong("size_bytes"),
                Columns.constant(ArtifactKind.class, row.getString("kind")),
                Columns.constant(MediaClass.class, row.getString("media_class")),
                row.getString("mime_type"),
                row.getString("filename"),
                Columns.constant(Sensitivity.class, row.getString("sensitivity")),
                Json.LENIENT.readValue(row.getString("labels"), new TypeReference<List<String>>() {}),
                Json.LENIENT.readTree(row.getString("metadata")),
                Times.require(row.getString("created_at")));
    }
}
