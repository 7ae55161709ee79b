package org.pilothouse.rfb.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * {@code ViewerCpu FILE TIMES THREAD COMMAND...}: CPU time that a viewer, a process of its own, takes to show a recording, from its first
 * request until it rests; and the part of its thread of that name, which reads and decodes. Shown several times, the median of the second half counts;
 * shown once, it is what a viewer takes that was just started. {@code {port}} in an argument stands for the server's port. The process is
 * ended afterwards.
 */
public final class ViewerCpu {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LOOKS_AT_REST = 10;
    private static final Duration MOST = Duration.ofMinutes(3);

    private ViewerCpu() {}

    private record Cpu(Duration process, Duration decoding) {
        Cpu since(Cpu before) {
            return new Cpu(process.minus(before.process), decoding.minus(before.decoding));
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[] recording = Files.readAllBytes(Path.of(arguments[0]));
        int times = Integer.parseInt(arguments[1]);
        String thread = arguments[2];
        try (Playback server = Playback.of(recording)) {
            String port = Integer.toString(server.port());
            List<String> command = Arrays.stream(arguments)
                    .skip(3)
                    .map(word -> word.replace("{port}", port))
                    .toList();
            Process viewer = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                server.awaitViewer();
                List<Cpu> counting = show(server, viewer, thread, times).subList(times / 2, times);
                System.out.printf(
                        Locale.ROOT,
                        "cpu_ms=%.0f decode_ms=%.1f%n",
                        median(counting, Cpu::process),
                        median(counting, Cpu::decoding));
            } finally {
                viewer.destroy();
                if (!viewer.waitFor(5, TimeUnit.SECONDS)) {
                    viewer.destroyForcibly();
                }
            }
        }
    }

    private static List<Cpu> show(Playback server, Process viewer, String thread, int times)
            throws IOException, InterruptedException {
        List<Cpu> shown = new ArrayList<>();
        Cpu before = new Cpu(untilItRests(viewer, Duration.ZERO), ThreadCpu.of(viewer, thread));
        for (int i = 0; i < times; i++) {
            server.play();
            Cpu now = new Cpu(untilItRests(viewer, before.process()), ThreadCpu.of(viewer, thread));
            shown.add(now.since(before));
            before = now;
        }
        return shown;
    }

    private static double median(List<Cpu> shown, Function<Cpu, Duration> figure) {
        double[] sorted = shown.stream()
                .mapToDouble(cpu -> figure.apply(cpu).toNanos() / 1e6)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
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
