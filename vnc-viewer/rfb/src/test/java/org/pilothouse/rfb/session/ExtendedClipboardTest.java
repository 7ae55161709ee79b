package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

class ExtendedClipboardTest {
    private static final String TEXT = "Gr\u00fc\u00dfe \u2713 \ud83d\ude00\nzweite Zeile";
    private static final int CAPS = 0x1F000001;
    private static final String REQUEST_TEXT = "06000000" + "fffffffc" + "02000001";
    private static final String NOTIFY_TEXT = "06000000" + "fffffffc" + "08000001";

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();
    private RfbSession session;

    @BeforeEach
    void agree() {
        session = RfbClient.connect(server.transport(), RfbOptions.defaults(), events);
        server.welcome(8, 4);
        server.send(message(CAPS).u32(1 << 20));
        assertEquals("06000000" + "fffffff8" + "1f000001" + "00000000", server.readHex(16), "we want nothing unasked");
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    @Test
    void remoteTextIsFetchedWhenItIsAnnounced() throws IOException {
        server.send(message(0x08000001));
        assertEquals(REQUEST_TEXT, server.readHex(12));
        byte[] body = compress((TEXT.replace("\n", "\r\n") + "\0").getBytes(StandardCharsets.UTF_8));
        server.send(new Message()
                .u8(3)
                .zeros(3)
                .u32(-4 - body.length)
                .u32(0x10000001)
                .put(body));
        assertEquals(TEXT, events.await(Events.CutText.class).text());
    }

    @Test
    void localTextIsAnnouncedAndGivenWhenAskedFor() throws IOException {
        session.sendCutText(TEXT);
        assertEquals(NOTIFY_TEXT, server.readHex(12));
        server.send(message(0x02000001));
        server.read(4);
        int length = -ByteBuffer.wrap(server.read(4)).getInt();
        assertEquals("10000001", server.readHex(4));
        byte[] compressed = server.read(length - 4);
        InflaterInputStream plain = new InflaterInputStream(new ByteArrayInputStream(compressed));
        int size = ByteBuffer.wrap(plain.readNBytes(4)).getInt();
        assertEquals(TEXT.replace("\n", "\r\n") + "\0", new String(plain.readNBytes(size), StandardCharsets.UTF_8));
    }

    @Test
    void aPeekIsAnsweredWithWhatThereIs() {
        server.send(message(0x04000000));
        assertEquals("06000000" + "fffffffc" + "08000000", server.readHex(12));
        session.sendCutText(TEXT);
        assertEquals(NOTIFY_TEXT, server.readHex(12));
        server.send(message(0x04000000));
        assertEquals(NOTIFY_TEXT, server.readHex(12));
    }

    @Test
    void aViewOnlySessionGivesNothingAway() {
        session.sendCutText(TEXT);
        assertEquals(NOTIFY_TEXT, server.readHex(12));
        session.setViewOnly(true);
        server.send(message(0x02000001));
        server.send(message(0x04000000));
        assertEquals("06000000" + "fffffffc" + "08000000", server.readHex(12), "the request came to nothing");
    }

    @Test
    void aBombIsNotUnfolded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(ByteBuffer.allocate(4).putInt(0x7FFFFFFF).array());
            out.write(new byte[50 << 20]);
        }
        server.send(new Message()
                .u8(3)
                .zeros(3)
                .u32(-4 - bytes.size())
                .u32(0x10000001)
                .put(bytes.toByteArray()));
        server.send(new Message().u8(2));
        events.await(Events.Bell.class);
    }

    private static Message message(int flags) {
        int sizes = (flags & 0x01000000) != 0 ? 4 * Integer.bitCount(flags & 0xFFFF) : 0;
        return new Message().u8(3).zeros(3).u32(-4 - sizes).u32(flags);
    }

    private static byte[] compress(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(ByteBuffer.allocate(4).putInt(text.length).array());
            out.write(text);
        }
        return bytes.toByteArray();
    }
}
