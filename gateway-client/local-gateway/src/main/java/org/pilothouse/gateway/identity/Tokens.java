package org.pilothouse.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.Secrets;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.IdentityStore;
import org.pilothouse.gateway.store.TokenRecord;
import org.pilothouse.gateway.store.TokenStore;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Scope;

/** The tokens of this gateway. A token is shown once, kept as its hash, and takes its connections with it when it ends. */
public final class Tokens {
    /** How exact {@code last_used_at} is: writing it for every request would make reads into writes. */
    private static final Duration USE_STEP = Duration.ofMinutes(1);

    private final Database database;
    private final TokenStore store;
    private final IdentityStore identities;
    private final ActivityLog activity;
    private final InstantSource clock;
    private final List<Consumer<String>> ends = new CopyOnWriteArrayList<>();
    private Instant swept;

    public Tokens(Database database, ActivityLog activity, InstantSource clock) {
        this.database = database;
        this.store = new TokenStore(database);
        this.identities = new IdentityStore(database);
        this.activity = activity;
        this.clock = clock;
        this.swept = clock.instant();
    }

    /** Makes a new first token; older ones stop working. Returned here and nowhere else. */
    public String issueRoot() {
        String token = Secrets.fresh();
        adoptRoot(token);
        return token;
    }

    /** Makes this the first token, that of whoever runs the gateway. */
    public void adoptRoot(String token) {
        store.replaceRoot(UUID.randomUUID().toString(), Secrets.sha256(token), clock.instant());
    }

    /** What the token stands for, where it is valid. Looked up by hash, so timing tells nothing about it. */
    public Optional<Access> find(String token) {
        Instant now = clock.instant();
        Optional<TokenRecord> found = store.find(Secrets.sha256(token)).filter(record -> record.isValid(now));
        found.filter(record -> record.lastUsedAt() == null
                        || record.lastUsedAt().plus(USE_STEP).isBefore(now))
                .ifPresent(record -> store.used(record.tokenId(), now));
        return found.map(Tokens::access);
    }

    /** Whether a person other than this one could do what needs this scope. */
    public boolean isAnother(Scope scope, Actor than) {
        Instant now = clock.instant();
        return store.list().stream()
                .filter(record -> record.isValid(now))
                .filter(record -> record.identity().kind() == Identity.Kind.USER)
                .filter(record ->
                        record.scopes().contains(Scope.ALL) || record.scopes().contains(scope))
                .anyMatch(record ->
                        !record.identity().identityId().equals(than.identity().identityId()));
    }

    /** Whether it still opens anything. */
    public boolean isValid(String tokenId) {
        return store.byId(tokenId)
                .filter(record -> record.isValid(clock.instant()))
                .isPresent();
    }

    private static Access access(TokenRecord record) {
        Actor actor = new Actor(record.identity().name(), record.tokenId(), record.identity(), record.scopes());
        return new Access(actor, record.role(), record.deviceId(), record.expiresAt());
    }

    /**
     * Makes a token.
     *
     * @throws GatewayException naming the field that is at fault
     */
    public AccessTokens.Issued issue(AccessTokens.Issue asked, Actor by) {
        IssueRules.Checked checked = IssueRules.check(asked);
        String token = Secrets.fresh();
        Instant now = clock.instant();
        TokenRecord record = database.transaction(tx -> {
            Identity identity = identities
                    .named(checked.name())
                    .orElseGet(() -> identities.insert(checked.kind(), checked.name(), now));
            IssueRules.checkSame(identity, checked);
            TokenRecord made = new TokenRecord(
                    UUID.randomUUID().toString(),
                    TokenStore.TENANT,
                    identity,
                    checked.role(),
                    checked.scopes(),
                    checked.deviceId(),
                    now,
                    checked.life() == null ? null : now.plus(checked.life()),
                    null,
                    null,
                    by.name());
            store.insert(made, Secrets.sha256(token));
            activity.append(by, "token.issued", "token", made.tokenId(), detail(made));
            return made;
        });
        return new AccessTokens.Issued(
                token,
                record.tokenId(),
                record.tenantId(),
                record.identity().name(),
                record.role(),
                record.scopes(),
                record.deviceId(),
                now,
                now,
                record.expiresAt(),
                record.identity());
    }

    private static Map<String, Object> detail(TokenRecord token) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("identity", token.identity().name());
        detail.put("kind", token.identity().kind());
        detail.put("role", token.role());
        detail.put(
                "scopes", token.scopes().stream().map(Scope::toString).sorted().toList());
        if (token.expiresAt() != null) {
            detail.put("expires_at", token.expiresAt());
        }
        return detail;
    }

    /** Newest first. */
    public List<AccessTokens.Listed> list() {
        return store.list().stream().map(Tokens::listed).toList();
    }

    private static AccessTokens.Listed listed(TokenRecord record) {
        boolean root = record.identity().equals(Identity.ROOT);
        return new AccessTokens.Listed(
                record.tokenId(),
                record.tenantId(),
                record.identity().name(),
                record.role(),
                record.scopes(),
                record.deviceId(),
                record.createdAt(),
                record.expiresAt(),
                record.revokedAt(),
                record.lastUsedAt(),
                new AccessTokens.CreatedBy(root ? "provisioned" : "http.token.issue", record.createdBy()),
                record.identity());
    }

    /**
     * Ends a token, and with it every connection that it opened.
     *
     * @return false where it was over already
     * @throws GatewayException where there is no such token, or it is the first one
     */
    public boolean revoke(String tokenId, Actor by) {
        boolean revoked = database.transaction(tx -> {
            TokenRecord record =
                    store.byId(tokenId).orElseThrow(() -> GatewayException.notFound("token " + tokenId + " not found"));
            if (record.identity().equals(Identity.ROOT)) {
                throw GatewayException.conflict(
                        "the gateway's first token cannot be revoked; start the gateway with another one");
            }
            if (record.revokedAt() != null || !store.revoke(tokenId, clock.instant())) {
                return false;
            }
            activity.append(
                    by,
                    "token.revoked",
                    "token",
                    tokenId,
                    Map.of("identity", record.identity().name(), "role", record.role()));
            return true;
        });
        if (revoked) {
            ended(tokenId);
        }
        return revoked;
    }

    private void ended(String tokenId) {
        ends.forEach(listener -> listener.accept(tokenId));
    }

    /** Ends what tokens hold that expired since the last time. To be called again and again. */
    public synchronized void endExpired() {
        Instant now = clock.instant();
        store.expiredBetween(swept, now).forEach(this::ended);
        swept = now;
    }

    /** @param listener told the id of a token that ended; what it opened must close */
    public void onEnded(Consumer<String> listener) {
        ends.add(listener);
    }
}
