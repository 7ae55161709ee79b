package org.pilothouse.app.takeover;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.TakeoverStream;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;

/** Opens the way to a desktop through the gateway, with a fresh ticket each time. */
final class DesktopDialer implements RfbDialer {
    private final String environmentId;
    private final Supplier<Optional<GatewaySession>> session;
    private final Supplier<TakeoverMode> mode;

    /** Both suppliers are asked on the viewer's thread. */
    DesktopDialer(String environmentId, Supplier<Optional<GatewaySession>> session, Supplier<TakeoverMode> mode) {
        this.environmentId = environmentId;
        this.session = session;
        this.mode = mode;
    }

    @Override
    public RfbTransport dial() throws IOException {
        GatewaySession open = session.get()
                .orElseThrow(() -> new RfbConnectionException(
                        CloseReason.Kind.CONNECTION, "There is no connection to a gateway."));
        try {
            TakeoverStream stream = open.client().takeovers().open(environmentId, mode.get());
            return RfbTransport.of(stream.input(), stream.output(), stream::close);
        } catch (GatewayException e) {
            throw new RfbConnectionException(kind(e), Problem.sentence(e), e);
        }
    }

    /** Trying again helps where the gateway was away or failed, not where it said no. */
    private static CloseReason.Kind kind(GatewayException e) {
        boolean saidNo = e instanceof GatewayException.Refused refused && refused.status() < 500;
        return saidNo ? CloseReason.Kind.SECURITY : CloseReason.Kind.CONNECTION;
    }
}
