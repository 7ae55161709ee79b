package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs that people and agents start. Each is in a session of its own, with a keeper that holds its pipes or
 * terminal, writes its log and notes its end, so that it does not notice when the agent dies; the next agent finds it
 * by its files. Safe for use by many threads.
 */
public final class UserProcesses implements AutoCloseable {
    private static final String PREFIX = "proc_";
    /** Of those that have ended; the oldest are forgotten first. */
    private static final int MAX_ENDED = 256;

    private static final int READ_BYTES = 1 << 20;
    private static final Duration STARTING_WITHIN = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(UserProcesses.class);

    private final Path state;
    private final Keeper keeper;
    private final CommandRunner runner;
    private final FolderWatch watch;
    private final Map<String, KeptProcess> processes = new ConcurrentHashMap<>();
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();
    private volatile ExecLimits limits = ExecLimits.DEFAULT;

    private UserProcesses(Path state, Map<String, String> environment, Path home) throws IOException {
        this.state = state;
        this.keeper = new Keeper(state, environment, home);
        this.runner = new CommandRunner(keeper, state.resolve("run").toString());
        this.watch = new FolderWatch();
    }

    /**
     * Takes over what an earlier agent left in {@code state}.
     *
     * @param state folder for all that must last; made where it is missing
     * @param environment of all programs, whole
     * @param home where programs begin that name no folder
     */
    public static UserProcesses open(Path state, Map<String, String> environment, Path home)
            throws IOException, InterruptedException {
        Files.createDirectories(
                state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        UserProcesses all = new UserProcesses(state, environment, home);
        all.adopt();
        return all;
    }

    public ExecLimits limits() {
        return limits;
    }

    /**
     * @throws ExecException that names the first limit that cannot be
     */
    public ExecLimits limits(ExecLimits next) throws ExecException {
        limits = next.checked();
        return limits;
    }

    /**
     * Runs a command to its end; its standard input is empty.
     *
     * @param timeout null for the default
     * @param maxOutput bytes of each stream; null for the default
     */
    public RunResult run(Command command, @Nullable Duration timeout, @Nullable Integer maxOutput)
            throws ExecException, InterruptedException {
        ExecLimits now = limits;
        return run(command, now.timeout(timeout), now.outputBytes(maxOutput), false);
    }

    /**
     * As the other, within exactly this time.
     *
     * @param merged whether what it writes to its standard error is taken for its output, in the order of writing
     */
    public RunResult run(Command command, Duration timeout, int maxOutput, boolean merged)
            throws ExecException, InterruptedException {
        command.check();
        ExecLimits now = limits;
        if (runs.incrementAndGet() > now.maxConcurrentProcesses()) {
            runs.decrementAndGet();
            throw ExecException.conflict(
                    "there are " + now.maxConcurrentProcesses() + " runs already, which is the limit");
        }
        try {
            return runner.run(command, timeout, maxOutput, merged);
        } finally {
            runs.decrementAndGet();
        }
    }

    /** Starts a process in the background. */
    public synchronized ProcessInfo start(ProcessRequest request) throws ExecException {
        request.check();
        long running = processes.values().stream().filter(KeptProcess::running).count();
        if (running >= limits.maxConcurrentProcesses()) {
            throw ExecException.conflict("there are " + running + " processes already, which is the limit");
        }
        forgetOldest();
        ProcessFolder folder = new ProcessFolder(state.resolve(PREFIX + lastNumber.incrementAndGet()));
        boolean started = false;
        try {
            Files.createDirectory(folder.path());
            KeptProcess process = KeptProcess.start(folder, keeper, watch, limits.maxLogBytesPerProcess(), request);
            started = true;
            processes.put(folder.id(), process);
            return process.info();
        } catch (IOException e) {
            throw new ExecException(ExecException.Problem.FAILED, "cannot start a process: " + e.getMessage(), e);
        } finally {
            if (!started) {
                discard(folder);
            }
        }
    }

    /** All, the oldest first. */
    public List<ProcessInfo> list(Predicate<ProcessInfo> wanted) {
        return processes.values().stream()
                .map(KeptProcess::info)
                .filter(wanted)
                .sorted(Comparator.comparingLong(info -> number(info.id())))
                .toList();
    }

    /**
     * @throws ExecException where there is none of this id, as in all that follow
     */
    public ProcessInfo get(String id) throws ExecException {
        return find(id).info();
    }

    /** Waits until it has ended for good, at most so long. */
    public ProcessInfo await(String id, Duration limit) throws ExecException, InterruptedException {
        KeptProcess process = find(id);
        process.awaitOver(limit);
        return process.info();
    }

    /** Asks it to end (TERM to its group), and waits for that at most so long. It is not started again. */
    public ProcessInfo stop(String id, Duration wait) throws ExecException, InterruptedException {
        find(id).stop();
        return await(id, wait);
    }

    /** Ends it (KILL to all that it started), and waits for that at most so long. It is not started again. */
    public ProcessInfo kill(String id, Duration wait) throws ExecException, InterruptedException {
        find(id).kill();
        return await(id, wait);
    }

    /**
     * @param number of the signal, 1 to 64, for its whole group
     */
    public ProcessInfo signal(String id, int number) throws ExecException {
        ExecLimits.between("signal", number, 1, 64);
        KeptProcess process = find(id);
        process.signal(number);
        return process.info();
    }

    /** Forgets one that has ended, with its log; what it left running is ended. */
    public void remove(String id) throws ExecException {
        KeptProcess process = find(id);
        if (process.running()) {
            throw ExecException.conflict(id + " is running; stop it first");
        }
        forget(process);
    }

    /**
     * What it wrote, as far as that is kept.
     *
     * @param streams which to answer; empty for all
     * @param since only entries with a greater sequence
     * @param tail only the last so many; null for all
     */
    public List<LogEntry> logs(String id, List<LogEntry.Stream> streams, long since, @Nullable Integer tail)
            throws ExecException {
        KeptProcess process = find(id);
        if (tail != null) {
            ExecLimits.between("tail", tail, 0, Integer.MAX_VALUE);
        }
        Deque<LogEntry> kept = new ArrayDeque<>();
        LogReader reader = new LogReader(process.folder().path(), since);
        try {
            List<LogEntry> entries = reader.read(READ_BYTES);
            while (!entries.isEmpty()) {
                for (LogEntry entry : entries) {
                    if (streams.isEmpty() || streams.contains(entry.stream())) {
                        kept.addLast(entry);
                        if (tail != null && kept.size() > tail) {
                            kept.removeFirst();
                        }
                    }
                }
                entries = reader.read(READ_BYTES);
            }
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED, "cannot read the log of " + id + ": " + e.getMessage(), e);
        }
        return new ArrayList<>(kept);
    }

