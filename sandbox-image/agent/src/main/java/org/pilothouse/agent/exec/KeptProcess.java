package org.pilothouse.agent.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.exec.ProcessFolder.Ended;
import org.pilothouse.agent.exec.ProcessFolder.Started;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.exec.ProcessRequest.RestartPolicy;
import org.pilothouse.agent.ffi.DeviceFile;
import org.pilothouse.agent.ffi.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process in the background, and the thread that waits for its end. Safe for use by many threads. */
final class KeptProcess {
    private static final int SIGUSR1 = 10;
    /** A keeper that was killed tells nobody, so it is looked for; all else is told. */
    private static final long LOOK_MILLIS = 2000;

    private static final Duration INPUT_WITHIN = Duration.ofSeconds(5);
    private static final long INPUT_AGAIN_MILLIS = 5;
    private static final byte END_OF_INPUT = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONG_LIFE = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(KeptProcess.class);

    private final ProcessFolder folder;
    private final Keeper keeper;
    private final FolderWatch.Watched watched;
    private final int logBytes;
    private final ReentrantLock inputLock = new ReentrantLock();

    private volatile StoredRequest stored;
    private volatile Started started;
    private volatile @Nullable Ended ended;
    /** Nobody saw how it ended. */
    private volatile boolean lost;
    /** It has ended and will not be started again. */
    private volatile boolean over;

    private KeptProcess(
            ProcessFolder folder,
            Keeper keeper,
            FolderWatch.Watched watched,
            int logBytes,
            StoredRequest stored,
            Started started) {
        this.folder = folder;
        this.keeper = keeper;
        this.watched = watched;
        this.logBytes = logBytes;
        this.stored = stored;
        this.started = started;
    }

    /** Starts what is asked for, in a folder that exists. */
    static KeptProcess start(
            ProcessFolder folder, Keeper keeper, FolderWatch watch, int logBytes, ProcessRequest request)
            throws ExecException {
        StoredRequest stored = new StoredRequest(request, Instant.ofEpochMilli(System.currentTimeMillis()), 0, false);
        try {
            folder.write(folder.request(), stored.write());
            keeper.launch(folder, request, logBytes);
            return begin(folder, keeper, watch.watch(folder.path()), logBytes, stored);
        } catch (IOException e) {
            throw new ExecException(ExecException.Problem.FAILED, "cannot start a process: " + e.getMessage(), e);
        }
    }

    /** Takes over what an earlier agent started; empty where it never came to a start. */
    static Optional<KeptProcess> adopt(ProcessFolder folder, Keeper keeper, FolderWatch watch, int logBytes)
            throws IOException {
        if (folder.started().isEmpty()) {
            return Optional.empty();
        }
        StoredRequest stored = StoredRequest.read(Files.readString(folder.request()));
        return Optional.of(begin(folder, keeper, watch.watch(folder.path()), logBytes, stored));
    }

    private static KeptProcess begin(
            ProcessFolder folder, Keeper keeper, FolderWatch.Watched watched, int logBytes, StoredRequest stored)
            throws IOException {
        Started started = folder.started().orElseThrow(() -> new IOException("the keeper left no note of the start"));
        KeptProcess process = new KeptProcess(folder, keeper, watched, logBytes, stored, started);
        process.look();
        Thread.ofVirtual().name("process-" + folder.id()).start(process::live);
        return process;
    }

    ProcessFolder folder() {
        return folder;
    }

    ProcessInfo info() {
        Ended end = ended;
        boolean alive = end == null && !lost;
        return new ProcessInfo(
                folder.id(),
                stored.request(),
                alive,
                alive ? started.pid() : null,
                end == null ? null : end.exitCode(),
                end == null || !end.bySignal() ? null : end.number(),
                stored.restarts(),
                stored.createdAt(),
                end == null ? null : end.at());
    }

    /** Whether there may be more of it: it runs, or will be started again. */
    boolean running() {
        return !over;
    }

    long changes() {
        return watched.changes();
    }

    void awaitChange(long seen, long millis) throws InterruptedException {
        watched.await(seen, millis);
    }

