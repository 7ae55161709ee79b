package org.pilothouse.gateway.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.EnvironmentDefaults;

/** What a new environment gets where its creator does not say; every change is a revision. */
public final class DefaultsStore {
    private final Database database;

    public DefaultsStore(Database database) {
        this.database = database;
    }

    /** The newest revision; the first one is made from {@code seedImageRef}. */
    public EnvironmentDefaults current(String seedImageRef, Instant now) {
        return database.transaction(tx -> {
            var newest = tx.find(
                    "SELECT * FROM environment_defaults ORDER BY revision DESC LIMIT 1",
                    row -> new EnvironmentDefaults(
                            "ok",
                            row.getString("default_image_ref"),
                            row.getLong("revision"),
                            Times.instant(row.getString("created_at")),
                            Json.LENIENT.readTree(row.getString("created_by")),
                            row.getString("reason"),
                            null));
            return newest.isPresent()
                    ? newest.get()
                    : insert(tx, 1, seedImageRef, now, Map.of("kind", "bootstrap"), "seed");
        });
    }

    public EnvironmentDefaults put(
            String seedImageRef, String imageRef, Instant now, Map<String, String> by, @Nullable String reason) {
        return database.transaction(
                tx -> insert(tx, current(seedImageRef, now).revision() + 1, imageRef, now, by, reason));
    }

    private static EnvironmentDefaults insert(
            Database.Transaction tx,
            long revision,
            String imageRef,
            Instant now,
            Map<String, String> by,
            @Nullable String reason)
            throws SQLException {
        tx.update(
                "INSERT INTO environment_defaults (revision, default_image_ref, created_at, created_by, reason)"
                        + " VALUES (?, ?, ?, ?, ?)",
                revision,
                imageRef,
                Times.text(now),
                Json.LENIENT.writeValueAsString(by),
                reason);
        return new EnvironmentDefaults("ok", imageRef, revision, now, by, reason, null);
    }
}
