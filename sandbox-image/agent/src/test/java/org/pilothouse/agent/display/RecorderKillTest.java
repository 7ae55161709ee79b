package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.recording.Recording;
import org.pilothouse.agent.recording.Recording.Status;
import org.pilothouse.agent.recording.RecordingLimits;
import org.pilothouse.agent.recording.RecordingOptions;
import org.pilothouse.agent.x11.XServer;

/**
 * Recorders that are killed at random leave films that can be played. {@code -Dpilothouse.soak.recordings=1000} for
 * more than the twenty of every day.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class RecorderKillTest extends DisplayTest {
    private static final int RECORDINGS = Integer.getInteger("pilothouse.soak.recordings", 20);

    @TempDir
    Path folder;

    @Test
    void whatAKilledRecorderLeavesCanBePlayed() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Pointer pointer = new Pointer(server);
        Recorder reader = null;
        for (int i = 1; i <= RECORDINGS; i++) {
            Process victim = victim();
            String begun = new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            assertEquals("rec_" + i, begun, "seed " + seed);
            long until = System.nanoTime() + random.nextInt(1500) * 1_000_000L;
            while (System.nanoTime() < until) {
                pointer.move(random.nextInt(1000), random.nextInt(700));
                Thread.sleep(random.nextInt(40));
            }
            victim.destroyForcibly().waitFor();
            reader = new Recorder(server, folder, RecordingLimits.DEFAULT, Clock.systemUTC());
            Recording found = reader.get(begun);
            assertEquals(Status.INTERRUPTED, found.status(), "seed " + seed);
            assertTrue(found.length().toMillis() > 0, found.toString());
            String probed = RecorderTest.probe(reader.file(begun));
            assertTrue(probed.startsWith("h264,1024,768,yuv420p,"), begun + ": " + probed);
            assertNotEquals("0", probed.lines().findFirst().orElseThrow().split(",", -1)[4], begun);
        }
        assertEquals(RECORDINGS, reader == null ? 0 : reader.list().size());
    }

    private Process victim() throws Exception {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path"))
                                + java.io.File.pathSeparator
                                + System.getProperty("jdk.module.path", ""),
                        Victim.class.getName(),
                        display.name(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Records until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            XServer server = new XServer(arguments[0]);
            await("a connection", server::connected);
            Recorder recorder = new Recorder(server, Path.of(arguments[1]), RecordingLimits.DEFAULT, Clock.systemUTC());
            Recording begun = recorder.start(RecordingOptions.DEFAULT);
            System.out.println(begun.id());
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
