package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;
import tools.jackson.core.type.TypeReference;

/** Every revision of the policy that there was. */
public final class PolicyStore {
    private final Database database;

    public PolicyStore(Database database) {
        this.database = database;
    }

    public Optional<Policy> current() {
        return database.transaction(tx -> tx.find(
                "SELECT * FROM policy ORDER BY revision DESC LIMIT 1",
                row -> new Policy(
                        row.getLong("revision"),
                        Json.LENIENT.readValue(row.getString("rules"), new TypeReference<List<PolicyRule>>() {}))));
    }

    /** Of the current one. */
    public Optional<Long> revision() {
        return database.transaction(tx -> tx.find(
                        "SELECT MAX(revision) AS latest FROM policy WHERE revision > ?",
                        row -> row.getLong("latest"),
                        0)
                .filter(latest -> latest > 0));
    }

    public void insert(Policy policy, Instant at, String by) {
        database.transaction(tx -> tx.update(
                "INSERT INTO policy (revision, rules, created_at, created_by) VALUES (?, ?, ?, ?)",
                policy.revision(),
                Columns.json(policy.rules()),
                Times.text(at),
                by));
    }
}
