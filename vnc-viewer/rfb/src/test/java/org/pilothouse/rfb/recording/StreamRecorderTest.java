package org.pilothouse.rfb.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.session.StreamReplay;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

class StreamRecorderTest {
    @TempDir
    Path directory;

    private final FakeServer server = new FakeServer();
    private final Events events = new Events();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRecordingReplaysToTheSamePicture() throws Exception {
        Path file = directory.resolve("session.rfb");
        int seen;
        try (RfbSession session = connect(file)) {
            server.welcome(8, 4);
            server.send(Message.update(1).rect(1, 1, 1, 1, 0).pixel(0x123456));
            server.send(new Message().u8(2));
            server.send(Message.update(1).rect(0, 0, 4, 2, 1).u16(1).u16(1));
            events.await(Events.Bell.class);
            // at once: the framebuffer is live, and what follows may reach it before the end
            seen = events.await(Events.Updated.class).framebuffer().crc32();
            server.send(Message.update(1).rect(2, 2, 2, 2, 0).pixel(1));
            session.close();
            session.awaitClosed(Duration.ofSeconds(10));
        }
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(
                "20180001" + "00ff00ff00ff" + "100800" + "000000",
                HexFormat.of().formatHex(bytes, 4, 20));
        try (InputStream in = Files.newInputStream(file)) {
            StreamReplay.Result result = StreamReplay.run(in, RfbLimits.DEFAULT, false);
            assertEquals(2, result.updates(), "the unfinished update is not in it");
            assertEquals(seen, result.framebuffer().crc32());
        }
        List<String> index = Files.readAllLines(StreamRecorder.indexOf(file));
        assertEquals("t_ms,end_offset,rects,pixels", index.get(0));
        assertTrue(index.get(1).endsWith(",48,1,1"), index.get(1));
        assertTrue(index.get(2).endsWith("," + bytes.length + ",1,8"), index.get(2));
    }

    @Test
    void aRecordingThatCannotBeWrittenEndsTheSessionWithTheReason() {
        try (RfbSession _ = connect(directory.resolve("missing/session.rfb"))) {
            server.send("RFB 003.003\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            server.read(12);
            server.send(new Message().u32(1));
            CloseReason reason = events.awaitClosed();
            assertEquals(CloseReason.Kind.INTERNAL, reason.kind());
            assertTrue(reason.message().startsWith("The recording cannot be written: "), reason.message());
        }
    }

    private RfbSession connect(Path file) {
        return RfbClient.connect(
                server.transport(), RfbOptions.builder().recording(file).build(), events);
    }
}
