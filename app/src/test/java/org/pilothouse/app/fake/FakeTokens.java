package org.pilothouse.app.fake;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.AccessTokens.Listed;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Identity.Kind;
import org.pilothouse.protocol.identity.Role;

/** The tokens of a fake gateway. */
public final class FakeTokens {
    /** What a new one is. */
    public static final String FRESH = "pilothouse_shown-this-once";

    private final List<Listed> tokens = new CopyOnWriteArrayList<>();
    private volatile Role mine = Role.ADMIN;

    FakeTokens() {
        tokens.add(token("root", Identity.ROOT, Role.ADMIN, null));
    }

    /** Says what the console's own token is for. */
    public void mine(Role role) {
        mine = role;
    }

    /** Adds one that is there already. */
    public FakeTokens with(String id, String name, Kind kind, Role role) {
        tokens.addFirst(token(
                id, new Identity("of-" + name, kind, name), role, Instant.now().plusSeconds(7_776_000)));
        return this;
    }

    private static Listed token(String id, Identity identity, Role role, @Nullable Instant expires) {
        Instant now = Instant.now();
        return new Listed(
                id,
                "tenant",
                identity.name(),
                role,
                role.scopes(),
                null,
                now,
                expires,
                null,
                now.minusSeconds(120),
                new AccessTokens.CreatedBy("http.token.issue", "admin"),
                identity);
    }

    /** Null where it is not about tokens. */
    @Nullable
    MockResponse answer(RecordedRequest request) {
        return switch (request.getUrl().encodedPath()) {
            case "/auth/me" ->
                FakeGateway.json(
                        200,
                        new AccessTokens.Me("root", "admin", Identity.ROOT, mine, Set.copyOf(mine.scopes()), null));
            case "/auth/tokens" -> FakeGateway.json(200, new AccessTokens.Many(tokens));
            case "/auth/tokens/issue" -> issue(request);
            case "/auth/tokens/revoke" -> revoke(request);
            default -> null;
        };
    }

    private MockResponse issue(RecordedRequest request) {
        AccessTokens.Issue asked = Json.LENIENT.readValue(request.getBody().utf8(), AccessTokens.Issue.class);
        String id = UUID.randomUUID().toString();
        Kind kind = asked.kind() == null ? Kind.USER : asked.kind();
        with(id, asked.displayName(), kind, asked.role());
        Listed made = tokens.getFirst();
        return FakeGateway.json(
                201,
                new AccessTokens.Issued(
                        FRESH,
                        id,
                        "tenant",
                        made.displayName(),
                        made.role(),
                        made.scopes(),
                        null,
                        made.issuedAt(),
                        made.issuedAt(),
                        made.expiresAt(),
                        made.identity()));
    }

    private MockResponse revoke(RecordedRequest request) {
        AccessTokens.Revoke asked = Json.LENIENT.readValue(request.getBody().utf8(), AccessTokens.Revoke.class);
        boolean revoked = tokens.removeIf(token -> token.tokenId().equals(asked.tokenId()));
        return FakeGateway.json(200, new AccessTokens.Revoked(revoked, asked.tokenId()));
    }
}
