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
import org.pilothouse.gateway.identity.Tokens;
import org.pilothouse.http.Authenticator;
import org.pilothouse.http.Bearer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Caller;
import org.pilothouse.http.Guard;

/**
 * Who asks, and whether they may. A token proves it; the holder of the gateway's first token may say by what name they
 * go.
 */
final class Callers implements Authenticator, Guard {
    private static final String OPERATOR = "X-Operator";
    private static final int MAX_NAME = 64;

    private final Tokens tokens;

    Callers(Tokens tokens) {
        this.tokens = tokens;
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
        return Bearer.of(request)
                .flatMap(token -> access(tokens, token, request))
                .map(Known::new)
                .orElseThrow(() -> new GatewayException(
                        Code.UNAUTHORIZED, "Provide a valid token via Authorization: Bearer <token> header", null));
    }

    @Override
    public void check(Caller caller, String method, String route) {
        if (caller instanceof Known(Access access)) {
            AccessTable.checkRoute(access.actor(), method, route);
        }
    }

    static Optional<Access> access(Tokens tokens, String token, Request request) {
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
