package org.pilothouse.rfb.session;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.handshake.ServerInit;
import org.pilothouse.rfb.wire.WireReader;

/** Decodes a recorded server stream, from ServerInit to its end, with the session's own parts and without its threads. */
public final class Replay {
    private Replay() {}

    public record Result(Framebuffer framebuffer, long updates, long pixels) {}

    public static Result run(InputStream recording, RfbLimits limits)
            throws RfbProtocolException, RfbConnectionException {
        OutputQueue output = new OutputQueue(() -> {});
        output.close();
        RfbListener listener = new RfbListener() {};
        SessionTimer timer = new SessionTimer();
        Desktop desktop = new Desktop(limits);
        Meter meter = new Meter();
        InputSender input = new InputSender(output, true);
        SessionParts parts = new SessionParts(
                limits,
                desktop,
                output,
                new UpdatePacer(output, timer),
                new Liveness(output),
                meter,
                input,
                new DesktopSizer(output, listener),
                new CutText(limits, output, input, listener));
        WireReader in = new WireReader(recording);
        ServerInit init = ServerInit.read(in, limits);
        desktop.resize(init.width(), init.height());
        try (MessageLoop messages = new MessageLoop(in, parts, listener)) {
            messages.run();
        } catch (RfbConnectionException e) {
            if (e.kind() != CloseReason.Kind.SERVER) {
                throw e;
            }
        } finally {
            timer.stop();
        }
        Meter.Reading reading = meter.read();
        return new Result(desktop.framebuffer(), reading.updates(), reading.pixels());
    }

    /** For trying whole captures: {@code Replay FILE...}, each unpacked. */
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            byte[] bytes = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(file));
            for (int pass = 0; pass < 5; pass++) {
                long start = System.nanoTime();
                Result result = run(new java.io.ByteArrayInputStream(bytes), RfbLimits.DEFAULT);
                long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                System.out.printf(
                        "%s crc32=%08x updates=%d pixels=%d ms=%d%n",
                        file, result.framebuffer().crc32(), result.updates(), result.pixels(), ms);
            }
        }
    }
}
