package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.store.ActivityChain.Entry;
import org.pilothouse.gateway.store.ActivityChain.Head;

/** What was done, in its order, each entry bound to the one before; rows are only ever added. */
public final class ActivityStore {
    private static final int BATCH = 500;

    private final Database database;

    /** Brings entries from before there was a chain into it. */
    public ActivityStore(Database database) {
        this(database, false);
    }

    private ActivityStore(Database database, boolean readOnly) {
        this.database = database;
        if (!readOnly) {
            chainOldEntries();
        }
    }

    /** For whoever only looks. */
    public static ActivityStore readOnly(Database database) {
        return new ActivityStore(database, true);
    }

    /**
     * Adds an entry in the transaction of the caller.
     *
     * @param unplaced of which sequence, time and hash are made here
     */
    public Head append(Entry unplaced, Instant at) {
        return database.transaction(tx -> {
            Head before = head();
            Entry placed = placed(unplaced, Times.require(at), before);
            tx.update(
                    "INSERT INTO activity (sequence, activity_id, at, actor, actor_id, token_id, action, target_kind,"
                            + " target_id, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    placed.sequence(),
                    placed.activityId(),
                    placed.at(),
                    placed.actor(),
                    placed.actorId(),
                    placed.tokenId(),
                    placed.action(),
                    placed.targetKind(),
                    placed.targetId(),
                    placed.detail(),
                    placed.hash());
            return new Head(placed.sequence(), placed.hash());
        });
    }

    private static Entry placed(Entry e, String at, Head before) {
        Entry numbered = with(e, before.sequence() + 1, at, "");
        return with(numbered, numbered.sequence(), at, ActivityChain.hash(numbered, before.hash()));
    }

    private static Entry with(Entry e, long sequence, String at, String hash) {
        return new Entry(
                sequence,
                e.activityId(),
                at,
                e.actor(),
                e.actorId(),
                e.tokenId(),
                e.action(),
                e.targetKind(),
                e.targetId(),
                e.detail(),
                hash);
    }

    /** The newest entry. */
    public Head head() {
        return database.transaction(tx -> tx.find(
                        "SELECT sequence, hash FROM activity ORDER BY sequence DESC LIMIT 1",
                        row -> new Head(row.getLong("sequence"), row.getString("hash")))
                .orElse(Head.EMPTY));
    }

    /** Newest first. */
    public List<Entry> page(@Nullable Long before, int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
                ActivityStore::map,
                before == null ? Long.MAX_VALUE : before,
                limit));
    }

    /** Oldest first. */
    public List<Entry> after(long sequence, int limit) {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM activity WHERE sequence > ? ORDER BY sequence LIMIT ?",
                ActivityStore::map,
                sequence,
                limit));
    }

    private void chainOldEntries() {
        database.transaction(tx -> {
            List<Entry> old = tx.list(
                    "SELECT * FROM activity WHERE hash = '' ORDER BY sequence LIMIT ?", ActivityStore::map, BATCH);
            while (!old.isEmpty()) {
                for (Entry entry : old) {
                    String before = tx.find(
                                    "SELECT hash FROM activity WHERE sequence < ? ORDER BY sequence DESC LIMIT 1",
                                    row -> row.getString("hash"),
                                    entry.sequence())
                            .orElse(ActivityChain.START);
                    tx.update(
                            "UPDATE activity SET hash = ? WHERE sequence = ?",
                            ActivityChain.hash(entry, before),
                            entry.sequence());
                }
                old = tx.list(
                        "SELECT * FROM activity WHERE hash = '' ORDER BY sequence LIMIT ?", ActivityStore::map, BATCH);
            }
            return true;
        });
    }

    private static Entry map(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("sequence"),
                row.getString("activity_id"),
                row.getString("at"),
                row.getString("actor"),
                row.getString("actor_id"),
                row.getString("token_id"),
                row.getString("action"),
                row.getString("target_kind"),
                row.getString("target_id"),
                row.getString("detail"),
                row.getString("hash"));
    }
}
