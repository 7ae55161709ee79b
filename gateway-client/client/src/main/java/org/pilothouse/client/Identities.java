package org.pilothouse.client;

import java.util.List;
import org.pilothouse.protocol.identity.AccessTokens;

/** Who may use the gateway. Tokens are an admin's; who one is oneself is for everybody with a token. */
public final class Identities {
    private final HttpCalls http;

    Identities(HttpCalls http) {
        this.http = http;
    }

    /** Who the gateway takes this console for; only where the features name {@code identities}. */
    public AccessTokens.Me me() throws GatewayException {
        return http.get("auth/me", AccessTokens.Me.class);
    }

    /** All that there ever were, newest first. */
    public List<AccessTokens.Listed> tokens() throws GatewayException {
        return http.get("auth/tokens", AccessTokens.Many.class).tokens();
    }

    /** Makes a token. It is in the answer and nowhere else. */
    public AccessTokens.Issued issue(AccessTokens.Issue request) throws GatewayException {
        return http.post("auth/tokens/issue", request, AccessTokens.Issued.class);
    }

    /**
     * Ends a token and every connection that it opened.
     *
     * @return false where it was over already
     */
    public boolean revoke(String tokenId) throws GatewayException {
        return http.post("auth/tokens/revoke", new AccessTokens.Revoke(tokenId), AccessTokens.Revoked.class)
                .revoked();
    }
}
