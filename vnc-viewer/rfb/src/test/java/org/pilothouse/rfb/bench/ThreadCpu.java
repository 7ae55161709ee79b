package org.pilothouse.rfb.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of another process's threads, as Linux counts it ({@code /proc/PID/task/TID/schedstat}). */
final class ThreadCpu {
    private ThreadCpu() {}

    /** @return the time so far of all its threads of that name, which is cut to 15 characters by Linux */
    static Duration of(Process process, String name) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            List<Path> found = threads.filter(
                            thread -> read(thread, "comm").strip().equals(name))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("The viewer has no thread " + name + ".");
            }
            return Duration.ofNanos(found.stream()
                    .mapToLong(
                            thread -> Long.parseLong(read(thread, "schedstat").split(" ", 2)[0]))
                    .sum());
        }
    }

    private static String read(Path thread, String file) {
        try {
            return Files.readString(thread.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
