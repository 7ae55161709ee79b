package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.List;

/** Access tokens, of which only the SHA-256 is kept: they are 256-bit random, so no slow hash is needed. */
public final class TokenStore {
    private final Database database;

    public TokenStore(Database database) {
        this.database = database;
    }

    /**
     * @param sha256 lower-case hex of the token's UTF-8 bytes
     */
    public record TokenRecord(String tokenId, String sha256, String purpose, Instant createdAt) {}

    /** Makes this the only valid token of its purpose. */
    public void replace(TokenRecord token) {
        database.transaction(tx -> {
            tx.update("DELETE FROM token WHERE purpose = ? OR sha256 = ?", token.purpose(), token.sha256());
            return tx.update(
                    "INSERT INTO token (token_id, sha256, purpose, created_at) VALUES (?, ?, ?, ?)",
                    token.tokenId(),
                    token.sha256(),
                    token.purpose(),
                    Times.text(token.createdAt()));
        });
    }

    public List<TokenRecord> valid() {
        return database.transaction(tx -> tx.list(
                "SELECT * FROM token WHERE revoked_at IS NULL",
                row -> new TokenRecord(
                        row.getString("token_id"),
                        row.getString("sha256"),
                        row.getString("purpose"),
                        Times.require(row.getString("created_at")))));
    }
}
