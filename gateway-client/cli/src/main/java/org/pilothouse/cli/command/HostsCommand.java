package org.pilothouse.cli.command;

import java.util.List;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.environment.EnvironmentHost;
import picocli.CommandLine.Command;

/** {@code pilothouse hosts}. */
@Command(name = "hosts", description = "Machines that environments run on.")
public final class HostsCommand extends GatewayCommands {
    @Command(description = "All hosts.")
    void list() throws GatewayException {
        List<EnvironmentHost> hosts = call(client -> client.environments().hosts());
        show(hosts, () -> {
            Table table = Table.of("host", "label", "available", "engine", "running", "error");
            for (EnvironmentHost host : hosts) {
                EnvironmentHost.Engine engine = host.engine();
                table.row(
                        host.hostId(),
                        host.label(),
                        host.available() ? "yes" : "no",
                        engine == null ? "" : engine.version(),
                        engine == null ? "" : engine.running() + " of " + engine.environments(),
                        host.lastError());
            }
            return table;
        });
    }
}
