package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.ApprovalKind;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.review.ReviewEntry;

/** Approvals and the reviews of them. */
public final class ApprovalStore {
    private final Database database;

    public ApprovalStore(Database database) {
        this.database = database;
    }

    /**
     * Which approvals, newest first.
     *
     * @param statuses any of these
     * @param before only older ones than the one at this place
     */
    public record Filter(
            List<ApprovalStatus> statuses, @Nullable Long before, int limit) {}

    public ApprovalRecord insert(ApprovalRecord a) {
        return database.transaction(tx -> {
            tx.update(
                    "INSERT INTO approval (approval_id, sequence, approval_key, kind, status, prompt, motivation,"
                            + " context, conversation_key, run_id, step_id, attempt, environment_id, resume_token,"
                            + " created_at, expires_at)"
                            + " VALUES (?, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM approval),"
                            + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    a.id(),
                    a.key(),
                    Columns.name(a.kind()),
                    Columns.name(a.status()),
                    a.prompt(),
                    a.motivation(),
                    Columns.json(a.context()),
                    a.conversationKey(),
                    a.runId(),
                    a.stepId(),
                    a.attempt(),
                    a.environmentId(),
                    a.resumeToken(),
                    Times.text(a.createdAt()),
                    Times.text(a.expiresAt()));
            return find(a.id()).orElseThrow();
        });
    }

    public Optional<ApprovalRecord> find(String id) {
        return database.transaction(
                tx -> tx.find("SELECT * FROM approval WHERE approval_id = ?", ApprovalStore::map, id));
    }

    public Optional<ApprovalRecord> findByResumeToken(String token) {
        return database.transaction(
                tx -> tx.find("SELECT * FROM approval WHERE resume_token = ?", ApprovalStore::map, token));
    }

    public List<ApprovalRecord> page(Filter filter) {
        if (filter.statuses().isEmpty()) {
            return List.of();
        }
        List<Object> arguments = new ArrayList<>(
                filter.statuses().stream().map(s -> (Object) Columns.name(s)).toList());
        String places = filter.statuses().stream().map(s -> "?").collect(Collectors.joining(", "));
        String older = "";
        if (filter.before() != null) {
            older = " AND sequence < ?";
            arguments.add(filter.before());
        }
        arguments.add(filter.limit());
        String sql =
                "SELECT * FROM approval WHERE status IN (" + places + ")" + older + " ORDER BY sequence DESC LIMIT ?";
        return database.transaction(tx -> tx.list(sql, ApprovalStore::map, arguments.toArray()));
    }

    /** Those of a run that nobody decided yet. */
    public List<ApprovalRecord> waitingOfRun(String runId) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM approval WHERE run_id = ? AND status = 'awaiting_human'", ApprovalStore::map, runId));
    }

    /** Those about an environment that nobody decided yet. */
    public List<ApprovalRecord> waitingOfEnvironment(String environmentId) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM approval WHERE status = 'awaiting_human' AND environment_id = ?",
                ApprovalStore::map,
                environmentId));
    }

    /** Those that nobody decided in time. */
    public List<ApprovalRecord> due(Instant now) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM approval WHERE status = 'awaiting_human' AND expires_at <= ?",
                ApprovalStore::map,
                Times.text(now)));
    }

    /**
     * Takes an approval from waiting to decided.
     *
     * @return false where it was decided before
     */
    public boolean decide(ApprovalRecord decided) {
        return database.transaction(tx -> tx.update(
                        "UPDATE approval SET status = ?, decided_at = ?"
                                + " WHERE approval_id = ? AND status = 'awaiting_human'",
                        Columns.name(decided.status()),
                        Times.text(decided.decidedAt()),
                        decided.id())
                == 1);
    }

    public void addReview(ReviewEntry review) {
        database.transaction(tx -> tx.update(
                "INSERT INTO approval_review (review_id, approval_id, position, review) VALUES (?, ?,"
                        + " (SELECT COUNT(*) FROM approval_review WHERE approval_id = ?), ?)",
                review.reviewId(),
                review.targetId(),
                review.targetId(),
                Columns.json(review)));
    }

    /** Oldest first. */
    public List<ReviewEntry> reviews(String approvalId) {
        return database.transaction(tx -> tx.list(
                "SELECT review FROM approval_review WHERE approval_id = ? ORDER BY position",
                row -> Json.LENIENT.readValue(row.getString("review"), ReviewEntry.class),
                approvalId));
    }

    private static ApprovalRecord map(ResultSet row) throws SQLException {
        return new ApprovalRecord(
                row.getString("approval_id"),
                row.getLong("sequence"),
                row.getString("approval_key"),
                Columns.constant(ApprovalKind.class, row.getString("kind")),
                Columns.constant(ApprovalStatus.class, row.getString("status")),
                row.getString("prompt"),
                row.getString("motivation"),
                Json.LENIENT.readTree(row.getString("context")),
                row.getString("conversation_key"),
                row.getString("run_id"),
                row.getString("step_id"),
                row.getInt("attempt"),
                row.getString("environment_id"),
                row.getString("resume_token"),
                Times.require(row.getString("created_at")),
                Times.require(row.getString("expires_at")),
                Times.instant(row.getString("decided_at")));
    }
}
