package org.pilothouse.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Tokens in requests. */
public final class Bearer {
    private static final String BEARER = "Bearer ";

    private Bearer() {}

    /** The token of {@code Authorization: Bearer}, where there is exactly one. */
    public static Optional<String> of(Request request) {
        List<String> headers = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        if (headers.size() != 1 || !headers.getFirst().startsWith(BEARER)) {
            return Optional.empty();
        }
        return Optional.of(headers.getFirst().substring(BEARER.length()));
    }

    /** Whether both are the same; how long that takes tells nothing of where they differ. */
    public static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
