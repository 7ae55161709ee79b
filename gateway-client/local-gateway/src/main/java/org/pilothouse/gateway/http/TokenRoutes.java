package org.pilothouse.gateway.http;

import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.identity.Tokens;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.identity.AccessTokens;

/** {@code /auth}. */
final class TokenRoutes {
    private final Tokens tokens;

    TokenRoutes(Tokens tokens) {
        this.tokens = tokens;
    }

    void addTo(Router router) {
        router.add("GET", "/auth/me", call -> Answer.ok(Callers.access(call).me()));
        router.add("GET", "/auth/tokens", call -> Answer.ok(new AccessTokens.Many(tokens.list())));
        router.add(
                "POST",
                "/auth/tokens/issue",
                call -> Answer.created(tokens.issue(call.body(AccessTokens.Issue.class), Callers.actor(call))));
        router.add("POST", "/auth/tokens/revoke", this::revoke);
    }

    @SuppressWarnings("ConstantValue") // a record read by Jackson holds null where a member is missing
    private Answer revoke(Call call) {
        String tokenId = call.body(AccessTokens.Revoke.class).tokenId();
        if (tokenId == null) {
            throw GatewayException.invalid("token_id", "token_id is required");
        }
        return Answer.ok(new AccessTokens.Revoked(tokens.revoke(tokenId, Callers.actor(call)), tokenId));
    }
}
