package org.pilothouse.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Table;
import org.pilothouse.cli.UsageException;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse tokens}. */
@Command(name = "tokens", description = "Who may use the gateway. An admin's.")
public final class TokensCommand extends GatewayCommands {
    @Command(description = "All there ever were, newest first.")
    void list() throws GatewayException {
        List<AccessTokens.Listed> tokens = call(client -> client.identities().tokens());
        show(tokens, () -> {
            Table table = Table.of("token", "name", "role", "valid", "expires", "last used");
            Instant now = Instant.now();
            tokens.forEach(each -> table.row(
                    each.tokenId(),
                    each.displayName(),
                    each.role(),
                    each.isValid(now) ? "yes" : "no",
                    each.expiresAt(),
                    each.lastUsedAt()));
            return table;
        });
    }

    @Command(description = "Make one. It is printed once and kept nowhere.")
    void issue(
            @Option(names = "--name", required = true, description = "Of the person or agent.") String name,
            @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.") Role role,
            @Option(names = "--agent", description = "For an agent: it never decides what it may do.") boolean agent,
            @Option(names = "--days", description = "Until it expires, 1 to 365 (default: never).") @Nullable
                    Integer days)
            throws GatewayException {
        if (days != null && (days < 1 || days > 365)) {
            throw new UsageException("--days takes 1 to 365, not " + days + ".");
        }
        AccessTokens.Issued issued = call(client -> client.identities()
                .issue(new AccessTokens.Issue(
                        name,
                        role,
                        null,
                        null,
                        days == null ? null : Duration.ofDays(days).toSeconds(),
                        agent ? Identity.Kind.AGENT : null)));
        show(issued, issued::token);
    }

    @Command(description = "End one, and every connection that it opened.")
    void revoke(@Parameters(paramLabel = "TOKEN", description = "Its id.") String id) throws GatewayException {
        boolean revoked = call(client -> client.identities().revoke(id));
        show(new AccessTokens.Revoked(revoked, id), () -> revoked ? id + " is revoked." : id + " was over already.");
    }

    @Command(description = "Who the gateway takes the caller for.")
    void me() throws GatewayException {
        AccessTokens.Me me = call(client -> client.identities().me());
        show(me, () -> Table.of("token", "name", "role", "scopes")
                .row(me.tokenId(), me.name(), me.role(), me.scopes()));
    }
}
