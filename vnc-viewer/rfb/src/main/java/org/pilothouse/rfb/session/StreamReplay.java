package org.pilothouse.rfb.session;

import java.io.InputStream;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.metrics.SessionMeter;

/** Decodes a recorded server stream, from ServerInit to its end, as fast as it goes. */
public final class StreamReplay {
    private StreamReplay() {}

    /** What a stream comes to. */
    public record Result(Framebuffer framebuffer, long updates, long pixels) {}

    public static Result run(InputStream recording, RfbLimits limits, boolean nativeCode)
            throws RfbProtocolException, RfbConnectionException {
        SessionMeter meter = new SessionMeter();
        try (StreamPlayer player = new StreamPlayer(
                recording, limits, new NativeCode(nativeCode, nativeCode), new RfbListener() {}, meter)) {
            while (player.next()) {
                // to the end
            }
            SessionMeter.Reading reading = meter.read(0);
            return new Result(player.framebuffer(), reading.updates(), reading.allPixels());
        }
    }
}
