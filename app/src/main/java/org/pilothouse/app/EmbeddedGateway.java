package org.pilothouse.app;

import java.nio.file.Path;
import org.pilothouse.app.connection.LocalGatewayStarter;

/** The local gateway of this process. */
final class EmbeddedGateway implements LocalGatewayStarter {
    private final Path state;

    EmbeddedGateway(Path state) {
        this.state = state;
    }

    @Override
    public Running start() throws LocalGatewayException {
        throw new LocalGatewayException(
                "It is not part of this build yet; its data would be in " + state + ".",
                "Use a remote gateway.",
                new UnsupportedOperationException("no local gateway"));
    }
}
