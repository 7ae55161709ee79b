package org.pilothouse.rfb.session;

import java.io.InputStream;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.handshake.ServerInit;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.wire.WireReader;

/** Decodes a recorded server stream, from ServerInit to its end, with a session's own parts and without its threads. */
public final class StreamReplay {
    private StreamReplay() {}

    /** What a stream comes to. */
    public record Result(Framebuffer framebuffer, long updates, long pixels) {}

    public static Result run(InputStream recording, RfbLimits limits, boolean nativeJpeg)
            throws RfbProtocolException, RfbConnectionException {
        OutputQueue output = new OutputQueue(() -> {});
        output.close();
        SessionTimer timer = new SessionTimer();
        timer.stop();
        RfbListener listener = new RfbListener() {};
        Desktop desktop = new Desktop(limits);
        SessionMeter meter = new SessionMeter();
        InputSender input = new InputSender(output, true, meter);
        UpdatePacer pacer = new UpdatePacer(output, timer);
        SessionParts parts = new SessionParts(
                limits,
                nativeJpeg,
                desktop,
                output,
                pacer,
                new Liveness(output, meter),
                meter,
                input,
                new DesktopSizer(output, listener),
                new CutText(limits, output, input, listener),
                new QualityKeeper(RfbOptions.builder().losslessRefresh(false).build(), output, timer, pacer, meter));
        WireReader in = new WireReader(recording);
        in.watch(meter);
        ServerInit init = ServerInit.read(in, limits);
        desktop.resize(init.width(), init.height());
        PixelFormat format = PixelFormats.choose(ColourMode.AS_SERVER, init.format());
        MessageLoop messages = new MessageLoop(in, new WirePixels(format), parts, null, listener);
        try {
            messages.run();
        } catch (RfbConnectionException e) {
            if (e.kind() != CloseReason.Kind.SERVER) {
                throw e;
            }
        }
        SessionMeter.Reading reading = meter.read(0);
        return new Result(desktop.framebuffer(), reading.updates(), reading.allPixels());
    }
}
