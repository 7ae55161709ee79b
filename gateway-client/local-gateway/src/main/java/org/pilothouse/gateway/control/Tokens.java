package org.pilothouse.gateway.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.pilothouse.gateway.store.Digests;
import org.pilothouse.gateway.store.TokenStore;
import org.pilothouse.gateway.store.TokenStore.TokenRecord;

/** Access tokens of operators. */
public final class Tokens {
    private static final String ADMIN = "admin";
    private static final int SECRET_BYTES = 32;

    private final TokenStore store;
    private final InstantSource clock;

    Tokens(TokenStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** 256 random bits, with a prefix by which a leaked one is recognised. */
    public static String fresh() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return "pilothouse_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Makes a new admin token; older ones stop working. Returned here and nowhere else. */
    public String issueAdmin() {
        String token = fresh();
        adoptAdmin(token);
        return token;
    }

    /** Makes this the admin token. */
    public void adoptAdmin(String token) {
        store.replace(new TokenRecord(UUID.randomUUID().toString(), sha256(token), ADMIN, clock.instant()));
    }

    /** The id of the token, where it is valid. */
    public Optional<String> verify(String token) {
        return find(token).map(TokenRecord::tokenId);
    }

    /** What is known of the token, where it is valid. */
    public Optional<TokenRecord> find(String token) {
        byte[] given = sha256(token).getBytes(StandardCharsets.US_ASCII);
        Optional<TokenRecord> match = Optional.empty();
        for (TokenRecord record : store.valid()) {
            if (MessageDigest.isEqual(given, record.sha256().getBytes(StandardCharsets.US_ASCII))) {
                match = Optional.of(record);
            }
        }
        return match;
    }

    static String sha256(String token) {
        return HexFormat.of().formatHex(Digests.sha256(token.getBytes(StandardCharsets.UTF_8)));
    }
}
