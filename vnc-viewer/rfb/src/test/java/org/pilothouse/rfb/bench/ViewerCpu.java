package org.pilothouse.rfb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * {@code ViewerCpu FILE COMMAND...}: CPU time that a viewer, a process of its own, takes to show a recording once, from its first request
 * until it rests. {@code {port}} in an argument stands for the server's port. The process is ended afterwards.
 */
public final class ViewerCpu {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS_AT_REST = 10;
    private static final Duration MOST = Duration.ofMinutes(3);

    private ViewerCpu() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[] recording = Files.readAllBytes(Path.of(arguments[0]));
        try (Playback server = new Playback(recording)) {
            String port = Integer.toString(server.port());
            List<String> command = Arrays.stream(arguments)
                    .skip(1)
                    .map(word -> word.replace("{port}", port))
                    .toList();
            Process viewer = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                server.awaitViewer();
                Duration atRest = untilItRests(viewer, Duration.ZERO);
                server.play();
                Duration shown = untilItRests(viewer, atRest);
                System.out.printf(
                        Locale.ROOT, "cpu_ms=%d%n", shown.minus(atRest).toMillis());
            } finally {
                viewer.destroy();
                if (!viewer.waitFor(5, TimeUnit.SECONDS)) {
                    viewer.destroyForcibly();
                }
            }
        }
    }

    /** @return the CPU time so far, once it has grown past {@code least} and then not for a second */
    private static Duration untilItRests(Process viewer, Duration least) throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        Duration before = least;
        int still = 0;
        while (still < LOOKS_AT_REST
                && System.nanoTime() < deadline
                && !viewer.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            Duration now = viewer.info().totalCpuDuration().orElse(before);
            boolean rests = now.minus(before).toMillis() <= 10 && now.compareTo(least) > 0;
            still = rests ? still + 1 : 0;
            before = now;
        }
        return before;
    }
}
