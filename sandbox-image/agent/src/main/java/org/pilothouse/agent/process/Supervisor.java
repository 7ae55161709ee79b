package org.pilothouse.agent.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the desktop's processes running: each is started when what it needs is ready, started again with growing
 * pauses when it ends or hangs, taken over from an earlier agent where it still runs, and stopped in reverse order. What
 * was stopped stays stopped until it is started. One virtual thread per process. Safe for use by many threads.
 */
public final class Supervisor {
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final Launcher launcher;
    private final Pacer pacer;
    private final StoppedNames stopped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Replaced, never changed; in the order of their start. */
    private volatile Map<String, ManagedProcess> processes = Map.of();

    private volatile Runnable listener = () -> {};
    private volatile boolean stopping;

    /**
     * @param stopped file that tells the next agent what was stopped on purpose
     */
    public Supervisor(Launcher launcher, Path stopped) {
        this(launcher, Pacer.REAL, stopped);
    }

    Supervisor(Launcher launcher, Pacer pacer, @Nullable Path stopped) {
        this.launcher = launcher;
        this.pacer = pacer;
        this.stopped = new StoppedNames(stopped);
    }

    /**
     * Starts looking after these, in this order, and after those of earlier calls.
     *
     * @throws IllegalArgumentException where one is to come after a process that is not before it
     */
    public void supervise(List<ProcessSpec> specs) {
        lock.lock();
        try {
            Map<String, ManagedProcess> all = new LinkedHashMap<>(processes);
            List<ManagedProcess> added = new ArrayList<>();
            for (ProcessSpec spec : specs) {
                for (String name : spec.after()) {
                    if (!all.containsKey(name)) {
                        throw new IllegalArgumentException(
                                spec.name() + " is to come after " + name + ", which is not before it");
                    }
                }
                boolean wanted = !spec.onDemand() && !stopped.contains(spec.name());
                ManagedProcess process = new ManagedProcess(spec, this, wanted);
                if (all.put(spec.name(), process) != null) {
                    throw new IllegalArgumentException("there is a process " + spec.name() + " already");
                }
                added.add(process);
            }
            processes = all;
            for (ManagedProcess process : added) {
                Thread.ofVirtual().name("supervise-" + process.spec().name()).start(process);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Called, on any thread, after the state of a process has changed; must be quick. */
    public void onChange(Runnable listener) {
        this.listener = listener;
    }

    /** Of all processes, in the order of their start. */
    public List<ProcessStatus> status() {
        return processes.values().stream().map(ManagedProcess::status).toList();
    }

    public Optional<ProcessStatus> status(String name) {
        return Optional.ofNullable(processes.get(name)).map(ManagedProcess::status);
    }

    public boolean ready(String name) {
        ManagedProcess process = processes.get(name);
        return process != null && process.status().state() == ProcessStatus.State.READY;
    }

    /** Numbers of the processes that run now. */
    public List<Long> pids() {
        return status().stream().map(ProcessStatus::pid).filter(pid -> pid > 0).toList();
    }

    /** Has a process run from now on; nothing changes for one that does. Returns at once. */
    public void start(String name) throws UnknownProcessException {
        ManagedProcess process = find(name);
        want(process, true);
        signalChange();
    }

    /**
     * Stops a process, which stays stopped; nothing changes for one that does not run. Returns when it has ended.
     *
     * @param limit after which it is killed
     */
    public void stop(String name, Duration limit) throws UnknownProcessException, InterruptedException {
        ManagedProcess process = find(name);
        want(process, false);
        signalChange();
        end(process, limit);
    }

    /**
     * Ends a process and starts it again without a pause; starts one that was stopped. Returns when the old one has
     * ended.
     *
     * @param limit after which it is killed
     */
    public void restart(String name, Duration limit) throws UnknownProcessException, InterruptedException {
        ManagedProcess process = find(name);
        stopped.set(name, false);
        process.askRestart();
        signalChange();
        process.stop(limit);
    }

    /** Stops every process, the last started first; they stay stopped until {@link #startAll} or {@link #start}. */
    public void stopAll(Duration limit) throws InterruptedException {
        List<ManagedProcess> reversed = new ArrayList<>(processes.values()).reversed();
        reversed.forEach(process -> want(process, false));
        signalChange();
        long deadline = pacer.nanos() + limit.toNanos();
        stopPrograms(limit.dividedBy(3));
        for (ManagedProcess process : reversed) {
            end(process, Duration.ofNanos(Math.max(0, deadline - pacer.nanos())));
        }
    }

    /** Has every process run but those on demand. Returns at once. */
    public void startAll() {
        processes.values().stream()
                .filter(process -> !process.spec().onDemand())
                .forEach(process -> want(process, true));
        signalChange();
    }

    private void want(ManagedProcess process, boolean want) {
        lock.lock();
        try {
            process.want(want);
            if (!process.spec().onDemand()) {
                stopped.set(process.spec().name(), !want);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Also ends one that was just being launched. */
    private void end(ManagedProcess process, Duration limit) throws InterruptedException {
        process.stop(limit);
        lock.lockInterruptibly();
        try {
            long left = SETTLED_WITHIN.toNanos();
            while (process.busy() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        process.stop(Duration.ZERO);
    }

    private ManagedProcess find(String name) throws UnknownProcessException {
        ManagedProcess process = processes.get(name);
        if (process == null) {
            throw new UnknownProcessException(name, processes.keySet());
        }
        return process;
    }

    /**
     * Stops everything for good: first the programs that run on the desktop, which may have something to save, then the
     * desktop, the last started first. Returns when all have ended or were killed.
     *
     * @param limit for all together; what has not ended by then is killed
     */
    public void close(Duration limit) throws InterruptedException {
        stopping = true;
        signalChange();
        long deadline = pacer.nanos() + limit.toNanos();
        stopPrograms(limit.dividedBy(3));
        List<ManagedProcess> reversed = new ArrayList<>(processes.values()).reversed();
        for (ManagedProcess process : reversed) {
            process.stop(Duration.ofNanos(Math.max(0, deadline - pacer.nanos())));
        }
    }

    private void stopPrograms(Duration limit) throws InterruptedException {
        List<RunningProcess> programs;
        try {
            programs = launcher.programs(pids());
        } catch (IOException e) {
            log.warn("cannot look for running programs; they end with the desktop", e);
            return;
        }
        long deadline = pacer.nanos() + limit.toNanos();
        programs.forEach(program -> program.signal(RunningProcess.Signal.TERM));
        for (RunningProcess program : programs) {
            program.awaitEnd(Duration.ofNanos(Math.max(0, deadline - pacer.nanos())));
        }
    }

    Launcher launcher() {
        return launcher;
    }

    Pacer pacer() {
        return pacer;
    }

    boolean stopping() {
        return stopping;
    }

    /** Waits until this is so; false if the supervisor stops first. Asked under the lock. */
    boolean await(BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopping && !condition.getAsBoolean()) {
                changed.await();
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    boolean allReady(List<String> names) {
        return names.stream().allMatch(this::ready);
    }

    /** Pauses, but not longer than until the supervisor stops or this is so. */
    void pause(Duration length, BooleanSupplier enough) throws InterruptedException {
        if (!pacer.equals(Pacer.REAL)) {
            pacer.sleep(length);
            return;
        }
        lock.lockInterruptibly();
        try {
            long left = length.toNanos();
            while (!stopping && left > 0 && !enough.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void signalChange() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.run();
    }
}
