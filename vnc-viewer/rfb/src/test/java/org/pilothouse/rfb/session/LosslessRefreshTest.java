package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Attack;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** What a session asks for once lossy pixels have been still for a moment. */
class LosslessRefreshTest {
    private static final int TIGHT_JPEG = 0x90;

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void lossyPixelsAreAskedForAgainWithoutLoss() throws Exception {
        try (RfbSession _ = connect(RfbOptions.builder().jpegQuality(5).build())) {
            sendJpeg();
            assertEquals("0301" + "0000" + "0000" + "0040" + "0040", server.readHex(10), "the usual next request");
            assertEquals(RfbOptions.LOSSLESS, qualityAsked());
            assertEquals("0300" + "0000" + "0000" + "0040" + "0040", server.readHex(10), "all of it, anew");

            server.send(Message.update(1).rect(0, 0, 64, 64, 0).zeros(64 * 64 * 4));
            assertEquals("0301", server.readHex(2));
            server.read(8);
            assertEquals(5, qualityAsked(), "from now on as before");
        }
    }

    @Test
    void whoDoesNotWantThatIsNotBothered() throws Exception {
        RfbOptions options =
                RfbOptions.builder().jpegQuality(5).losslessRefresh(false).build();
        try (RfbSession session = connect(options)) {
            sendJpeg();
            server.read(10);
            Thread.sleep(800);
            session.key('a', true);
            assertEquals("04", server.readHex(1), "nothing was asked for in between");
        }
    }

    @Test
    void aThumbnailStaysAsItIs() throws Exception {
        try (RfbSession session = connect(RfbOptions.builder().jpegQuality(5).build())) {
            session.setUpdateRate(0);
            sendJpeg();
            events.await(Events.Updated.class);
            Thread.sleep(800);
            session.key('a', true);
            assertEquals("04", server.readHex(1), "nothing was asked for in between");
        }
    }

    @Test
    void aServerThatDoesNotAnswerGetsItsQualityBack() throws Exception {
        try (RfbSession _ = connect(RfbOptions.builder().jpegQuality(5).build())) {
            sendJpeg();
            server.read(10);
            assertEquals(RfbOptions.LOSSLESS, qualityAsked());
            server.read(10);
            assertEquals("0300", server.readHex(2), "the question whether it still lives");
            server.read(8);
            assertEquals(5, qualityAsked());
        }
    }

    private RfbSession connect(RfbOptions options) {
        RfbSession session = RfbClient.connect(server.transport(), options, events);
        server.welcome(64, 64);
        return session;
    }

    private void sendJpeg() throws IOException {
        try (InputStream resource = LosslessRefreshTest.class.getResourceAsStream("/jpeg/colour-1x1.jpg")) {
            byte[] jpeg = resource.readAllBytes();
            Message message = Message.update(1).rect(0, 0, 40, 24, 7).u8(TIGHT_JPEG);
            server.send(Attack.compact(message, jpeg.length).put(jpeg));
        }
    }

    /** Reads a SetEncodings message. */
    private int qualityAsked() {
        assertEquals("0200", server.readHex(2));
        int quality = RfbOptions.LOSSLESS;
        int count = java.util.HexFormat.fromHexDigits(server.readHex(2));
        for (int i = 0; i < count; i++) {
            int number = ByteBuffer.wrap(server.read(4)).getInt();
            if (number >= -32 && number <= -23) {
                quality = number + 32;
            }
        }
        return quality;
    }
}
