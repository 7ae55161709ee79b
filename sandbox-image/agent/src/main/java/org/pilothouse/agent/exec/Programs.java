package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pilothouse.agent.ffi.LibC;
import org.pilothouse.agent.process.Proc;

/** Programs on this machine, and processes found by the mark that they inherit. */
final class Programs {
    /** In the environment of all that we start, and so of what that starts. */
    static final String MARK = "PILOTHOUSE_EXEC";

    static final int SIGKILL = 9;
    static final int SIGHUP = 1;
    static final int SIGTERM = 15;
    private static final int SIGSTOP = 19;
    private static final Proc PROC = new Proc();
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
     * Kills all that bear this mark, also what left its session. They are stopped first, each where it is: what starts
     * others all the time would else always be one ahead.
     *
     * @param spared a process that is left alone; 0 for none
     */
    static void sweep(String mark, long spared) {
        for (int i = 0; i < SWEEPS && signalBearing(mark, SIGSTOP, spared); i++) {
            // those that were started meanwhile
        }
        for (int i = 0; i < SWEEPS && signalBearing(mark, SIGKILL, spared); i++) {
            // as above
        }
    }

    /**
     * Signals all that bear this mark, once; whether there were any.
     *
     * @param signal SIGSTOP is for those that do not stand still already
     */
    static boolean signalBearing(String mark, int signal, long spared) {
        boolean found = false;
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                int pid = Integer.parseInt(entry.getFileName().toString());
                if (pid != spared && bears(entry, mark) && (signal != SIGSTOP || !stopped(pid))) {
                    found |= LibC.kill(pid, signal);
                }
            }
        } catch (IOException e) {
            return found;
        }
        return found;
    }

    private static boolean stopped(long pid) {
        return PROC.stat(pid).filter(stat -> stat.state() == 'T').isPresent();
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

    /** Kills what is left of a process's group after its end; while there is any, the number is nobody else's. */
    static void killRest(long leader) {
        LibC.kill(-Math.toIntExact(leader), SIGKILL);
    }
}
