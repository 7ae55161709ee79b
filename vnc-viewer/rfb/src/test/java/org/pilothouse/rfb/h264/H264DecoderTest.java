package org.pilothouse.rfb.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.session.StreamReplay;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;
import org.pilothouse.rfb.testing.Pictures;

/** A stream made by ffmpeg, cut into its pictures, through the decoder that the system has, beside what ffmpeg makes of it. */
@Tag("display")
class H264DecoderTest {
    private static final int WIDTH = 72;
    private static final int HEIGHT = 50;
    private static final int FRAMES = 8;
    /** Converters round in their own ways. */
    private static final int ROUNDING = 6;

    @TempDir
    Path directory;

    @BeforeEach
    void requireLibrary() {
        assumeTrue(H264Decoder.isAvailable(), "SKIPPED: libavcodec is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "SKIPPED: ffmpeg is not installed");
    }

    @Test
    void everyPictureIsWhatFfmpegMakesOfIt() throws Exception {
        byte[] stream = encoded("");
        Framebuffer[] expected = decodedByFfmpeg();
        List<byte[]> pictures = pictures(stream);
        assertEquals(FRAMES, pictures.size());
        try (H264Decoder decoder = H264Decoder.open(1 << 16).orElseThrow()) {
            for (int i = 0; i < FRAMES; i++) {
                Framebuffer seen = new Framebuffer(WIDTH, HEIGHT);
                assertTrue(decode(decoder, pictures.get(i), seen), "picture " + i + " comes at once");
                int difference = Pictures.difference(expected[i], seen);
                assertTrue(difference <= ROUNDING, "picture " + i + " differs by " + difference);
            }
        }
    }

    @Test
    void severalPicturesAtOnceShowTheLast() throws Exception {
        byte[] stream = encoded("");
        Framebuffer[] expected = decodedByFfmpeg();
        try (H264Decoder decoder = H264Decoder.open(1 << 16).orElseThrow()) {
            Framebuffer seen = new Framebuffer(WIDTH, HEIGHT);
            assertTrue(decode(decoder, stream, seen));
            assertTrue(Pictures.difference(expected[FRAMES - 1], seen) <= ROUNDING);
        }
    }

    @Test
    void coloursOfFullRangeAreNotStretchedAgain() throws Exception {
        byte[] stream = encoded("scale=out_range=full,format=yuvj420p");
        Framebuffer[] expected = decodedByFfmpeg();
        try (H264Decoder decoder = H264Decoder.open(1 << 16).orElseThrow()) {
            Framebuffer seen = new Framebuffer(WIDTH, HEIGHT);
            assertTrue(decode(decoder, stream, seen));
            assertTrue(Pictures.difference(expected[FRAMES - 1], seen) <= ROUNDING);
        }
    }

    @Test
    void aLargerPictureIsCutAndASmallerOneLeftOut() throws Exception {
        byte[] stream = encoded("");
        try (H264Decoder decoder = H264Decoder.open(1 << 16).orElseThrow()) {
            int[] pixels = new int[20 * 10];
            assertTrue(decoder.decode(stream, stream.length, pixels, 0, 20, 20, 10));
            assertFalse(decoder.decode(stream, stream.length, new int[73 * 50], 0, 73, 73, 50));
        }
    }

    @Test
    void picturesBeyondTheLimitAreLeftOut() throws Exception {
        byte[] stream = encoded("");
        try (H264Decoder decoder = H264Decoder.open(32 * 32).orElseThrow()) {
            assertFalse(decode(decoder, stream, new Framebuffer(WIDTH, HEIGHT)));
        }
    }

    @Test
    void whatIsDamagedPaintsWhatItCanAndThrowsNothing() throws Exception {
        byte[] stream = encoded("");
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            byte[] damaged = stream.clone();
            for (int j = 0; j < 10; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try (H264Decoder decoder = H264Decoder.open(1 << 16).orElseThrow()) {
                decode(decoder, Arrays.copyOf(damaged, random.nextInt(damaged.length)), new Framebuffer(WIDTH, HEIGHT));
            }
        }
    }

    @Test
    void rectanglesOfAServerAreStreamsOfTheirPlaces() throws Exception {
        byte[] stream = encoded("");
        Framebuffer[] expected = decodedByFfmpeg();
        List<byte[]> pictures = pictures(stream);
        Message server = FakeServer.serverInit(2 * WIDTH, HEIGHT, "video");
        for (int i = 0; i < FRAMES; i++) {
            server.put(Message.update(2).bytes());
            rect(server, 0, i == 0 ? 1 : 0, pictures.get(i));
            rect(server, WIDTH, i == 0 ? 2 : 0, pictures.get(i)); // i == 0 forgets the left one too
            if (i == 0) {
                server.put(Message.update(1).bytes());
                rect(server, 0, 0, pictures.get(0));
            }
        }
        server.put(Message.update(1).bytes());
        rect(server, 0, 2, new byte[0]);

        Framebuffer desktop = replay(server, true);
        for (int x : new int[] {0, WIDTH}) {
            Framebuffer part = new Framebuffer(WIDTH, HEIGHT);
            for (int y = 0; y < HEIGHT; y++) {
                System.arraycopy(desktop.pixels(), y * 2 * WIDTH + x, part.pixels(), y * WIDTH, WIDTH);
            }
            assertTrue(Pictures.difference(expected[FRAMES - 1], part) <= ROUNDING, "at " + x);
        }
    }

    @Test
    void whoSendsItUnaskedIsRefused() {
        Message server = FakeServer.serverInit(WIDTH, HEIGHT, "video");
        server.put(Message.update(1).bytes());
        rect(server, 0, 0, new byte[] {0, 0, 1});
        String message = assertThrows(RfbProtocolException.class, () -> replay(server, false))
                .getMessage();
        assertTrue(message.contains("not asked for"), message);
    }

    @Test
    void aLengthThatNoPictureHasIsRefused() {
        Message server = FakeServer.serverInit(WIDTH, HEIGHT, "video");
        server.put(Message.update(1)
                .rect(0, 0, WIDTH, HEIGHT, 50)
                .u32(0xFFFFFFFFL)
                .u32(0)
                .bytes());
        String message = assertThrows(RfbProtocolException.class, () -> replay(server, true))
                .getMessage();
        assertTrue(message.contains("announces"), message);
    }

    private static Framebuffer replay(Message server, boolean nativeCode) throws IOException {
        return StreamReplay.run(new ByteArrayInputStream(server.bytes()), RfbLimits.DEFAULT, nativeCode)
                .framebuffer();
    }

    private static void rect(Message server, int x, int flags, byte[] data) {
        server.put(new Message()
                .rect(x, 0, WIDTH, HEIGHT, Encoding.H264.number())
                .u32(data.length)
                .u32(flags)
                .put(data)
                .bytes());
    }

    private static boolean decode(H264Decoder decoder, byte[] bytes, Framebuffer to) {
        return decoder.decode(bytes, bytes.length, to.pixels(), 0, to.width(), to.width(), to.height());
    }

    private static List<byte[]> pictures(byte[] stream) {
        List<byte[]> pictures = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int end = AccessUnits.end(stream, at, stream.length);
            pictures.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return pictures;
    }

    /** A moving test picture in the baseline profile. */
    private byte[] encoded(String filter) throws Exception {
        Path file = directory.resolve("stream.h264");
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"));
        command.add("testsrc=size=" + WIDTH + "x" + HEIGHT + ":rate=10:duration=0.8");
        command.addAll(List.of("-vf", filter.isEmpty() ? "format=yuv420p" : filter));
        command.addAll(List.of("-c:v", "libx264", "-profile:v", "baseline", "-qp", "10", "-slices", "2"));
        command.addAll(List.of("-f", "h264", file.toString()));
        run(command);
        return Files.readAllBytes(file);
    }

    private Framebuffer[] decodedByFfmpeg() throws Exception {
        Path file = directory.resolve("stream.rgb");
        run(List.of(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-i",
                directory.resolve("stream.h264").toString(),
                "-vf",
                "scale=flags=neighbor+accurate_rnd,format=rgb24",
                "-pix_fmt",
                "rgb24",
                "-f",
                "rawvideo",
                file.toString()));
        byte[] raw = Files.readAllBytes(file);
        assertEquals(FRAMES * WIDTH * HEIGHT * 3, raw.length);
        Framebuffer[] frames = new Framebuffer[FRAMES];
        for (int i = 0, at = 0; i < FRAMES; i++) {
            frames[i] = new Framebuffer(WIDTH, HEIGHT);
            for (int j = 0; j < WIDTH * HEIGHT; j++, at += 3) {
                frames[i].pixels()[j] =
                        0xFF000000 | (raw[at] & 0xFF) << 16 | (raw[at + 1] & 0xFF) << 8 | raw[at + 2] & 0xFF;
            }
        }
        return frames;
    }

    private static void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "ffmpeg hangs");
        assertEquals(0, process.exitValue(), said);
    }
}