    /** Sequence of the last entry that it wrote so far. */
    public long lastSequence(String id) throws ExecException {
        try {
            return LogReader.lastSequence(find(id).folder().path());
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED, "cannot read the log of " + id + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #logs}, and on as it writes more. */
    public LogFollower follow(String id, List<LogEntry.Stream> streams, long since) throws ExecException {
        return new LogFollower(find(id), since, e -> streams.isEmpty() || streams.contains(e.stream()));
    }

    /**
     * Sends to its standard input.
     *
     * @throws ExecException where it has none, has ended, or does not read for five seconds
     */
    public int input(String id, byte[] data) throws ExecException, InterruptedException {
        KeptProcess process = find(id);
        if (data.length > limits.maxInputBytesPerRequest()) {
            throw new ExecException(
                    ExecException.Problem.TOO_LARGE,
                    "data is " + data.length + " bytes; it must be at most " + limits.maxInputBytesPerRequest());
        }
        process.input(data);
        return data.length;
    }

    /** Ends its standard input; on a terminal, as Ctrl+D does. */
    public void closeInput(String id) throws ExecException, InterruptedException {
        find(id).closeInput();
    }

    public void resize(String id, int columns, int rows) throws ExecException {
        find(id).resize(columns, rows);
    }

    /**
     * Ends all, as the container ends: asks them, waits, and kills what has not ended.
     *
     * @param limit for all together
     */
    public void stopAll(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<KeptProcess> running =
                processes.values().stream().filter(KeptProcess::running).toList();
        running.forEach(KeptProcess::hangUp);
        runner.askAll();
        for (KeptProcess process : running) {
            if (!process.awaitOver(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                log.warn(
                        "{} did not end when asked to; killing it",
                        process.info().id());
                process.kill();
            }
        }
        runner.stopAll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    /** Lets go of the processes, which run on. */
    @Override
    public void close() throws IOException {
        watch.close();
    }

    private KeptProcess find(String id) throws ExecException {
        KeptProcess process = processes.get(id);
        if (process == null) {
            throw new ExecException(ExecException.Problem.NOT_FOUND, "there is no process '" + id + "'");
        }
        return process;
    }

    private void adopt() throws IOException, InterruptedException {
        List<Path> folders;
        try (var entries = Files.list(state)) {
            folders = entries.filter(f -> f.getFileName().toString().matches(PREFIX + "[0-9]{1,15}"))
                    .toList();
        }
        for (Path path : folders) {
            ProcessFolder folder = new ProcessFolder(path);
            lastNumber.accumulateAndGet(number(folder.id()), Math::max);
            adopt(folder);
        }
    }

    private void adopt(ProcessFolder folder) throws InterruptedException {
        try {
            awaitStart(folder);
            var found = KeptProcess.adopt(folder, keeper, watch, limits.maxLogBytesPerProcess());
            if (found.isEmpty()) {
                discard(folder);
                return;
            }
            processes.put(folder.id(), found.get());
            if (found.get().info().running()) {
                log.info(
                        "took over {} (pid {})",
                        folder.id(),
                        Objects.requireNonNull(found.get().info().pid()));
            }
        } catch (IOException | IllegalArgumentException | tools.jackson.core.JacksonException e) {
            log.warn("what is left of {} cannot be read and is removed: {}", folder.id(), e.toString());
            discard(folder);
        }
    }

    /** The last agent may have died while a keeper was starting. */
    private void awaitStart(ProcessFolder folder) throws IOException, InterruptedException {
        FolderWatch.Watched watched = watch.watch(folder.path());
        long deadline = System.nanoTime() + STARTING_WITHIN.toNanos();
        while (Files.exists(folder.request()) && folder.started().isEmpty() && System.nanoTime() < deadline) {
            watched.await(watched.changes(), 50);
        }
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(PREFIX.length()));
    }

    private void forgetOldest() throws ExecException {
        List<KeptProcess> ended = processes.values().stream()
                .filter(p -> !p.running())
                .sorted(Comparator.comparingLong(p -> number(p.folder().id())))
                .toList();
        for (KeptProcess process : ended.subList(0, Math.max(0, ended.size() - MAX_ENDED + 1))) {
            forget(process);
        }
    }

    private void forget(KeptProcess process) throws ExecException {
        processes.remove(process.folder().id());
        try {
            process.remove();
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED,
                    "cannot remove the files of " + process.folder().id() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void discard(ProcessFolder folder) {
        Programs.sweep(folder.mark(), 0);
        try {
            folder.delete();
        } catch (IOException e) {
            log.warn("cannot remove {}: {}", folder.path(), e.toString());
        }
    }
}
