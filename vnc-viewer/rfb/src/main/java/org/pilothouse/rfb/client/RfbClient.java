package org.pilothouse.rfb.client;

import java.nio.file.Path;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbReplay;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.replay.RecordingDialer;
import org.pilothouse.rfb.replay.ReplaySession;
import org.pilothouse.rfb.session.LiveSession;

/**
 * Starts sessions.
 *
 * <pre>{@code
 * try (RfbSession session = RfbClient.connect(
 *         RfbTransport.tcp("localhost", 5900, Duration.ofSeconds(5)), RfbOptions.defaults(), new RfbListener() {})) {
 *     RfbState.Connected desktop = session.awaitConnected(Duration.ofSeconds(10));
 *     session.key(Keysym.RETURN, true);
 *     session.key(Keysym.RETURN, false);
 * }
 * }</pre>
 */
public final class RfbClient {
    private RfbClient() {}

    /** A recording, to be given to {@link #connect} in place of a way to a server; the session is then an {@link RfbReplay}. */
    public static RfbDialer recording(Path file) {
        return new RecordingDialer(file);
    }

    /** Plays a recording. Returns at once; what is wrong with it is told through the session's state. */
    public static RfbReplay replay(Path file, RfbOptions options, RfbListener listener) {
        return ReplaySession.start(file, options, listener);
    }

    /** Returns at once; the session's own thread dials, and everything that goes wrong is told through its state. */
    public static RfbSession connect(RfbDialer dialer, RfbOptions options, RfbListener listener) {
        return dialer instanceof RecordingDialer(Path file)
                ? replay(file, options, listener)
                : LiveSession.start(dialer, options, listener);
    }

    /** The same over a transport that is already open; the session closes it. */
    public static RfbSession connect(RfbTransport transport, RfbOptions options, RfbListener listener) {
        return LiveSession.start(RfbTransport.opened(transport), options, listener);
    }
}
