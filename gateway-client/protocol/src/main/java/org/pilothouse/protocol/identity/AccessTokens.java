package org.pilothouse.protocol.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bodies of {@code /auth}. Tyrum's shapes; what is ours is beside them. */
public final class AccessTokens {
    /** A year, as on Tyrum. */
    public static final long MAX_TTL_SECONDS = 365L * 24 * 60 * 60;

    private AccessTokens() {}

    /**
     * Body of {@code POST /auth/tokens/issue}.
     *
     * @param displayName whose token it is; somebody new where no identity has this name
     * @param scopes beside those of the role
     * @param deviceId the only device that may use it on the WebSocket
     * @param ttlSeconds 60 to {@link #MAX_TTL_SECONDS}; absent for no end
     * @param kind user or agent, ours; a user where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Issue(
            String displayName,
            Role role,
            @Nullable List<Scope> scopes,
            @Nullable String deviceId,
            @Nullable Long ttlSeconds,
            Identity.@Nullable Kind kind) {}

    /**
     * The one time that a token is shown.
     *
     * @param token secret
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Issued(
            String token,
            String tokenId,
            String tenantId,
            String displayName,
            Role role,
            Set<Scope> scopes,
            @Nullable String deviceId,
            Instant issuedAt,
            Instant updatedAt,
            @Nullable Instant expiresAt,
            @Nullable Identity identity) {
        @Override
        public String toString() {
            return "Issued[" + tokenId + ", " + displayName + ", " + role + "]";
        }
    }

    /**
     * A token as it is listed, without itself.
     *
     * @param lastUsedAt to the minute
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listed(
            String tokenId,
            String tenantId,
            String displayName,
            Role role,
            Set<Scope> scopes,
            @Nullable String deviceId,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            @Nullable CreatedBy createdBy,
            @Nullable Identity identity) {
        /** Whether it opens anything at that time. */
        public boolean isValid(Instant now) {
            return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
        }
    }

    /**
     * @param kind how it was made, such as {@code http.token.issue}
     * @param issuedBy by whom
     */
    public record CreatedBy(String kind, String issuedBy) {}

    public record Many(List<Listed> tokens) {}

    /** Body of {@code POST /auth/tokens/revoke}. */
    public record Revoke(String tokenId) {}

    public record Revoked(boolean revoked, String tokenId) {}

    /**
     * Who the bearer of a token is, to this gateway: {@code GET /auth/me}, ours.
     *
     * @param name by which their decisions are recorded
     */
    public record Me(
            String tokenId,
            String name,
            Identity identity,
            Role role,
            Set<Scope> scopes,
            @Nullable Instant expiresAt) {
        public boolean may(Scope scope) {
            return scopes.contains(Scope.ALL) || scopes.contains(scope);
        }
    }
}
