package org.pilothouse.gateway.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.control.Tokens;

/**
 * Who may speak to the gateway at all. Loopback is no boundary: any web page can send requests there, so only loopback
 * names are served (against DNS rebinding), no foreign page is (Origin), and a token is needed.
 */
final class Gatekeeper {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final String BEARER = "Bearer ";
    private static final String OPERATOR = "X-Operator";
    private static final int MAX_NAME = 64;

    private final Tokens tokens;

    Gatekeeper(Tokens tokens) {
        this.tokens = tokens;
    }

    static String requestId(Request request) {
        @Nullable String given = request.getHeaders().get("x-request-id");
        return given != null && REQUEST_ID.matcher(given).matches() ? given : "req-" + UUID.randomUUID();
    }

    void checkPlace(Request request) {
        String host = Request.getServerName(request);
        if (host == null || !NAMES.contains(host)) {
            throw new GatewayException(
                    Code.FORBIDDEN, "This gateway answers only under localhost or a loopback address.", null);
        }
        List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        for (String origin : origins) {
            if (!isOurs(origin, request)) {
                throw new GatewayException(Code.FORBIDDEN, "Web pages may not use this gateway.", null);
            }
        }
    }

    private static boolean isOurs(String origin, Request request) {
        try {
            URI uri = URI.create(origin);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && NAMES.contains(uri.getHost())
                    && uri.getPort() == Request.getServerPort(request);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Who asks: proven by a token, and going by the name that the request says. */
    Actor authenticate(Request request) {
        return bearer(request)
                .flatMap(token -> actor(tokens, token, request))
                .orElseThrow(() -> new GatewayException(
                        Code.UNAUTHORIZED, "Provide a valid token via Authorization: Bearer <token> header", null));
    }

    static Optional<Actor> actor(Tokens tokens, String token, Request request) {
        return tokens.find(token).map(record -> new Actor(name(request).orElse(record.purpose()), record.tokenId()));
    }

    private static Optional<String> name(Request request) {
        @Nullable String said = request.getHeaders().get(OPERATOR);
        if (said == null) {
            return Optional.empty();
        }
        try {
            String name = URLDecoder.decode(said, StandardCharsets.UTF_8).strip();
            boolean plain = !name.isEmpty()
                    && name.length() <= MAX_NAME
                    && name.codePoints().noneMatch(Character::isISOControl);
            if (plain) {
                return Optional.of(name);
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw GatewayException.invalid(
                OPERATOR, OPERATOR + " must be a percent-encoded name of at most " + MAX_NAME + " characters");
    }

    static Optional<String> bearer(Request request) {
        List<String> headers = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        if (headers.size() != 1 || !headers.getFirst().startsWith(BEARER)) {
            return Optional.empty();
        }
        return Optional.of(headers.getFirst().substring(BEARER.length()));
    }
}
