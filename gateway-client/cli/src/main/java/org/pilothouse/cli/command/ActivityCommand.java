package org.pilothouse.cli.command;

import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.OutcomeException;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.activity.Activity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilothouse activity}. */
@Command(name = "activity", description = "Who did what.")
public final class ActivityCommand extends GatewayCommands {
    @Command(description = "The newest first.")
    void list(
            @Option(names = "--limit", defaultValue = "100", description = "1 to 500 (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--cursor", description = "Where the page before ended.") @Nullable String cursor)
            throws GatewayException {
        Activity.Page page = call(client -> client.activity().list(limit, cursor));
        show(page, () -> {
            Table table = Table.of("at", "who", "what", "on", "id");
            page.activities()
                    .forEach(each ->
                            table.row(each.at(), each.actor(), each.action(), each.targetKind(), each.targetId()));
            return table;
        });
    }

    @Command(description = "Have the gateway go through the whole log; 5 where somebody changed it.")
    void verify() throws GatewayException {
        Activity.Verification found = call(client -> client.activity().verify());
        show(found, () -> found.entries() + (found.valid() ? " entries, none changed." : " entries."));
        if (!found.valid()) {
            throw OutcomeException.failed("activity_changed", text(found.problem()));
        }
    }
}
