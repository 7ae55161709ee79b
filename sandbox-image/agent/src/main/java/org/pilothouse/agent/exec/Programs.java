package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pilothouse.agent.ffi.LibC;

/** Programs on this machine, and processes found by the mark that they inherit. */
final class Programs {
    /** In the environment of all that we start, and so of what that starts. */
    static final String MARK = "PILOTHOUSE_EXEC";

    static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    private static final int SWEEPS = 20;
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private Programs() {}

    /**
     * @throws ExecException where there is no such program, which would else only be told by an exit code
     */
    static void require(String program, Map<String, String> environment, Path folder) throws ExecException {
        if (program.indexOf('/') >= 0) {
            requireExecutable(program, folder.resolve(program));
            return;
        }
        for (String place : environment.getOrDefault("PATH", USUAL_PATH).split(":", -1)) {
            Path candidate = folder.resolve(place).resolve(program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return;
            }
        }
        throw ExecException.invalid("there is no program '" + program + "'");
    }

    private static void requireExecutable(String program, Path file) throws ExecException {
        if (!Files.exists(file)) {
            throw ExecException.invalid("there is no program '" + program + "'");
        }
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw ExecException.invalid("'" + program + "' cannot be executed");
        }
    }

    /**
     * Kills all that bear this mark, also what left its session; repeated, as they may be starting others.
     *
     * @param spared a process that is left alone; 0 for none
     */
    static void sweep(String mark, long spared) {
        for (int i = 0; i < SWEEPS; i++) {
            boolean found = false;
            try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path entry : entries) {
                    int pid = Integer.parseInt(entry.getFileName().toString());
                    if (pid != spared && bears(entry, mark)) {
                        found |= LibC.kill(pid, SIGKILL);
                    }
                }
            } catch (IOException e) {
                return;
            }
            if (!found) {
                return;
            }
        }
    }

    private static boolean bears(Path entry, String mark) {
        // The environment of what has ended is empty, so that it is not found again.
        return words(entry.resolve("environ")).contains(MARK + "=" + mark);
    }

    static List<String> words(Path file) {
        try {
            return Arrays.asList(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            // gone meanwhile, or another user's
            return List.of();
        }
    }

    /** Signals a process's whole group, or the process alone as long as it has not got one. */
    static boolean signalGroup(long leader, int signal) {
        int pid = Math.toIntExact(leader);
        return LibC.kill(-pid, signal) || LibC.kill(pid, signal);
    }
}
