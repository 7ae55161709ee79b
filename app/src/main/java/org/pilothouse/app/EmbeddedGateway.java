package org.pilothouse.app;

import java.net.URI;
import java.nio.file.Path;
import org.pilothouse.app.connection.LocalGatewayStarter;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.gateway.GatewayConfig;
import org.pilothouse.gateway.LocalGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local gateway of this process. */
final class EmbeddedGateway implements LocalGatewayStarter {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedGateway.class);

    private final Path state;

    /** @param state the gateway's own folder, made where absent */
    EmbeddedGateway(Path state) {
        this.state = state;
    }

    @Override
    public Running start() throws LocalGatewayException {
        try {
            return new Started(LocalGateway.start(GatewayConfig.at(state)));
        } catch (RuntimeException e) { // whatever keeps it from starting, the console goes on and says so
            throw new LocalGatewayException(
                    Problem.sentence(e), "Correct this and press Retry, or use a remote gateway.", e);
        }
    }

    private record Started(LocalGateway gateway) implements Running {
        @Override
        public URI uri() {
            return gateway.uri();
        }

        @Override
        public String token() {
            return gateway.token();
        }

        @Override
        public void close() {
            try {
                gateway.close();
            } catch (IllegalStateException e) {
                log.warn("the local gateway did not close cleanly; the next one takes over", e);
            }
        }
    }
}
