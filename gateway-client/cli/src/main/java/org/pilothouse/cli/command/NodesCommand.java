package org.pilothouse.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import org.pilothouse.cli.OutcomeException;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.desktop.DesktopOp;
import org.pilothouse.protocol.node.Dispatch;
import org.pilothouse.protocol.node.NodeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse nodes}. */
@Command(name = "nodes", description = "Agents inside desktops, as the gateway sees them.")
public final class NodesCommand extends GatewayCommands {
    @Command(description = "All nodes.")
    void list() throws GatewayException {
        List<NodeInfo> nodes = call(client -> client.nodes().list());
        show(nodes, () -> {
            Table table = Table.of("node", "label", "connected", "paired", "ready capabilities");
            nodes.forEach(node -> table.row(
                    node.nodeId(),
                    node.label(),
                    node.connected() ? "yes" : "no",
                    node.pairedStatus(),
                    node.capabilities().stream()
                            .filter(NodeInfo.NodeCapability::ready)
                            .map(NodeInfo.NodeCapability::capability)
                            .collect(Collectors.joining(" "))));
            return table;
        });
    }

    @Command(
            description =
                    "Have a node do one operation: '{\"op\":\"screenshot\",\"display\":\"primary\"}'. Ends with 5 where it failed.")
    void dispatch(
            @Parameters(paramLabel = "NODE") String node,
            @Parameters(
                            paramLabel = "OPERATION",
                            description = "JSON, a file with @ before its name, or - for standard input.")
                    String operation,
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "60",
                            description = "Up to 600 (default: ${DEFAULT-VALUE}).")
                    double seconds)
            throws GatewayException {
        DesktopOp wanted = Documents.parse("operation", Documents.text(operation), DesktopOp.class);
        Dispatch.Outcome outcome =
                call(client -> client.nodes().dispatch(node, wanted, Patience.seconds("--timeout", seconds)));
        show(outcome, () -> outcome.ok() ? "done: " + text(outcome.payload()) : "not done");
        Dispatch.Failure failure = outcome.error();
        if (!outcome.ok()) {
            throw OutcomeException.failed(
                    failure == null ? "failed" : failure.code(),
                    failure == null ? "The node says no." : failure.message());
        }
    }
}
