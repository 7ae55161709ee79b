package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
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

    /** Bytes on disk, each content counted once. */
    public long totalBytes() {
        return database.transaction(tx -> tx.find(
                        "SELECT COALESCE(SUM(size_bytes), 0) AS total FROM"
                                + " (SELECT sha256, MAX(size_bytes) AS size_bytes FROM artifact GROUP BY sha256) AS one",
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
