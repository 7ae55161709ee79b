package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.pilothouse.protocol.identity.Identity;

/** Whoever was given a token. Rows are kept, as records name them. */
public final class IdentityStore {
    private final Database database;

    public IdentityStore(Database database) {
        this.database = database;
    }

    public Optional<Identity> named(String name) {
        return database.transaction(tx -> tx.find(
                "SELECT identity_id, kind, name FROM identity WHERE tenant_id = ? AND name_key = ?",
                row -> new Identity(
                        row.getString("identity_id"),
                        Columns.constant(Identity.Kind.class, row.getString("kind")),
                        row.getString("name")),
                TokenStore.TENANT,
                key(name)));
    }

    public Identity insert(Identity.Kind kind, String name, Instant now) {
        Identity identity = new Identity(UUID.randomUUID().toString(), kind, name);
        database.transaction(tx -> tx.update(
                "INSERT INTO identity (identity_id, tenant_id, kind, name, name_key, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                identity.identityId(),
                TokenStore.TENANT,
                Columns.name(kind),
                name,
                key(name),
                Times.text(now)));
        return identity;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
