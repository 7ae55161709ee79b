package org.pilothouse.rfb.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.handshake.Handshake;
import org.pilothouse.rfb.handshake.ServerInit;
import org.pilothouse.rfb.jpeg.JpegDecoder;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.recording.RecordingIndex;
import org.pilothouse.rfb.security.SecurityTalk;
import org.pilothouse.rfb.session.StreamPlayer;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.wire.WireReader;

/** What is read outside rectangles: handshake, messages, images, index files. */
final class ServerTargets {
    /** So small that an input cannot ask for much memory, and is done at once. */
    private static final RfbLimits SMALL =
            RfbLimits.DEFAULT.withFramebuffer(256, 1 << 16).withCutText(4096);

    /** Those that need no certificates and no large keys: the others are slow, and behind libraries. */
    private static final RfbOptions OPTIONS = RfbOptions.builder()
            .limits(SMALL)
            .credentials(RfbCredentials.of("user", "password"))
            .securityTypes(
                    List.of(SecurityType.NONE, SecurityType.VNC_AUTH, SecurityType.APPLE_DH, SecurityType.MS_LOGON_II))
            .build();

    private static final SecurityTalk.Pause NO_PAUSE = new SecurityTalk.Pause() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    private ServerTargets() {}

    static void handshake(byte[] data) throws RfbProtocolException, RfbConnectionException {
        WireReader in = new WireReader(new ByteArrayInputStream(data));
        WireReader then = new Handshake(in, OutputStream.nullOutputStream(), OPTIONS, NO_PAUSE)
                .run()
                .talk()
                .in();
        ServerInit.read(then, SMALL);
    }

    /** Messages to a desktop of 24x16. */
    static void messages(byte[] data) throws IOException {
        byte[] init = FakeServer.serverInit(24, 16, "fuzz").bytes();
        SequenceInputStream stream =
                new SequenceInputStream(new ByteArrayInputStream(init), new ByteArrayInputStream(data));
        try (StreamPlayer player =
                new StreamPlayer(stream, SMALL, NativeCode.NONE, new RfbListener() {}, new SessionMeter())) {
            while (player.next()) {
                requireSmall(player.framebuffer());
            }
        }
    }

    private static void requireSmall(Framebuffer framebuffer) {
        if (framebuffer.pixels().length > SMALL.maxPixels()) {
            throw new AssertionError("a desktop beyond the limits");
        }
    }

    /** An image for a rectangle; its sides are the first two bytes. */
    static void jpeg(byte[] data) throws RfbProtocolException {
        if (data.length < 2) {
            return;
        }
        int width = data[0] & 0x7F;
        int height = data[1] & 0x7F;
        byte[] image = java.util.Arrays.copyOfRange(data, 2, data.length);
        int[] pixels = new int[128 * 130];
        JpegDecoder decoder = new JpegDecoder();
        if (decoder.isExactly(image, image.length, width, height) && (width == 0 || height == 0)) {
            throw new AssertionError("an image without pixels is exactly that");
        }
        decoder.decode(image, image.length, pixels, 128, 128, width, height);
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = i >= 128 && i < 128 * (1 + height) && i % 128 < width;
            if (!inside && pixels[i] != 0) {
                throw new AssertionError("painted outside, at " + i);
            }
        }
    }

    static void recordingIndex(byte[] data) throws IOException {
        RecordingIndex index = RecordingIndex.read(new ByteArrayInputStream(data));
        for (int i = 1; i < index.count(); i++) {
            if (index.millis(i) < index.millis(i - 1)) {
                throw new AssertionError("updates out of order");
            }
        }
        int until = index.countUntil(index.duration() / 2);
        if (until < 0
                || until > index.count()
                || (index.count() > 0 && index.countUntil(index.duration()) != index.count())) {
            throw new AssertionError("a wrong number of updates");
        }
        index.cutAt(index.end() / 2);
    }
}
