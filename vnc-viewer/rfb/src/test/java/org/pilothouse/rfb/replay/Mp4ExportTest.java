package org.pilothouse.rfb.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;
import org.pilothouse.rfb.testing.Recorded;

/** Exports with the real ffmpeg, and asks ffprobe what came of it. */
@Tag("display")
class Mp4ExportTest {
    private static final int RED = 0xE02010;
    private static final int BLUE = 0x1020E0;

    @TempDir
    Path directory;

    @Test
    void theVideoShowsWhatTheRecordingShows() throws Exception {
        Path video = directory.resolve("out.mp4");
        Mp4Export.Result result = export(twoColours(101, 63), video, 20);
        assertEquals(new Mp4Export.Result(101, 63, 41), result);
        assertEquals(
                "codec_name=h264 width=102 height=64 r_frame_rate=20/1 nb_frames=41",
                said(
                        "ffprobe",
                        "-v",
                        "error",
                        "-select_streams",
                        "v",
                        "-show_entries",
                        "stream=codec_name,width,height,r_frame_rate,nb_frames",
                        "-of",
                        "default=noprint_wrappers=1",
                        video.toString()));
        assertColour(RED, video, "0.5");
        assertColour(BLUE, video, "1.8");
        assertOnly(video);
    }

    /** A desktop that is red, and after a second blue, for another second. */
    private Path twoColours(int width, int height) throws IOException {
        Path file = directory.resolve("colours.rfb");
        Message stream = FakeServer.serverInit(width, height, "colours");
        int start = stream.bytes().length;
        byte[] red = fill(width, height, RED);
        byte[] blue = fill(width, height, BLUE);
        Files.write(file, stream.put(red).put(blue).put(blue).bytes());
        int first = start + red.length;
        Files.writeString(
                Recorded.indexOf(file),
                "t_ms,end_offset,rects,pixels\n0," + first + ",1,1\n1000," + (first + blue.length) + ",1,1\n2000,"
                        + (first + 2 * blue.length) + ",1,1\n");
        return file;
    }

    private static byte[] fill(int width, int height, int rgb) {
        return Message.update(1)
                .rect(0, 0, width, height, 7)
                .u8(0x80)
                .u8(rgb >> 16)
                .u8(rgb >> 8)
                .u8(rgb)
                .bytes();
    }

    private void assertColour(int rgb, Path video, String second) throws Exception {
        Path raw = directory.resolve("frame.rgb");
        said(
                "ffmpeg",
                "-v",
                "error",
                "-nostdin",
                "-y",
                "-ss",
                second,
                "-i",
                video.toString(),
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                raw.toString());
        byte[] pixels = Files.readAllBytes(raw);
        Files.delete(raw);
        int middle = 3 * (30 * 102 + 50);
        for (int channel = 0; channel < 3; channel++) {
            int expected = (rgb >> (16 - 8 * channel)) & 0xFF;
            assertEquals(expected, pixels[middle + channel] & 0xFF, 12, "at " + second + " s");
        }
    }

    @Test
    void aRecordingThatWasCutIsExportedUpToThere() throws Exception {
        Path file = twoColours(64, 48);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 2));
        assertEquals(11, export(file, directory.resolve("out.mp4"), 10).frames());
    }

    @Test
    void whatGoesWrongIsASentenceAndLeavesNothingBehind() throws Exception {
        Path file = twoColours(64, 48);
        Path nowhere = directory.resolve("missing").resolve("out.mp4");
        assertSentence("ffmpeg could not make the video: ", () -> export(file, nowhere, 10));
        Path video = directory.resolve("out.mp4");
        assertSentence(
                "ffmpeg cannot be started; install it to make videos",
                () -> new Mp4Export(RfbOptions.defaults(), "no-such-ffmpeg", 10).run(file, video));
        assertSentence(
                "ffmpeg could not make the video", // one that ends at once and takes nothing
                () -> new Mp4Export(RfbOptions.defaults(), "false", 10).run(file, video));
        Files.write(file, new byte[3]);
        assertSentence("is broken", () -> export(file, video, 10));
        assertFalse(Files.exists(video));
        assertOnly(file);
    }

    @Test
    void framesASecondAreLimited() {
        assertThrows(IllegalArgumentException.class, () -> new Mp4Export(RfbOptions.defaults(), "ffmpeg", 0));
        assertThrows(IllegalArgumentException.class, () -> new Mp4Export(RfbOptions.defaults(), "ffmpeg", 61));
    }

    private static Mp4Export.Result export(Path file, Path video, int rate) throws IOException, InterruptedException {
        return new Mp4Export(RfbOptions.defaults(), "ffmpeg", rate).run(file, video);
    }

    private static void assertSentence(String start, org.junit.jupiter.api.function.Executable export) {
        String message = assertThrows(IOException.class, export).getMessage();
        assertTrue(message.contains(start), message);
    }

    /** No half file is left. */
    private void assertOnly(Path expected) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> parts = files.map(Path::toString)
                    .filter(name -> name.endsWith(".part"))
                    .toList();
            assertEquals(List.of(), parts, "beside " + expected);
        }
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return String.join(" ", output.strip().split("\\s+"));
    }
}
