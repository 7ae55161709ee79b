package org.pilothouse.app.connection;

import java.net.URI;

/** Starts the gateway that lives in this process. */
public interface LocalGatewayStarter {
    /**
     * Blocks until it accepts connections.
     *
     * @throws LocalGatewayException where it can't start
     */
    Running start() throws LocalGatewayException;

    /** A gateway that runs; closing it leaves containers alone. */
    interface Running extends AutoCloseable {
        URI uri();

        String token();

        @Override
        void close();
    }

    /** The local gateway did not start; the message says why in one sentence. */
    final class LocalGatewayException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String nextStep;

        public LocalGatewayException(String message, String nextStep, Throwable cause) {
            super(message, cause);
            this.nextStep = nextStep;
        }

        public String nextStep() {
            return nextStep;
        }
    }
}
