package org.pilothouse.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Role;
import org.pilothouse.protocol.identity.Scope;

/** Access tokens, of which only the SHA-256 is kept: they are 256-bit random, so no slow hash is needed. */
public final class TokenStore {
    /** Tyrum's default tenant; the only one so far, kept in the schema. */
    public static final String TENANT = "00000000-0000-4000-8000-000000000001";

    private static final String SELECT = "SELECT t.*, i.kind AS identity_kind, i.name AS identity_name FROM token t"
            + " LEFT JOIN identity i ON i.identity_id = t.identity_id";

    private final Database database;

    public TokenStore(Database database) {
        this.database = database;
    }

    /**
     * Makes this the only first token.
     *
     * @param sha256 lower-case hex of the token's UTF-8 bytes
     */
    public void replaceRoot(String tokenId, String sha256, Instant now) {
        database.transaction(tx -> {
            tx.update("DELETE FROM token WHERE identity_id = ? OR sha256 = ?", Identity.ROOT.identityId(), sha256);
            return insert(
                    new TokenRecord(
                            tokenId,
                            TENANT,
                            Identity.ROOT,
                            Role.ADMIN,
                            Role.ADMIN.scopes(),
                            null,
                            now,
                            null,
                            null,
                            null,
                            Identity.GATEWAY.name()),
                    sha256);
        });
    }

    public int insert(TokenRecord token, String sha256) {
        return database.transaction(tx -> tx.update(
                "INSERT INTO token (token_id, sha256, tenant_id, identity_id, role, scopes, device_id, purpose,"
                        + " created_at, expires_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                token.tokenId(),
                sha256,
                token.tenantId(),
                token.identity().identityId(),
                Columns.name(token.role()),
                token.scopes().stream().map(Scope::toString).sorted().collect(Collectors.joining(" ")),
                token.deviceId(),
                Columns.name(token.role()),
                Times.text(token.createdAt()),
                Times.text(token.expiresAt()),
                token.createdBy()));
    }

    /** Valid or not. */
    public Optional<TokenRecord> find(String sha256) {
        return database.transaction(tx -> tx.find(SELECT + " WHERE t.sha256 = ?", TokenStore::map, sha256));
    }

    public Optional<TokenRecord> byId(String tokenId) {
        return database.transaction(tx -> tx.find(SELECT + " WHERE t.token_id = ?", TokenStore::map, tokenId));
    }

    /** All that there ever were, newest first. */
    public List<TokenRecord> list() {
        return database.transaction(tx -> tx.list(SELECT + " ORDER BY t.created_at DESC, t.token_id", TokenStore::map));
    }

    /** Of those that were not revoked. */
    public List<String> expiredBetween(Instant after, Instant until) {
        return database.transaction(tx -> tx.list(
                "SELECT token_id FROM token WHERE revoked_at IS NULL AND expires_at > ? AND expires_at <= ?",
                row -> row.getString("token_id"),
                Times.text(after),
                Times.text(until)));
    }

    /** Not worth waiting for the disk. */
    public void used(String tokenId, Instant at) {
        database.quickTransaction(
                tx -> tx.update("UPDATE token SET last_used_at = ? WHERE token_id = ?", Times.text(at), tokenId));
    }

    /** False where it was revoked already. */
    public boolean revoke(String tokenId, Instant at) {
        return database.transaction(tx -> tx.update(
                        "UPDATE token SET revoked_at = ? WHERE token_id = ? AND revoked_at IS NULL",
                        Times.text(at),
                        tokenId))
                == 1;
    }

    private static TokenRecord map(ResultSet row) throws SQLException {
        return new TokenRecord(
                row.getString("token_id"),
                row.getString("tenant_id"),
                identity(row),
                Columns.constant(Role.class, row.getString("role")),
                scopes(row.getString("scopes")),
                row.getString("device_id"),
                Times.require(row.getString("created_at")),
                Times.instant(row.getString("expires_at")),
                Times.instant(row.getString("revoked_at")),
                Times.instant(row.getString("last_used_at")),
                row.getString("created_by"));
    }

    private static Identity identity(ResultSet row) throws SQLException {
        String id = row.getString("identity_id");
        @Nullable String kind = row.getString("identity_kind");
        return kind == null
                ? Identity.ROOT
                : new Identity(id, Columns.constant(Identity.Kind.class, kind), row.getString("identity_name"));
    }

    private static Set<Scope> scopes(String text) {
        return Arrays.stream(text.split(" "))
                .filter(name -> !name.isEmpty())
                .map(Scope::of)
                .collect(Collectors.toUnmodifiableSet());
    }
}