    /** Waits until it is over; false after {@code limit}. */
    boolean awaitOver(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long seen = watched.changes();
            if (over) {
                return true;
            }
            long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
            if (left <= 0) {
                return false;
            }
            watched.await(seen, left);
        }
    }

    /** Signals all of its group. */
    void signal(int number) throws ExecException {
        if (ended != null || lost) {
            throw ExecException.conflict(folder.id() + " has ended");
        }
        if (keeper.runs(started)) {
            Programs.signalGroup(started.pid(), number);
        }
    }

    /** Asks its group to end, and does not start it again. */
    void stop() {
        remember(true, stored.restarts());
        if (ended == null && !lost && keeper.runs(started)) {
            Programs.signalGroup(started.pid(), Programs.SIGTERM);
        }
        watched.signal();
    }

    /** As {@link #stop}; a shell on a terminal, which does not end for that, sees its terminal go away. */
    void hangUp() {
        stop();
        if (stored.request().onTerminal() && ended == null && !lost && keeper.runs(started)) {
            Programs.signalGroup(started.pid(), Programs.SIGHUP);
        }
    }

    /** Ends it and all that it started, wherever that went, and does not start it again. */
    void kill() {
        remember(true, stored.restarts());
        if (ended == null && !lost && keeper.runs(started)) {
            Programs.signalGroup(started.pid(), Programs.SIGKILL);
        }
        Programs.sweep(folder.mark(), started.keeper());
        watched.signal();
    }

    /** Ends what is left of it, its keeper too, and removes its files. */
    void remove() throws IOException {
        Programs.sweep(folder.mark(), 0);
        watched.release();
        folder.delete();
    }

    /**
     * Sends to its standard input.
     *
     * @throws ExecException where it has none, has ended, or does not read for five seconds
     */
    void input(byte[] data) throws ExecException, InterruptedException {
        if (stored.request().input() instanceof Input.None) {
            throw ExecException.conflict(folder.id() + " was started without a standard input");
        }
        if (ended != null || lost) {
            throw ExecException.conflict(folder.id() + " has ended");
        }
        long deadline = System.nanoTime() + INPUT_WITHIN.toNanos();
        inputLock.lockInterruptibly();
        try (DeviceFile fifo = DeviceFile.openForWriting(folder.input())) {
            int sent = 0;
            while (sent < data.length) {
                sent += fifo.write(data, sent);
                if (sent < data.length) {
                    if (System.nanoTime() > deadline) {
                        throw new ExecException(
                                ExecException.Problem.TIMED_OUT,
                                folder.id() + " took " + sent + " of " + data.length + " bytes and does not read on");
                    }
                    // Waiting in the kernel would hold up a thread that all requests share.
                    Thread.sleep(INPUT_AGAIN_MILLIS);
                }
            }
        } catch (DeviceFile.NobodyReadsException e) {
            throw new ExecException(
                    ExecException.Problem.CONFLICT, folder.id() + " does not read its standard input any more", e);
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED, "cannot write to " + folder.id() + ": " + e.getMessage(), e);
        } finally {
            inputLock.unlock();
        }
    }

    /** Ends its standard input; on a terminal, as Ctrl+D does. */
    void closeInput() throws ExecException, InterruptedException {
        if (stored.request().onTerminal()) {
            input(new byte[] {END_OF_INPUT});
        } else if (stored.request().input() instanceof Input.Pipe && keeper.runs(folder, started.keeper())) {
            LibC.kill(Math.toIntExact(started.keeper()), SIGUSR1);
        }
    }

    void resize(int columns, int rows) throws ExecException {
        if (!stored.request().onTerminal()) {
            throw ExecException.conflict(folder.id() + " has no terminal");
        }
        Input.Terminal.check(columns, rows);
        if (ended != null || lost) {
            throw ExecException.conflict(folder.id() + " has ended");
        }
        try (DeviceFile terminal = DeviceFile.openForWriting(Path.of(started.terminal()))) {
            terminal.terminalSize(columns, rows);
        } catch (IOException e) {
            throw new ExecException(ExecException.Problem.CONFLICT, "the terminal is gone", e);
        }
    }

    private void live() {
        try {
            Duration pause = FIRST_PAUSE;
            while (true) {
                long since = System.nanoTime();
                awaitEnd();
                if (!again()) {
                    break;
                }
                boolean lived = System.nanoTime() - since > LONG_LIFE.toNanos();
                pause = lived ? FIRST_PAUSE : pause;
                if (awaitStop(pause)) {
                    break;
                }
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecException e) {
            log.warn("{} is not looked after any more", folder.id(), e);
        } finally {
            over = true;
            watched.signal();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void awaitEnd() throws IOException, InterruptedException {
        Duration timeout = stored.request().timeout();
        long deadline = timeout == null
                ? Long.MAX_VALUE
                : stored.createdAt().plus(timeout).toEpochMilli();
        while (true) {
            long seen = watched.changes();
            if (look()) {
                return;
            }
            long left = deadline - System.currentTimeMillis();
            if (left <= 0) {
                log.info("{} had its time and is ended", folder.id());
                kill();
                deadline = Long.MAX_VALUE;
            }
            watched.await(seen, Math.clamp(left, 1, LOOK_MILLIS));
        }
    }

    /** Whether it has ended. */
    private boolean look() throws IOException {
        // Asked for before its note is: it leaves that before it goes.
        boolean kept = keeper.runs(folder, started.keeper());
        ended = folder.ended().orElse(null);
        if (ended == null && !kept) {
            // Without its keeper it has nobody to write to.
            log.warn("the keeper of {} was killed; ending the process", folder.id());
            if (keeper.runs(started)) {
                Programs.signalGroup(started.pid(), Programs.SIGKILL);
            }
            lost = true;
        }
        return ended != null || lost;
    }

    private boolean again() {
        Ended end = ended;
        boolean failed = lost || (end != null && end.exitCode() != 0);
        RestartPolicy policy = stored.request().restart();
        return !stored.stopping() && (policy == RestartPolicy.ALWAYS || (policy == RestartPolicy.ON_FAILURE && failed));
    }

    private boolean awaitStop(Duration pause) throws InterruptedException {
        long deadline = System.nanoTime() + pause.toNanos();
        while (!stored.stopping()) {
            long seen = watched.changes();
            long left = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
            if (left <= 0) {
                return stored.stopping();
            }
            watched.await(seen, left);
        }
        return true;
    }

    private void restart() throws ExecException, IOException {
        remember(stored.stopping(), stored.restarts() + 1);
        keeper.launch(folder, stored.request(), logBytes);
        started = folder.started().orElseThrow(() -> new IOException("the keeper left no note of the start"));
        ended = null;
        lost = false;
        if (stored.stopping()) {
            Programs.signalGroup(started.pid(), Programs.SIGTERM);
        }
        watched.signal();
    }

    private synchronized void remember(boolean stopping, int restarts) {
        StoredRequest next =
                new StoredRequest(stored.request(), stored.createdAt(), restarts, stopping || stored.stopping());
        if (next.equals(stored)) {
            return;
        }
        stored = next;
        try {
            folder.write(folder.request(), next.write());
        } catch (IOException e) {
            // The next agent might start it again; this one does not.
            log.warn("cannot note the state of {}: {}", folder.id(), e.toString());
        }
    }
}
