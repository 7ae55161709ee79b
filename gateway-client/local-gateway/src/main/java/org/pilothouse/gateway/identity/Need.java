package org.pilothouse.gateway.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.protocol.identity.Scope;

/** What somebody must have to be served. */
public enum Need {
    /** Nothing, or the route looks for something else itself. */
    NOTHING(null),
    /** A valid token of whatever scopes. */
    TOKEN(null),
    READ(Scope.READ),
    WRITE(Scope.WRITE),
    APPROVALS(Scope.APPROVALS),
    PAIRING(Scope.PAIRING),
    ADMIN(Scope.ADMIN);

    private final @Nullable Scope scope;

    Need(@Nullable Scope scope) {
        this.scope = scope;
    }

    public Optional<Scope> scope() {
        return Optional.ofNullable(scope);
    }

    public boolean isMetBy(Actor actor) {
        return scope == null || actor.may(scope);
    }
}
