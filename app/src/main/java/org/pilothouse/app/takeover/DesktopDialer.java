package org.pilothouse.app.takeover;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.TakeoverStream;
import org.pilothouse.client.Takeovers;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;

/** Opens the way to a desktop through the gateway, with a fresh ticket each time. */
final class DesktopDialer implements RfbDialer {
    private final String environmentId;
    private final Supplier<Optional<GatewaySession>> session;
    private final Supplier<Wish> wish;
    private final Consumer<String> held;

    /**
     * What is asked for.
     *
     * @param forcedBecause why control is taken from whoever has it; null where it is not
     */
    record Wish(TakeoverMode mode, @Nullable String forcedBecause) {}

    /**
     * All are called on the viewer's thread.
     *
     * @param held told in one sentence that somebody else has control
     */
    DesktopDialer(
            String environmentId,
            Supplier<Optional<GatewaySession>> session,
            Supplier<Wish> wish,
            Consumer<String> held) {
        this.environmentId = environmentId;
        this.session = session;
        this.wish = wish;
        this.held = held;
    }

    @Override
    public RfbTransport dial() throws IOException {
        GatewaySession open = session.get()
                .orElseThrow(() -> new RfbConnectionException(
                        CloseReason.Kind.CONNECTION, "There is no connection to a gateway."));
        try {
            TakeoverStream stream = open(open.client().takeovers());
            return RfbTransport.of(stream.input(), stream.output(), stream::close);
        } catch (GatewayException e) {
            if (e.code().equals("lease_held")) {
                held.accept(Problem.sentence(e));
            }
            throw new RfbConnectionException(kind(e), Problem.sentence(e), e);
        }
    }

    private TakeoverStream open(Takeovers takeovers) throws GatewayException {
        Wish wanted = wish.get();
        String reason = wanted.forcedBecause();
        return reason == null ? takeovers.open(environmentId, wanted.mode()) : takeovers.force(environmentId, reason);
    }

    /** Trying again helps where the gateway was away or failed, not where it said no. */
    private static CloseReason.Kind kind(GatewayException e) {
        boolean saidNo = e instanceof GatewayException.Refused refused && refused.status() < 500;
        return saidNo ? CloseReason.Kind.SECURITY : CloseReason.Kind.CONNECTION;
    }
}
