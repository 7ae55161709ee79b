package org.pilothouse.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.ConsoleFolders;
import org.pilothouse.app.connection.LocalGatewayStarter;

/**
 * What differs between starts of the console.
 *
 * @param localGateway null for remote gateways alone
 * @param namedGateway one that was named on the command line, null where none was
 */
public record ConsoleSetup(
        ConsoleFolders folders,
        @Nullable LocalGatewayStarter localGateway,
        @Nullable NamedGateway namedGateway) {

    /** A gateway that is not in the settings. */
    public record NamedGateway(URI url, String token) {
        @Override
        public String toString() {
            return "NamedGateway[" + url + "]";
        }
    }
}
