package org.pilothouse.rfb.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.replay.Mp4Export;

/** {@code export FILE OUT.mp4 [FPS]}: makes a video of a recording, with the ffmpeg that is installed. */
final class ExportCommand {
    private static final int FRAMES_PER_SECOND = 25;

    private ExportCommand() {}

    static void run(List<String> arguments) throws RfbTool.UsageException, IOException, InterruptedException {
        Path file = Path.of(RfbTool.required(arguments, 0, "the recording's FILE"));
        Path target = Path.of(RfbTool.required(arguments, 1, "OUT, the video's file"));
        int rate = RfbTool.number(arguments, 2, "FPS", FRAMES_PER_SECOND);
        RfbOptions options = RfbOptions.builder()
                .nativeJpeg(!"0".equals(System.getenv("VNC_NATIVE_JPEG")))
                .build();
        Mp4Export.Result result = new Mp4Export(options, "ffmpeg", rate).run(file, target);
        System.out.printf(
                Locale.ROOT,
                "%s %dx%d frames=%d seconds=%.1f%n",
                target,
                result.width(),
                result.height(),
                result.frames(),
                result.frames() / (double) rate);
    }
}
