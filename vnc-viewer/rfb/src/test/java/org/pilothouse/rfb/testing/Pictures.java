package org.pilothouse.rfb.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.pilothouse.rfb.ColourMode;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;

/** Pictures of real servers whose desktops come to rest. */
public final class Pictures {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int QUIET_LOOKS = 30;

    private Pictures() {}

    /** The picture once it stays the same; it must have been sent in the encoding that was asked for. */
    public static Framebuffer of(RfbDialer dialer, Encoding encoding, ColourMode colours) throws InterruptedException {
        Events events = new Events();
        RfbOptions options = RfbOptions.builder()
                .encodings(List.of(encoding))
                .colours(colours)
                .jpegQuality(RfbOptions.LOSSLESS)
                .viewOnly(true)
                .build();
        try (RfbSession session = RfbClient.connect(dialer, options, events)) {
            session.awaitConnected(SOON);
            Framebuffer screen = events.await(Events.Updated.class).framebuffer();
            int last = 0;
            for (int same = 0; same < QUIET_LOOKS; ) {
                Thread.sleep(50);
                int now = screen.crc32();
                same = now == last ? same + 1 : 0;
                last = now;
            }
            if (!session.statistics().rectangles().containsKey(encoding)) {
                throw new AssertionError(
                        encoding + " was asked for, " + session.statistics().rectangles() + " came");
            }
            return screen;
        } catch (IOException e) {
            throw new AssertionError(encoding.toString(), e);
        }
    }

    /** The largest difference between any two channels of two pictures of the same size. */
    public static int difference(Framebuffer one, Framebuffer other) {
        int largest = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int a = (one.pixels()[i] >> shift) & 0xFF;
                int b = (other.pixels()[i] >> shift) & 0xFF;
                largest = Math.max(largest, Math.abs(a - b));
            }
        }
        return largest;
    }
}
