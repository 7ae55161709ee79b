package org.pilothouse.gateway.store;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Role;
import org.pilothouse.protocol.identity.Scope;

/**
 * A token as it is stored, without its hash.
 *
 * @param scopes those of its role and those beside
 * @param createdBy by whom it was issued
 */
public record TokenRecord(
        String tokenId,
        String tenantId,
        Identity identity,
        Role role,
        Set<Scope> scopes,
        @Nullable String deviceId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        String createdBy) {

    public boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
