package org.pilothouse.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Applies the numbered scripts beside this class, each in one transaction, and refuses a database whose history is not
 * theirs. Flyway does the same and was tried: it costs 0.6 s of the console's start, more than half of its budget.
 */
final class Migrations {
    private static final List<String> SCRIPTS = List.of(
            "V1__environments.sql",
            "V2__runs.sql",
            "V3__leases.sql",
            "V4__identities.sql",
            "V5__decisions.sql",
            "V6__activity_chain.sql",
            "V7__retention.sql");

    private Migrations() {}

    static void apply(Database database) {
        Map<String, String> applied = database.transaction(tx -> {
            tx.update("CREATE TABLE IF NOT EXISTS schema_history (script TEXT PRIMARY KEY, sha256 TEXT NOT NULL)");
            return tx
                    .list(
                            "SELECT script, sha256 FROM schema_history",
                            row -> Map.entry(row.getString("script"), row.getString("sha256")))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
        for (String script : applied.keySet()) {
            if (!SCRIPTS.contains(script)) {
                throw new StoreException(
                        "the database was made by a newer version of this program (it has " + script
                                + "); use that version, or another state directory",
                        null);
            }
        }
        for (String script : SCRIPTS) {
            applyOne(database, script, applied);
        }
    }

    private static void applyOne(Database database, String script, Map<String, String> applied) {
        String sql = read(script);
        String sha256 = HexFormat.of().formatHex(Digests.sha256(sql.getBytes(StandardCharsets.UTF_8)));
        String known = applied.get(script);
        if (known == null) {
            database.transaction(tx -> {
                apply(tx, script, sql, sha256);
                return true;
            });
        } else if (!known.equals(sha256)) {
            throw new StoreException(
                    "the database's schema was made by another text of " + script
                            + "; a released migration must not change",
                    null);
        }
    }

    private static void apply(Database.Transaction tx, String script, String sql, String sha256) throws SQLException {
        tx.script(sql);
        tx.update("INSERT INTO schema_history (script, sha256) VALUES (?, ?)", script, sha256);
    }

    private static String read(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new StoreException("the migration " + script + " is not in this build", null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("cannot read the migration " + script, e);
        }
    }
}
