package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.Bottleneck;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.OtherServers;
import org.pilothouse.rfb.testing.ThrottledTransport;
import org.pilothouse.rfb.testing.XtigervncServer;

/** With real servers: the quality follows what the network carries, and what is still becomes exact. */
@Tag("display")
@Timeout(180)
class AdaptiveQualityTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int SLOW = 150_000;

    @TempDir
    Path directory;

    private final Events events = new Events();

    @Test
    void qualityFallsOnASlowNetworkRecoversAndEndsExact() throws Exception {
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None")) {
            ThrottledTransport network = new ThrottledTransport(RfbTransport.unix(server.socket()));
            try (RfbSession session = RfbClient.connect(network, RfbOptions.defaults(), events)) {
                Framebuffer screen = session.awaitConnected(SOON).framebuffer();
                Process video = server.start(
                        "ffplay",
                        "-loglevel",
                        "error",
                        "-noborder",
                        "-an",
                        "-f",
                        "lavfi",
                        "mandelbrot=size=400x300:rate=15");
                await(() -> session.statistics().updatesPerSecond() >= 5, "the video plays");
                assertEquals(8, session.statistics().jpegQuality());

                network.limit(SLOW);
                await(() -> session.statistics().jpegQuality() <= 5, "the quality falls");
                Bottleneck told = session.statistics().bottleneck();
                assertEquals(Bottleneck.Side.NETWORK, told.side(), told.sentence());

                network.limit(Long.MAX_VALUE);
                await(() -> session.statistics().jpegQuality() == 8, "the quality recovers");

                video.destroy();
                video.waitFor();
                assertExactSoon(screen, exact(RfbTransport.unix(server.socket())));
            }
        }
    }

    @Test
    void aPhotoThatIsStillBecomesExactAtAFixedQualityToo() throws Exception {
        assumeTrue(OtherServers.XTIGHTVNC.isInstalled(), "SKIPPED: Xtightvnc is not installed");
        RfbOptions coarse = RfbOptions.builder().jpegQuality(1).build();
        try (OtherServers.Running server = OtherServers.XTIGHTVNC.start(directory);
                RfbSession session = RfbClient.connect(server.dialer(), coarse, events)) {
            Framebuffer screen = session.awaitConnected(SOON).framebuffer();
            Path photo = directory.resolve("photo.png");
            Path log = directory.resolve("photo.log");
            server.show(log, "convert", "-seed", "7", "-size", "400x300", "plasma:tomato-steelblue", photo.toString())
                    .waitFor();
            server.show(log, "display", "-immutable", photo.toString());
            events.await(Events.Updated.class);
            await(() -> session.statistics().pixelsByEncoding().getOrDefault(Encoding.TIGHT, 0L) > 100_000, "a photo");
            Picture picture = exact(server.dialer());
            assertExactSoon(screen, picture);
            assertNotEquals(new Framebuffer(640, 480).crc32(), screen.crc32());
        }
    }

    /** Takes the picture anew, without loss. */
    @FunctionalInterface
    private interface Picture {
        int crc() throws Exception;
    }

    private static Picture exact(org.pilothouse.rfb.RfbDialer dialer) {
        return () -> {
            Events others = new Events();
            RfbOptions raw = RfbOptions.builder()
                    .encodings(List.of(Encoding.RAW))
                    .viewOnly(true)
                    .build();
            try (RfbSession session = RfbClient.connect(dialer, raw, others)) {
                session.awaitConnected(SOON);
                return others.await(Events.Updated.class).framebuffer().crc32();
            }
        };
    }

    private static void assertExactSoon(Framebuffer screen, Picture picture) throws Exception {
        int expected = picture.crc();
        for (int i = 0; i < 150 && screen.crc32() != expected; i++) {
            Thread.sleep(200);
            expected = picture.crc();
        }
        assertEquals(expected, screen.crc32(), "the picture is exact in the end");
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        for (int i = 0; i < 400 && !condition.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertTrue(condition.getAsBoolean(), what);
    }
}
