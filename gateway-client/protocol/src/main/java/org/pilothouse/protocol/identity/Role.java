package org.pilothouse.protocol.identity;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.Set;

/** What a token is for; stands for a set of scopes. */
public enum Role {
    VIEWER(Scope.READ),
    APPROVER(Scope.READ, Scope.APPROVALS),
    /** Runs environments and takes them over; decides no approvals unless given that scope too. */
    OPERATOR(Scope.READ, Scope.WRITE, Scope.PAIRING),
    ADMIN(Scope.ALL),
    /** Tyrum's: nothing but the scopes that are named. */
    CLIENT,
    /** Connects a node, and nothing else. */
    NODE,
    /** One that this version does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of makes what cannot be changed, which the checker does not see
    private final Set<Scope> scopes;

    Role(Scope... scopes) {
        this.scopes = Set.of(scopes);
    }

    public Set<Scope> scopes() {
        return scopes;
    }
}
