package org.pilothouse.gateway.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.activity.Activity;

/** What was done, in its order; rows are only ever added. */
public final class ActivityStore {
    private final Database database;

    public ActivityStore(Database database) {
        this.database = database;
    }

    /** An activity and its place. */
    public record Placed(long sequence, Activity activity) {}

    public void append(Activity a) {
        database.transaction(tx -> tx.update(
                "INSERT INTO activity (sequence, activity_id, at, actor, action, target_kind, target_id, detail)"
                        + " VALUES ((SELECT COALESCE(MAX(sequence), 0) + 1 FROM activity), ?, ?, ?, ?, ?, ?, ?)",
                a.activityId(),
                Times.text(a.at()),
                a.actor(),
                a.action(),
                a.targetKind(),
                a.targetId(),
                Columns.json(a.detail())));
    }

    /** Newest first. */
    public List<Placed> page(@Nullable Long before, int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
                row -> new Placed(
                        row.getLong("sequence"),
                        new Activity(
                                row.getString("activity_id"),
                                Times.require(row.getString("at")),
                                row.getString("actor"),
                                row.getString("action"),
                                row.getString("target_kind"),
                                row.getString("target_id"),
                                Columns.tree(row.getString("detail")))),
                before == null ? Long.MAX_VALUE : before,
                limit));
    }
}
