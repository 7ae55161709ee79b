package org.pilothouse.gateway.control;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.pilothouse.gateway.store.Digests;

/** Random secrets, and the hash of them that is kept. They are 256 bits, so a slow hash would add nothing. */
public final class Secrets {
    private static final int BYTES = 32;

    private Secrets() {}

    /** 256 random bits, with a prefix by which a leaked one is recognised. */
    public static String fresh() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return "pilothouse_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Lower-case hex. */
    public static String sha256(String secret) {
        return HexFormat.of().formatHex(Digests.sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
