package org.pilothouse.gateway.browser;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.Secrets;
import org.pilothouse.gateway.control.TakeoverTickets.Grant;

/**
 * What a link becomes when it is opened: a session of one browser on one desktop. The link's secret is spent with that;
 * the session's own is in a cookie and in no address. In memory only.
 */
public final class BrowserSessions {
    /** How long a session may open new connections; one that is open goes on. */
    public static final Duration LIFE = Duration.ofMinutes(30);

    private static final int MOST = 1000;

    private final ControlPlane control;
    private final InstantSource clock;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    public BrowserSessions(ControlPlane control, InstantSource clock) {
        this.control = control;
        this.clock = clock;
    }

    /** A session of a browser. What it may do and where is the ticket's. */
    public static final class Session {
        private final String id = UUID.randomUUID().toString();
        private final Grant grant;
        private final String secretSha256;
        private final Instant expiresAt;
        private final PageFiles files;

        private Session(Grant grant, String secretSha256, Instant expiresAt) {
            this.grant = grant;
            this.secretSha256 = secretSha256;
            this.expiresAt = expiresAt;
            this.files = new PageFiles();
        }

        /** No secret. */
        public String id() {
            return id;
        }

        public Grant grant() {
            return grant;
        }

        public PageFiles files() {
            return files;
        }
    }

    /**
     * A session that just began.
     *
     * @param secret shown here and nowhere else
     */
    public record Opened(Session session, String secret) {
        @Override
        public String toString() {
            return "Opened[" + session.id() + "]";
        }
    }

    /**
     * Uses a link up.
     *
     * @return empty where it was used, has expired, or is for another environment
     */
    public Optional<Opened> open(String environmentId, String ticket) {
        return control.redeem(ticket, environmentId).map(grant -> {
            Instant now = clock.instant();
            sessions.values().removeIf(session -> !now.isBefore(session.expiresAt));
            if (sessions.size() >= MOST) {
                throw GatewayException.conflict("there are too many browser sessions; close some and try again");
            }
            String secret = Secrets.fresh();
            Session session = new Session(grant, Secrets.sha256(secret), now.plus(LIFE));
            sessions.put(session.id(), session);
            control.recordTakeover(grant, "takeover.opened_in_browser", null);
            return new Opened(session, secret);
        });
    }

    /** The session, where the secret is its own and its desktop is still the one that it was opened for. */
    public Optional<Session> find(String id, String secret) {
        byte[] given = Secrets.sha256(secret).getBytes(StandardCharsets.US_ASCII);
        return Optional.ofNullable(sessions.get(id))
                .filter(session ->
                        MessageDigest.isEqual(given, session.secretSha256.getBytes(StandardCharsets.US_ASCII)))
                .filter(session -> clock.instant().isBefore(session.expiresAt))
                .filter(session -> control.isCurrent(session.grant));
    }

    /** Those that were opened with a link of this token. */
    public void endOf(String tokenId) {
        sessions.values()
                .removeIf(session -> session.grant.claim().actor().tokenId().equals(tokenId));
    }
}
