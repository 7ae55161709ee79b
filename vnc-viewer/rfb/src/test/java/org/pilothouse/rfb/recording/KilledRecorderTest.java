package org.pilothouse.rfb.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbReplay;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.session.StreamReplay;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.XtigervncServer;

/** {@code kill -9} of a process that records a real server: what it had seen can be played. */
@Tag("display")
class KilledRecorderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tight", "zrle"})
    void whatItSawCanBePlayed(String encoding) throws Exception {
        Path file = directory.resolve("killed.rfb");
        try (XtigervncServer server = new XtigervncServer(directory, "-SecurityTypes", "None")) {
            server.start("xterm", "-e", "i=0; while :; do i=$((i + 1)); echo $i $i $i; sleep 0.03; done");
            Process recorder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            Path.of("target", "classes").toAbsolutePath().toString(),
                            "org.pilothouse.rfb.tool.RfbTool",
                            "record",
                            "unix:" + server.socket(),
                            file.toString(),
                            "100",
                            encoding)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("recorder.log").toFile())
                    .start();
            for (int i = 0; i < 400 && updates(file) < 20; i++) {
                Thread.sleep(100);
            }
            recorder.destroyForcibly();
            assertTrue(recorder.waitFor(20, TimeUnit.SECONDS));
        }
        int updates = updates(file);
        assertTrue(updates >= 20, Files.readString(directory.resolve("recorder.log")));

        StreamReplay.Result whole;
        try (InputStream in = Recording.open(file).stream()) {
            whole = StreamReplay.run(in, RfbLimits.DEFAULT, false);
        }
        assertEquals(updates, whole.updates());
        Events events = new Events();
        try (RfbReplay replay = RfbClient.replay(file, RfbOptions.defaults(), events)) {
            Framebuffer screen = replay.awaitConnected(Duration.ofSeconds(20)).framebuffer();
            replay.setSpeed(RfbReplay.AT_ONCE);
            for (int i = 0; i < 1000 && !replay.atEnd(); i++) {
                Thread.sleep(20);
            }
            assertTrue(replay.atEnd());
            assertEquals(whole.framebuffer().crc32(), screen.crc32());
        }
    }

    @Test
    void anIndexIsNeverAheadOfItsStream() throws Exception {
        // The order of writing is what the test above relies on; a file without its index is cut, not broken.
        Path file = org.pilothouse.rfb.testing.Recorded.updates(directory, 9);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = bytes.length; length > 28 + 20; length -= 3) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            Recording recording = Recording.open(file);
            assertTrue(recording.index().end() <= length);
            try (InputStream in = recording.stream()) {
                assertEquals(
                        recording.index().count(),
                        StreamReplay.run(in, RfbLimits.DEFAULT, false).updates());
            }
        }
    }

    private static int updates(Path file) throws Exception {
        Path index = StreamRecorder.indexOf(file);
        if (!Files.exists(index)) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(index)) {
            return RecordingIndex.read(in).count();
        }
    }
}
