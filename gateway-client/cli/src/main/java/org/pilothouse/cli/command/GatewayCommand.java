package org.pilothouse.cli.command;

import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Features;
import picocli.CommandLine.Command;

/** {@code pilothouse gateway}. */
@Command(name = "gateway", description = "The gateway itself.")
public final class GatewayCommand extends GatewayCommands {
    @Command(description = "What it is, and what it can do beyond Tyrum's base set.")
    void show() throws GatewayException {
        Features features = call(GatewayClient::features);
        show(
                features,
                () -> features.gateway() + " " + features.version() + "\n"
                        + String.join(
                                "\n", features.features().stream().sorted().toList()));
    }
}
