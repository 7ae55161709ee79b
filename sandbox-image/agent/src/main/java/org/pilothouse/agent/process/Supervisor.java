package org.pilothouse.agent.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the desktop's processes running: each is started when what it needs is ready, started again with growing
 * pauses when it ends, taken over from an earlier agent where it still runs, and stopped in reverse order. One virtual
 * thread per process. Safe for use by many threads.
 */
public final class Supervisor {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final Launcher launcher;
    private final Pacer pacer;
    private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Runnable listener = () -> {};
    private volatile boolean stopping;

    public Supervisor(Launcher launcher) {
        this(launcher, Pacer.REAL);
    }

    Supervisor(Launcher launcher, Pacer pacer) {
        this.launcher = launcher;
        this.pacer = pacer;
    }

    /**
     * Starts looking after these, in this order.
     *
     * @throws IllegalArgumentException where one is to come after a process that is not before it in the list
     */
    public void start(List<ProcessSpec> specs) {
        for (ProcessSpec spec : specs) {
            for (String name : spec.after()) {
                if (!processes.containsKey(name)) {
                    throw new IllegalArgumentException(
                            spec.name() + " is to come after " + name + ", which is not before it");
                }
            }
            processes.put(spec.name(), new ManagedProcess(spec, this));
        }
        for (ManagedProcess process : processes.values()) {
            Thread.ofVirtual().name("supervise-" + process.spec().name()).start(process);
        }
    }

    /** Called, on any thread, after the state of a process has changed; must be quick. */
    public void onChange(Runnable listener) {
        this.listener = listener;
    }

    public List<ProcessStatus> status() {
        return processes.values().stream().map(ManagedProcess::status).toList();
    }

    public boolean ready(String name) {
        ManagedProcess process = processes.get(name);
        return process != null && process.status().state() == ProcessStatus.State.READY;
    }

    /** Numbers of the processes that run now. */
    public List<Long> pids() {
        return status().stream().map(ProcessStatus::pid).filter(pid -> pid > 0).toList();
    }

    /**
     * Stops everything: first the programs that run on the desktop, which may have something to save, then the desktop,
     * the last started first. Returns when all have ended or were killed.
     *
     * @param limit for all together; what has not ended by then is killed
     */
    public void stop(Duration limit) throws InterruptedException {
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

    /** Waits until all these are ready; false if the supervisor stops first. */
    boolean awaitReady(List<String> names) throws InterruptedException {
        lock.lock();
        try {
            while (!stopping && !names.stream().allMatch(this::ready)) {
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

    /** Pauses, but not longer than until the supervisor stops. */
    void pause(Duration length) throws InterruptedException {
        if (pacer != Pacer.REAL) {
            pacer.sleep(length);
            return;
        }
        lock.lock();
        try {
            long left = length.toNanos();
            while (!stopping && left > 0) {
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
