package org.pilothouse.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.identity.Access;
import org.pilothouse.gateway.identity.AccessTable;
import org.pilothouse.gateway.identity.RateLimits;
import org.pilothouse.gateway.identity.Tokens;
import org.pilothouse.http.Authenticator;
import org.pilothouse.http.Bearer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Caller;
import org.pilothouse.http.Guard;
import org.pilothouse.http.Refusal;

/**
 * Who asks, and whether they may. A token proves it; the holder of the gateway's first token may say by what name they
 * go.
 */
final class Callers implements Authenticator, Guard {
    private static final String OPERATOR = "X-Operator";
    private static final int MAX_NAME = 64;

    private final Tokens tokens;
    private final RateLimits limits;

    Callers(Tokens tokens, RateLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    /** A caller with a token of this gateway. */
    private record Known(Access access) implements Caller {
        @Override
        public String name() {
            return access.actor().name();
        }

        @Override
        public String credential() {
            return access.actor().tokenId();
        }
    }

    static Access access(Call call) {
        if (call.caller() instanceof Known(Access access)) {
            return access;
        }
        throw new IllegalStateException("the route is open: nobody is known to ask");
    }

    static Actor actor(Call call) {
        return access(call).actor();
    }

    @Override
    public Caller authenticate(Request request) {
        Access access = Bearer.of(request)
                .flatMap(token -> access(token, request))
                .orElseThrow(() -> unproven(request, "Provide a valid token via Authorization: Bearer <token> header"));
        long wait = limits.request(access.actor().tokenId());
        if (wait > 0) {
            throw Refusal.tooMany("This token asks too much; try again in " + wait + " s.", wait);
        }
        return new Known(access);
    }

    /** What becomes of a request that proves nothing: told so, or throttled. */
    RuntimeException unproven(Request request, String sentence) {
        long wait = limits.failure(String.valueOf(Request.getRemoteAddr(request)));
        return wait > 0
                ? Refusal.tooMany("Too many failures from this address; try again in " + wait + " s.", wait)
                : new GatewayException(Code.UNAUTHORIZED, sentence, null);
    }

    @Override
    public void check(Caller caller, String method, String route) {
        if (caller instanceof Known(Access access)) {
            AccessTable.checkRoute(access.actor(), method, route);
        }
    }

    Optional<Access> access(String token, Request request) {
        return tokens.find(token)
                .map(access -> name(request).map(access::calledBy).orElse(access));
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
}
