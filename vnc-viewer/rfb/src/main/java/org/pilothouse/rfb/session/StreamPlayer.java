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
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.handshake.ServerInit;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.pixels.PixelFormat;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.wire.WireReader;

/**
 * Decodes a server's stream from ServerInit on, update by update, with a session's own parts and without its threads. Nothing leaves for
 * any server. For one thread, on which the listener is called too.
 */
public final class StreamPlayer implements AutoCloseable {
    private static final int UPDATE = 0;

    private final SessionParts parts;
    private final MessageLoop messages;
    private final WireReader in;
    private final String name;

    public StreamPlayer(
            InputStream stream, RfbLimits limits, NativeCode nativeCode, RfbListener listener, SessionMeter meter)
            throws RfbProtocolException, RfbConnectionException {
        OutputQueue output = new OutputQueue(() -> {});
        output.close();
        SessionTimer timer = new SessionTimer();
        timer.stop();
        Desktop desktop = new Desktop(limits);
        InputSender input = new InputSender(output, true, meter);
        UpdatePacer pacer = new UpdatePacer(output, timer);
        RfbOptions options = RfbOptions.builder().losslessRefresh(false).build();
        parts = new SessionParts(
                limits,
                nativeCode,
                desktop,
                output,
                pacer,
                new Liveness(output, meter),
                meter,
                input,
                new DesktopSizer(output, listener),
                new CutText(limits, output, input, listener),
                new QualityKeeper(options, output, timer, pacer, meter));
        in = new WireReader(stream);
        in.watch(meter);
        ServerInit init = ServerInit.read(in, limits);
        name = init.name();
        desktop.resize(init.width(), init.height());
        PixelFormat format = PixelFormats.choose(ColourMode.AS_SERVER, init.format());
        messages = new MessageLoop(in, new WirePixels(format), parts, null, listener);
    }

    public Framebuffer framebuffer() {
        return parts.desktop().framebuffer();
    }

    /** The desktop's name, without control characters. */
    public String name() {
        return name;
    }

    /** Bytes decoded so far, ServerInit included. */
    public long consumed() {
        return in.consumed();
    }

    /**
     * Decodes up to the end of the next update.
     *
     * @return false if the stream ended before it began
     * @throws RfbConnectionException if the stream ends within a message
     */
    public boolean next() throws RfbProtocolException, RfbConnectionException {
        try {
            while (messages.next() != UPDATE) {
                // bells, clipboard text and fences on the way
            }
            return true;
        } catch (RfbConnectionException e) {
            if (e.kind() == CloseReason.Kind.SERVER) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        messages.close();
    }
}
