package org.pilothouse.gateway.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.pilothouse.protocol.environment.EnvironmentResponses.Takeover;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;

/** Single-use rights to open a takeover connection. They live in memory only, hashed, for a minute. */
public final class TakeoverTickets {
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final Map<String, Grant> bySha256 = new ConcurrentHashMap<>();

    TakeoverTickets(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What a ticket gives its bearer.
     *
     * @param incarnation of the environment: a reset makes another desktop of it
     */
    public record Grant(
            String takeoverId,
            String environmentId,
            long incarnation,
            TakeoverMode mode,
            Leases.Claim claim,
            Instant expiresAt) {}

    Takeover issue(String environmentId, long incarnation, TakeoverMode mode, Leases.Claim claim) {
        Instant now = clock.instant();
        bySha256.values().removeIf(grant -> grant.expiresAt().isBefore(now));
        String ticket = Secrets.fresh();
        Grant grant = new Grant(UUID.randomUUID().toString(), environmentId, incarnation, mode, claim, now.plus(LIFE));
        bySha256.put(Secrets.sha256(ticket), grant);
        return new Takeover(
                grant.takeoverId(),
                ticket,
                "/desktop-environments/" + environmentId + "/takeover",
                mode,
                grant.expiresAt());
    }

    /** Uses the ticket up, whatever comes of it. Looked up by hash, so timing tells nothing about the ticket. */
    Optional<Grant> redeem(String ticket, String environmentId) {
        return Optional.ofNullable(bySha256.remove(Secrets.sha256(ticket)))
                .filter(grant -> grant.environmentId().equals(environmentId))
                .filter(grant -> clock.instant().isBefore(grant.expiresAt()));
    }

    void revoke(String environmentId) {
        bySha256.values().removeIf(grant -> grant.environmentId().equals(environmentId));
    }

    /** Those that were asked for with this token. */
    void revokeOf(String tokenId) {
        bySha256.values().removeIf(grant -> grant.claim().actor().tokenId().equals(tokenId));
    }
}
