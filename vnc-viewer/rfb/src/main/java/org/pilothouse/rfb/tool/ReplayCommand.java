package org.pilothouse.rfb.tool;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.session.StreamReplay;

/** {@code replay FILE [PASSES]}: decodes a recording and tells what it came to and how long the decoding thread computed. */
final class ReplayCommand {
    private ReplayCommand() {}

    static void run(List<String> arguments) throws RfbTool.UsageException, IOException {
        Path file = Path.of(RfbTool.required(arguments, 0, "the recording's FILE"));
        int passes = RfbTool.number(arguments, 1, "PASSES", 1);
        boolean nativeJpeg = !"0".equals(System.getenv("VNC_NATIVE_JPEG"));
        byte[] recording = read(file);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] milliseconds = new double[passes];
        StreamReplay.Result result = null;
        for (int pass = 0; pass < passes; pass++) {
            long start = threads.getCurrentThreadCpuTime();
            result = replay(file, recording, nativeJpeg);
            milliseconds[pass] =
                    (threads.getCurrentThreadCpuTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        }
        if (result == null) {
            throw new IllegalStateException("no pass was made");
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                "crc32=%08x updates=%d pixels=%d cpu_ms=%.1f passes=%d%n",
                result.framebuffer().crc32(), result.updates(), result.pixels(), milliseconds[passes / 2], passes);
    }

    private static StreamReplay.Result replay(Path file, byte[] recording, boolean nativeJpeg) throws IOException {
        try {
            return StreamReplay.run(new ByteArrayInputStream(recording), RfbLimits.DEFAULT, nativeJpeg);
        } catch (RfbProtocolException e) {
            throw new RfbProtocolException("the recording " + file + " is broken: " + e.getMessage(), e);
        } catch (RfbConnectionException e) {
            throw new IOException("the recording " + file + " ends in the middle of an update.", e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + ".", e);
        }
    }
}
