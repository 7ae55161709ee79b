package org.pilothouse.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pilothouse.agent.ffi.LibC;
import org.pilothouse.agent.log.LogEntry.Stream;
import org.pilothouse.agent.log.LogTail;

/**
 * Starts each process as the leader of a session of its own, with its output appended to a file, so that it does not
 * notice when the agent ends. A mark in its environment and its command line tell the next agent which one it is; no
 * file could be out of date or miss a process that was started in the agent's last moment.
 */
public final class OsLauncher implements Launcher {
    private static final String MARK = "PILOTHOUSE_PROCESS";
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final Proc proc = new Proc();
    private final Path logFolder;

    public OsLauncher(Path logFolder) {
        this.logFolder = logFolder;
    }

    @Override
    public RunningProcess launch(ProcessSpec spec) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        // Meant for the agent alone.
        builder.environment().remove("MALLOC_ARENA_MAX");
        builder.environment().putAll(spec.environment());
        builder.environment().put(MARK, spec.name());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectOutput(appendTo(spec, Stream.STDOUT));
        builder.redirectError(appendTo(spec, Stream.STDERR));
        Process process = builder.start();
        long ticks = proc.stat(process.pid()).map(Proc.Stat::startTicks).orElse(0L);
        return new Child(process, new RunningProcess.Identity(process.pid(), ticks), Instant.now());
    }

    private ProcessBuilder.Redirect appendTo(ProcessSpec spec, Stream stream) {
        return ProcessBuilder.Redirect.appendTo(
                LogTail.file(logFolder, spec.name(), stream).toFile());
    }

    /** Reads the environment of every process of ours: only at the agent's start, some two milliseconds. */
    @Override
    public Optional<RunningProcess> find(ProcessSpec spec) throws IOException {
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            List<Proc.Stat> leaders = new ArrayList<>();
            for (Path entry : entries) {
                proc.stat(Long.parseLong(entry.getFileName().toString()))
                        .filter(s -> s.session() == s.pid() && !s.ended() && is(spec, entry))
                        .ifPresent(leaders::add);
            }
            return leaders.stream()
                    .min(Comparator.comparingLong(Proc.Stat::startTicks))
                    .flatMap(this::adopt);
        }
    }

    @Override
    public List<RunningProcess> programs(Collection<Long> managed) throws IOException {
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            List<RunningProcess> programs = new ArrayList<>();
            for (Path entry : entries) {
                boolean ours = words(entry.resolve("environ")).stream().anyMatch(v -> v.startsWith(MARK + "="));
                long pid = Long.parseLong(entry.getFileName().toString());
                if (ours && !managed.contains(pid)) {
                    proc.stat(pid).filter(s -> !s.ended()).flatMap(this::adopt).ifPresent(programs::add);
                }
            }
            return programs;
        }
    }

    private Optional<RunningProcess> adopt(Proc.Stat stat) {
        return ProcessHandle.of(stat.pid())
                .map(handle -> new Adopted(
                        handle, new RunningProcess.Identity(stat.pid(), stat.startTicks()), startedAt(stat), proc));
    }

    private Instant startedAt(Proc.Stat stat) {
        try {
            return Instant.now().minusMillis(proc.millisSince(stat.startTicks()));
        } catch (IOException e) {
            return Instant.now();
        }
    }

    private static boolean is(ProcessSpec spec, Path entry) {
        return words(entry.resolve("cmdline")).equals(spec.command())
                && words(entry.resolve("environ")).contains(MARK + "=" + spec.name());
    }

    private static List<String> words(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            // each word is ended, not separated, by a zero byte
            return Arrays.asList((text.endsWith("\0") ? text.substring(0, text.length() - 1) : text).split("\0", -1));
        } catch (IOException e) {
            // gone meanwhile, or another user's
            return List.of();
        }
    }

    private static void signalSession(RunningProcess.Identity identity, RunningProcess.Signal signal) {
        int number = signal == RunningProcess.Signal.TERM ? SIGTERM : SIGKILL;
        int pid = Math.toIntExact(identity.pid());
        // A process that has not got as far as its own session is signalled alone.
        if (!LibC.kill(-pid, number)) {
            LibC.kill(pid, number);
        }
    }

    private record Child(Process process, Identity identity, Instant startedAt) implements RunningProcess {
        @Override
        public boolean alive() {
            return process.isAlive();
        }

        @Override
        public OptionalInt awaitEnd() throws InterruptedException {
            return OptionalInt.of(process.waitFor());
        }

        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void signal(Signal signal) {
            if (process.isAlive()) {
                signalSession(identity, signal);
            }
        }
    }

    /** A process that is not our child; its number may be another's by now, which the start time tells. */
    private record Adopted(ProcessHandle handle, Identity identity, Instant startedAt, Proc proc)
            implements RunningProcess {
        @Override
        public boolean alive() {
            return proc.stat(identity.pid())
                    .filter(s -> s.startTicks() == identity.startTicks() && !s.ended())
                    .isPresent();
        }

        @Override
        public OptionalInt awaitEnd() throws InterruptedException {
            while (!awaitEnd(Duration.ofHours(1))) {
                // onExit has no wait without a limit that can be interrupted and not throw
            }
            return OptionalInt.empty();
        }

        @Override
        public boolean awaitEnd(Duration limit) throws InterruptedException {
            if (!alive()) {
                return true;
            }
            try {
                handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                return !alive();
            } catch (ExecutionException e) {
                throw new IllegalStateException("watching a process failed", e);
            }
        }

        @Override
        public void signal(Signal signal) {
            if (alive()) {
                signalSession(identity, signal);
            }
        }
    }
}
