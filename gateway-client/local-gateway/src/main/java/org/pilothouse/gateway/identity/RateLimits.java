package org.pilothouse.gateway.identity;

import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Identity.Kind;

/**
 * How much one token may ask, and how often one address may fail to prove anything. Whoever has a valid token is served
 * whatever others do from the same address.
 */
public final class RateLimits {
    private static final Actor NOBODY = new Actor("nobody", "", new Identity("", Kind.UNKNOWN, "nobody"), Set.of());
    private static final double NOTES_A_MINUTE = 1;

    private final Buckets requests;
    private final Buckets failures;
    private final Buckets notes;
    private final ActivityLog activity;

    /**
     * @param requestsPerSecond of a token, in the long run
     * @param burst of a token, at once
     * @param failuresPerMinute of an address
     */
    public record Settings(double requestsPerSecond, double burst, double failuresPerMinute) {
        public static final Settings DEFAULT = new Settings(500, 2000, 20);

        public Settings {
            if (!(requestsPerSecond > 0) || burst < 1 || failuresPerMinute < 1) {
                throw new IllegalArgumentException("rate limits must be positive");
            }
        }
    }

    public RateLimits(Settings settings, ActivityLog activity) {
        this(settings, activity, System::nanoTime);
    }

    RateLimits(Settings settings, ActivityLog activity, LongSupplier nanoTime) {
        this.requests = new Buckets(settings.burst(), settings.requestsPerSecond(), nanoTime);
        this.failures = new Buckets(settings.failuresPerMinute(), settings.failuresPerMinute() / 60, nanoTime);
        this.notes = new Buckets(1, NOTES_A_MINUTE / 60, nanoTime);
        this.activity = activity;
    }

    /**
     * Counts a request.
     *
     * @return after how many seconds to try again; 0 where it is to be served
     */
    public long request(String tokenId) {
        return requests.take(tokenId);
    }

    /**
     * Counts a failure to prove anything.
     *
     * @return after how many seconds to try again; 0 where it is only told
     */
    public long failure(String address) {
        long wait = failures.take(address);
        if (wait > 0 && notes.take(address) == 0) {
            activity.append(NOBODY, "auth.throttled", "address", address, Map.of());
        }
        return wait;
    }
}
