package org.pilothouse.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.control.Tokens;
import org.pilothouse.http.Authenticator;
import org.pilothouse.http.Bearer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Caller;

/** Who asks: proven by a token, and going by the name that the request says. */
final class Callers implements Authenticator {
    private static final String OPERATOR = "X-Operator";
    private static final int MAX_NAME = 64;

    private final Tokens tokens;

    Callers(Tokens tokens) {
        this.tokens = tokens;
    }

    static Actor actor(Call call) {
        return new Actor(call.caller().name(), call.caller().credential());
    }

    @Override
    public Caller authenticate(Request request) {
        return Bearer.of(request)
                .flatMap(token -> actor(tokens, token, request))
                .map(actor -> new Caller(actor.name(), actor.tokenId()))
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
}
