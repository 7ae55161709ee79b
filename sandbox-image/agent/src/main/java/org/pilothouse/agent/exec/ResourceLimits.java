package org.pilothouse.agent.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process may use, and each of its children; null for no limit of its own. There is none for the number of
 * processes: Linux counts those per user over all containers, so that is the container's own limit.
 *
 * @param memoryBytes address space
 * @param cpuSeconds of processor time, after which it is killed
 * @param openFiles at once
 * @param fileBytes size of a file that it writes
 */
public record ResourceLimits(
        @Nullable Long memoryBytes,
        @Nullable Integer cpuSeconds,
        @Nullable Integer openFiles,
        @Nullable Long fileBytes) {
    public static final ResourceLimits NONE = new ResourceLimits(null, null, null, null);

    void check() throws ExecException {
        if (memoryBytes != null) {
            ExecLimits.between("memoryBytes", memoryBytes, 1 << 20, 1L << 40);
        }
        if (cpuSeconds != null) {
            ExecLimits.between("cpuSeconds", cpuSeconds, 1, 1_000_000);
        }
        if (openFiles != null) {
            ExecLimits.between("openFiles", openFiles, 8, 1 << 20);
        }
        if (fileBytes != null) {
            ExecLimits.between("fileBytes", fileBytes, 0, 1L << 40);
        }
    }

    /** Words to put before the command. */
    List<String> prefix() {
        List<String> words = new ArrayList<>();
        add(words, "--as=", memoryBytes);
        add(words, "--cpu=", cpuSeconds);
        add(words, "--nofile=", openFiles);
        add(words, "--fsize=", fileBytes);
        if (!words.isEmpty()) {
            words.addFirst("prlimit");
        }
        return words;
    }

    private static void add(List<String> words, String option, @Nullable Number value) {
        if (value != null) {
            words.add(option + value);
        }
    }
}
