package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.recording.Recording;
import org.pilothouse.agent.recording.Recording.Status;
import org.pilothouse.agent.recording.RecordingException;
import org.pilothouse.agent.recording.RecordingException.Reason;
import org.pilothouse.agent.recording.RecordingLimits;
import org.pilothouse.agent.recording.RecordingOptions;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XServer;

/** Films of a real screen, looked at by ffprobe. */
class RecorderTest extends DisplayTest {
    @TempDir
    Path folder;

    private Recorder recorder;

    @BeforeEach
    void recorder() {
        recorder = recorder(RecordingLimits.DEFAULT);
    }

    @AfterEach
    void end() throws Exception {
        recorder.close();
    }

    private Recorder recorder(RecordingLimits limits) {
        return new Recorder(server, folder, limits, Clock.systemUTC());
    }

    private static Reason refusal(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(RecordingException.class, call).reason();
    }

    /** Width, height, pixel format and number of pictures that could be decoded. */
    static String probe(Path film) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffprobe")), "no ffprobe here");
        Process probe = new ProcessBuilder(List.of(
                        "ffprobe",
                        "-v",
                        "error",
                        "-count_frames",
                        "-show_entries",
                        "stream=codec_name,width,height,pix_fmt,nb_read_frames:format=duration",
                        "-of",
                        "csv=p=0",
                        film.toString()))
                .redirectErrorStream(true)
                .start();
        String text = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, probe.waitFor(), text);
        return text;
    }

    private static int pictures(String probed) {
        String[] stream = probed.lines().findFirst().orElseThrow().split(",", -1);
        return Integer.parseInt(stream[4]);
    }

    private static double seconds(String probed) {
        return Double.parseDouble(probed.lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void recordsWhatHappensAndNothingWhileNothingDoes() throws Exception {
        Recording begun = recorder.start(RecordingOptions.DEFAULT.withLabel("first"));
        assertEquals(Status.RECORDING, begun.status());
        assertEquals(new Size(1024, 768), begun.size());
        assertEquals(begun.id(), recorder.active().orElseThrow().id());
        display.run("xterm", "-geometry", "80x24+50+50", "-e", "sh", "-c", "seq 100000");
        Pointer pointer = new Pointer(server);
        for (int i = 0; i < 40; i++) {
            pointer.move(10 + 10 * i, 700);
            Thread.sleep(40);
        }
        Recording made = recorder.stop();
        assertEquals(Status.COMPLETED, made.status());
        assertEquals("first", made.label());
        String probed = probe(recorder.file(made.id()));
        assertTrue(probed.startsWith("h264,1024,768,yuv420p,"), probed);
        assertTrue(pictures(probed) > 10, probed);
        assertEquals(made.length().toMillis() / 1000.0, seconds(probed), 0.3, probed);
        assertEquals(Files.size(recorder.file(made.id())), made.bytes());

        // Nothing moves now.
        await("a quiet screen", () -> server.call(x -> x.damage().version()) >= 0);
        recorder.start(RecordingOptions.DEFAULT);
        Thread.sleep(3000);
        Recording quiet = recorder.stop();
        probed = probe(recorder.file(quiet.id()));
        assertTrue(pictures(probed) <= 10, probed);
        assertTrue(seconds(probed) > 2.5, probed);
        assertEquals(
                List.of("rec_1", "rec_2"),
                recorder.list().stream().map(Recording::id).toList());
    }

    /** What was to be seen from when on. */
    private record Shown(int rgb, double second) {}

    @Test
    void aLongFilmShowsWhatWasOnTheScreenWhenItWas() throws Exception {
        int[] colours = {0xc02020, 0x20c020, 0x2020c0, 0xc0c020, 0x20c0c0, 0xc020c0};
        recorder.start(RecordingOptions.DEFAULT);
        long begin = System.nanoTime();
        List<Shown> shown = new ArrayList<>();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(12)) {
            int rgb = colours[shown.size() % colours.length];
            display.output("xsetroot", "-solid", String.format("#%06x", rgb));
            shown.add(new Shown(rgb, (System.nanoTime() - begin) / 1e9));
            Thread.sleep(700);
        }
        Recording made = recorder.stop();
        List<Shown> filmed = filmed(recorder.file(made.id()), colours);
        assertEquals(
                shown.stream().map(Shown::rgb).toList(),
                filmed.stream().map(Shown::rgb).toList(),
                "every colour, in its order");
        for (int i = 0; i < shown.size(); i++) {
            assertEquals(shown.get(i).second(), filmed.get(i).second(), 1, i + " of " + shown + " and " + filmed);
        }
    }

    /** The colours that a film shows one after the other; what is before the first of these is left out. */
    private static List<Shown> filmed(Path film, int[] colours) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "no ffmpeg here");
        int rate = 20;
        Process ffmpeg = new ProcessBuilder(List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        film.toString(),
                        "-vf",
                        "fps=" + rate + ",scale=1:1:flags=area",
                        "-pix_fmt",
                        "rgb24",
                        "-f",
                        "rawvideo",
                        "-"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] pixels = ffmpeg.getInputStream().readAllBytes();
        assertEquals(0, ffmpeg.waitFor());
        List<Shown> filmed = new ArrayList<>();
        for (int i = 0; i + 2 < pixels.length; i += 3) {
            int rgb = nearest(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff, colours);
            if (rgb != 0 && (filmed.isEmpty() || filmed.getLast().rgb() != rgb)) {
                filmed.add(new Shown(rgb, i / 3.0 / rate));
            }
        }
        return filmed;
    }

    /** The colour that this is but for the encoder's rounding; 0 if it is none of them. */
    private static int nearest(int red, int green, int blue, int[] colours) {
        for (int rgb : colours) {
            if (Math.abs(red - (rgb >> 16)) < 25
                    && Math.abs(green - (rgb >> 8 & 0xff)) < 25
                    && Math.abs(blue - (rgb & 0xff)) < 25) {
                return rgb;
            }
        }
        return 0;
    }

    @Test
    void refusesInOneSentenceAndSaysWhich() throws Exception {
        assertEquals(Reason.NOT_RECORDING, refusal(recorder::stop));
        assertEquals(Reason.NOT_FOUND, refusal(() -> recorder.get("rec_1")));
        assertEquals(Reason.NOT_FOUND, refusal(() -> recorder.delete("../etc")));
        assertEquals(Reason.INVALID, refusal(() -> recorder.start(RecordingOptions.DEFAULT.withFps(61))));
        assertEquals(Reason.INVALID, refusal(() -> recorder.start(RecordingOptions.DEFAULT.withFps(0))));
        assertEquals(
                Reason.INVALID, refusal(() -> recorder.start(RecordingOptions.DEFAULT.withLabel("x".repeat(201)))));
        String id = recorder.start(RecordingOptions.DEFAULT).id();
        assertEquals(Reason.RECORDING, refusal(() -> recorder.start(RecordingOptions.DEFAULT)));
        assertEquals(Reason.RECORDING, refusal(() -> recorder.delete(id)));
        recorder.stop();
        recorder.delete(id);
        assertEquals(Reason.NOT_FOUND, refusal(() -> recorder.get(id)));
        assertTrue(recorder.list().isEmpty());
        assertEquals("rec_2", recorder.start(RecordingOptions.DEFAULT).id(), "no number twice");
        XServer nobody = new XServer(":9793");
        Recorder blind = new Recorder(nobody, folder, RecordingLimits.DEFAULT, Clock.systemUTC());
        assertEquals(Reason.NO_DESKTOP, refusal(() -> blind.start(RecordingOptions.DEFAULT)));
        nobody.close();
    }

    @Test
    void aFullDiskAndALimitAreSaid() throws Exception {
        Recorder cramped = recorder(new RecordingLimits(1 << 30, 1 << 30, 100, Long.MAX_VALUE / 4));
        assertEquals(Reason.NO_SPACE, refusal(() -> cramped.start(RecordingOptions.DEFAULT)));
        assertTrue(cramped.list().isEmpty());
        String id = recorder.start(new RecordingOptions(30, null, true, Duration.ofSeconds(1)))
                .id();
        await("its end", () -> recorder.get(id).status() == Status.COMPLETED);
        assertTrue(String.valueOf(recorder.get(id).problem()).contains("limit of 1 s"));
        assertEquals(Reason.NOT_RECORDING, refusal(recorder::stop));
    }

    @Test
    void keepsOnlyTheNewest() throws Exception {
        recorder = recorder(new RecordingLimits(1 << 30, 1 << 30, 3, 1 << 20));
        for (int i = 0; i < 5; i++) {
            recorder.start(RecordingOptions.DEFAULT);
            recorder.stop();
        }
        assertEquals(
                List.of("rec_3", "rec_4", "rec_5"),
                recorder.list().stream().map(Recording::id).toList());
    }

    @Test
    void anotherRecorderFindsWhatAKilledOneLeft() throws Exception {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Recording begun = recorder.start(RecordingOptions.DEFAULT);
        Pointer pointer = new Pointer(server);
        for (int i = 0; i < 30; i++) {
            pointer.move(10 + 10 * i, 500);
            Thread.sleep(50);
        }
        // A kill leaves the files as they are at any one moment.
        for (String name : List.of("rec_1.mp4", "rec_1.json", "last")) {
            Files.copy(folder.resolve(name), copies.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path film = copies.resolve("rec_1.mp4");
        byte[] whole = Files.readAllBytes(film);
        Files.write(film, new byte[] {0, 0, 1, 0, 'm', 'o', 'o', 'f', 1}, java.nio.file.StandardOpenOption.APPEND);
        Recorder next = new Recorder(server, copies, RecordingLimits.DEFAULT, Clock.systemUTC());
        try {
            Recording found = next.get(begun.id());
            assertEquals(Status.INTERRUPTED, found.status());
            assertEquals("failed", found.status().wire());
            assertTrue(found.length().toMillis() > 500, found.toString());
            assertEquals(whole.length, found.bytes(), "the half fragment is cut off");
            assertTrue(pictures(probe(next.file(found.id()))) > 5);
            assertEquals("rec_2", next.start(RecordingOptions.DEFAULT).id());
        } finally {
            next.close();
        }
    }

    @Test
    void aFilmOutlivesItsXServer() throws Exception {
        recorder.start(RecordingOptions.DEFAULT);
        display.crash();
        await("the loss is noticed", () -> !server.connected());
        display.startAgain();
        await("the next server is found", server::connected);
        Thread.sleep(300);
        Recording made = recorder.stop();
        assertEquals(Status.COMPLETED, made.status());
        assertFalse(probe(recorder.file(made.id())).isEmpty());
    }
}
