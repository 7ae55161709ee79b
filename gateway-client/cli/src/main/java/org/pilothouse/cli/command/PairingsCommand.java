package org.pilothouse.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Table;
import org.pilothouse.cli.UsageException;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse pairings}. */
@Command(name = "pairings", description = "Which nodes are trusted with what.")
public final class PairingsCommand extends GatewayCommands {
    private static final String ID = "PAIRING";

    @Command(description = "The newest hundred.")
    void list(
            @Option(names = "--status", description = "Only these: ${COMPLETION-CANDIDATES}.")
                    Pairing.@Nullable Status status)
            throws GatewayException {
        List<Pairing> pairings = call(client -> client.pairings().list(status));
        show(pairings, () -> {
            Table table = Table.of("pairing", "status", "node", "label", "requested");
            pairings.forEach(each -> table.row(
                    each.pairingId(),
                    each.status(),
                    each.node().nodeId(),
                    each.node().label(),
                    each.requestedAt()));
            return table;
        });
    }

    @Command(description = "One pairing, with what its node offers and may do.")
    void show(@Parameters(paramLabel = ID) long id) throws GatewayException {
        tell(call(client -> client.pairings().get(id)));
    }

    @Command(description = "Trust a node with all that it offers, or with what --capability names.")
    void approve(
            @Parameters(paramLabel = ID) long id,
            @Option(
                            names = "--trust",
                            defaultValue = "LOCAL",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    Pairing.TrustLevel trust,
            @Option(names = "--capability", description = "One of those that it offers; may be repeated.") @Nullable
                    List<String> wanted,
            @Option(names = "--reason") @Nullable String reason)
            throws GatewayException {
        tell(call(client -> {
            List<Capability> offered = client.pairings().get(id).node().capabilities();
            return client.pairings().approve(id, trust, chosen(offered, wanted), reason);
        }));
    }

    @Command(description = "Do not trust a node.")
    void deny(@Parameters(paramLabel = ID) long id, @Option(names = "--reason") @Nullable String reason)
            throws GatewayException {
        tell(call(client -> client.pairings().deny(id, reason)));
    }

    @Command(description = "Trust a node no longer; its connection ends.")
    void revoke(@Parameters(paramLabel = ID) long id, @Option(names = "--reason") @Nullable String reason)
            throws GatewayException {
        tell(call(client -> client.pairings().revoke(id, reason)));
    }

    private static List<Capability> chosen(List<Capability> offered, @Nullable List<String> wanted) {
        if (wanted == null) {
            return offered;
        }
        List<String> names = offered.stream().map(Capability::id).toList();
        wanted.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new UsageException("The node does not offer " + name + ", but " + String.join(", ", names) + ".");
        });
        return offered.stream().filter(each -> wanted.contains(each.id())).toList();
    }

    private void tell(Pairing pairing) {
        show(pairing, () -> Table.of("pairing", "status", "node", "label", "may do")
                .row(
                        pairing.pairingId(),
                        pairing.status(),
                        pairing.node().nodeId(),
                        pairing.node().label(),
                        pairing.capabilityAllowlist().stream()
                                .map(Capability::id)
                                .collect(Collectors.joining(" "))));
    }
}
