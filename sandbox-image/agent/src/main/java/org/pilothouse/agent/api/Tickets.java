package org.pilothouse.agent.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pilothouse.http.Refusal;

/** Short-lived secrets that are good for one use: for WebSockets of programs that cannot send a token. */
public final class Tickets {
    /** For how long one is good. */
    public static final Duration GOOD_FOR = Duration.ofSeconds(60);

    private static final int BYTES = 24;
    private static final int MOST = 100;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> issued = new ConcurrentHashMap<>();

    /**
     * @throws Refusal where too many are out
     */
    public String issue() {
        issued.values().removeIf(Tickets::isOver);
        if (issued.size() >= MOST) {
            throw new Refusal(429, "too_many_tickets", "Too many tickets have not been used; wait a minute.");
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(ticket, System.nanoTime() + GOOD_FOR.toNanos());
        return ticket;
    }

    /**
     * Uses one up.
     *
     * @throws Refusal where there is no such ticket, or no more
     */
    public void redeem(String ticket) {
        Long end = issued.remove(ticket);
        if (end == null || isOver(end)) {
            throw new Refusal(401, "unauthorized", "The ticket is missing, used or too old; ask for another one.");
        }
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end > 0;
    }
}
