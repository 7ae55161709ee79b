package org.pilothouse.gateway.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Role;

/**
 * What a valid token stands for.
 *
 * @param deviceId the only device that may use it on the WebSocket; null for any
 */
public record Access(
        Actor actor,
        Role role,
        @Nullable String deviceId,
        @Nullable Instant expiresAt) {

    /** Whether it may connect a node. */
    public boolean opensNode() {
        return role == Role.NODE || role == Role.ADMIN;
    }

    /** The same under another name, where the name is not proven anyway. */
    public Access calledBy(String said) {
        return actor.isNamed()
                ? this
                : new Access(
                        new Actor(said, actor.tokenId(), Identity.ROOT, actor.scopes()), role, deviceId, expiresAt);
    }

    public AccessTokens.Me me() {
        return new AccessTokens.Me(actor.tokenId(), actor.name(), actor.identity(), role, actor.scopes(), expiresAt);
    }
}
