package org.pilothouse.gateway.activity;

import java.util.Set;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Scope;

/**
 * Who does something. Every request carries one.
 *
 * @param name by which records call them: the identity's, or what the holder of the gateway's first token says
 * @param tokenId of the token that was proven
 * @param identity whose token that is; whoever has several tokens has one identity
 * @param scopes what the token lets them do
 */
public record Actor(String name, String tokenId, Identity identity, Set<Scope> scopes) {
    /** The gateway itself. */
    public static final Actor GATEWAY = new Actor(Identity.GATEWAY.name(), "", Identity.GATEWAY, Set.of(Scope.ALL));

    public Actor {
        scopes = Set.copyOf(scopes);
    }

    /** A person of this name who may do everything. */
    public Actor(String name, String tokenId) {
        this(name, tokenId, new Identity(name, Identity.Kind.USER, name), Set.of(Scope.ALL));
    }

    public boolean may(Scope scope) {
        return scopes.contains(Scope.ALL) || scopes.contains(scope);
    }

    /** Whether the name is proven: that of the first token's holder is only said. */
    public boolean isNamed() {
        return !identity.identityId().equals(Identity.ROOT.identityId());
    }

    /** Whether it is the same somebody, with whichever token. */
    public boolean isSame(Actor other) {
        return identity.identityId().equals(other.identity.identityId());
    }

    public boolean isAgent() {
        return identity.kind() == Identity.Kind.AGENT;
    }
}
