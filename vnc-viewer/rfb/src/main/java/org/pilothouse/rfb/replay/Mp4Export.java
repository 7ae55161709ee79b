package org.pilothouse.rfb.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.recording.Recording;
import org.pilothouse.rfb.recording.RecordingIndex;
import org.pilothouse.rfb.session.StreamPlayer;

/**
 * Makes an MP4 of a recording: decodes it and feeds its frames to ffmpeg. One frame is held at a time; ffmpeg is ended when it makes no
 * progress, and whatever goes wrong, no process and no half file stays behind. A desktop that changes its size is shown in the top left
 * corner of the largest one.
 */
public final class Mp4Export {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_WORDS = 2000;

    private final RfbOptions options;
    private final String ffmpeg;
    private final int framesPerSecond;

    /**
     * An exporter.
     *
     * @param ffmpeg the program, a name or a path
     * @param framesPerSecond 1 to 60
     */
    public Mp4Export(RfbOptions options, String ffmpeg, int framesPerSecond) {
        if (framesPerSecond < 1 || framesPerSecond > 60) {
            throw new IllegalArgumentException("A video has 1 to 60 frames a second, not " + framesPerSecond + ".");
        }
        this.options = options;
        this.ffmpeg = ffmpeg;
        this.framesPerSecond = framesPerSecond;
    }

    /** What an export made. */
    public record Result(int width, int height, long frames) {}

    /**
     * Exports.
     *
     * @throws IOException with a sentence, if the recording is broken, or ffmpeg is not there or fails
     */
    public Result run(Path file, Path target) throws IOException, InterruptedException {
        Recording recording = Recordings.open(file, options);
        Canvas canvas = largest(recording);
        Path part = target.toAbsolutePath().resolveSibling(target.getFileName() + ".part");
        try {
            long frames = encode(recording, canvas, part);
            Files.move(part, target.toAbsolutePath(), StandardCopyOption.REPLACE_EXISTING);
            return new Result(canvas.width, canvas.height, frames);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Decodes all of it once, to know how large a frame is. */
    private Canvas largest(Recording recording) throws IOException {
        int[] size = new int[2];
        try (StreamPlayer player = player(recording)) {
            do {
                size[0] = Math.max(size[0], player.framebuffer().width());
                size[1] = Math.max(size[1], player.framebuffer().height());
            } while (player.next());
        }
        if (size[0] == 0 || size[1] == 0) {
            throw new IOException("The recording's desktop has no size.");
        }
        return new Canvas(size[0], size[1]);
    }

    private StreamPlayer player(Recording recording) throws IOException {
        return new StreamPlayer(
                recording.stream(), options.limits(), NativeCode.of(options), new RfbListener() {}, new SessionMeter());
    }

    private long encode(Recording recording, Canvas canvas, Path part) throws IOException, InterruptedException {
        Process process = start(canvas, part);
        AtomicLong progress = new AtomicLong();
        Thread watch = Thread.ofVirtual().start(() -> watch(process, progress));
        StringBuilder words = new StringBuilder();
        Thread ear = Thread.ofVirtual().start(() -> listen(process.getErrorStream(), words));
        try {
            IOException broken = null;
            try (OutputStream out = process.getOutputStream()) {
                feed(recording, canvas, out, progress);
            } catch (IOException e) {
                broken = e;
            }
            boolean ended =
                    (broken == null || !process.isAlive()) && process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            ear.join();
            if (!ended || process.exitValue() != 0) {
                throw new IOException("ffmpeg could not make the video: " + why(words, broken), broken);
            }
            if (broken != null) {
                throw broken;
            }
            return progress.get();
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    private static String why(StringBuilder words, @Nullable IOException broken) {
        synchronized (words) {
            String said = words.toString().strip();
            if (!said.isEmpty()) {
                return said.lines().reduce((first, last) -> last).orElse(said);
            }
        }
        return broken == null ? "it did not end." : String.valueOf(broken.getMessage());
    }

    private Process start(Canvas canvas, Path part) throws IOException {
        List<String> command = new ArrayList<>(List.of(ffmpeg, "-hide_banner", "-loglevel", "error", "-nostdin", "-y"));
        command.addAll(List.of("-f", "rawvideo", "-pixel_format", "bgra"));
        command.addAll(List.of("-video_size", canvas.width + "x" + canvas.height));
        command.addAll(List.of("-framerate", Integer.toString(framesPerSecond), "-i", "pipe:0", "-an"));
        // Players want even sides and this pixel format.
        command.addAll(List.of("-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p"));
        command.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-threads", "2"));
        command.addAll(List.of("-movflags", "+faststart", "-f", "mp4", "file:" + part));
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("ffmpeg cannot be started; install it to make videos: " + e.getMessage(), e);
        }
    }

    /** Writes the frames that are due one after the other. */
    private void feed(Recording recording, Canvas canvas, OutputStream out, AtomicLong progress) throws IOException {
        RecordingIndex index = recording.index();
        long frames = index.duration() * framesPerSecond / 1000 + 1;
        int shown = 0;
        try (StreamPlayer player = player(recording)) {
            for (long frame = 0; frame < frames; frame++) {
                long until = frame == frames - 1 ? index.duration() : frame * 1000 / framesPerSecond;
                boolean changed = frame == 0;
                while (shown < index.count() && index.millis(shown) <= until && player.next()) {
                    shown++;
                    changed = true;
                }
                if (changed) {
                    canvas.draw(player.framebuffer());
                }
                out.write(canvas.bytes);
                progress.incrementAndGet();
            }
        }
    }

    /** Ends an ffmpeg that takes nothing any more. */
    private static void watch(Process process, AtomicLong progress) {
        try {
            long before = -1;
            while (progress.get() != before) {
                before = progress.get();
                if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    return;
                }
            }
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the export is over
        }
    }

    private static void listen(InputStream errors, StringBuilder words) {
        byte[] bytes = new byte[1024];
        try {
            for (int count = errors.read(bytes); count >= 0; count = errors.read(bytes)) {
                synchronized (words) {
                    words.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                    words.delete(0, Math.max(0, words.length() - MOST_WORDS));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame as ffmpeg takes it: blue, green, red, alpha. */
    private static final class Canvas {
        final int width;
        final int height;
        final byte[] bytes;
        private final ByteBuffer buffer;

        Canvas(int width, int height) {
            this.width = width;
            this.height = height;
            this.bytes = new byte[Math.multiplyExact(4, Math.multiplyExact(width, height))];
            this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        void draw(Framebuffer picture) {
            if (picture.width() != width || picture.height() != height) {
                java.util.Arrays.fill(bytes, (byte) 0);
            }
            for (int y = 0; y < picture.height(); y++) {
                buffer.position(4 * y * width);
                buffer.asIntBuffer().put(picture.pixels(), y * picture.width(), picture.width());
            }
        }
    }
}
