package org.pilothouse.agent.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.Settings;
import org.pilothouse.agent.log.ContainerLog;
import org.pilothouse.agent.log.LogTail;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.OsLauncher;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.Supervisor;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running desktop: its processes, the connection to its X server, and how far it has come. */
public final class DesktopSession {
    private static final Duration PAINTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int MAX_NOTE = 200;
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long LOOK_AGAIN_MILLIS = 1000;
    private static final Logger log = LoggerFactory.getLogger(DesktopSession.class);

    private final Settings settings;
    private final Stages stages;
    private final Supervisor supervisor;
    private final DesktopProcesses processes;
    private final XServer server;
    private final LogTail tail;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;
    /** When the desktop was last begun; a paint that takes long from then on has failed. */
    private volatile long begunNanos = System.nanoTime();

    private volatile boolean stopping;

    private DesktopSession(Settings settings, Stages stages, Path logs) throws IOException {
        this.settings = settings;
        this.stages = stages;
        this.tail = new LogTail(logs, ContainerLog.standardOutput());
        this.processes = new DesktopProcesses(DisplayNumber.choose(), settings.run(), settings.live());
        this.server = new XServer(processes.displayName());
        this.supervisor = new Supervisor(new OsLauncher(logs), settings.run().resolve("stopped"));
        supervisor.onChange(this::processesChanged);
        server.onConnected(this::wakeStarters);
        supervisor.supervise(processes.specs(settings.geometry(), new Probes(server, processes.sessionBusAddress())));
        Thread.ofVirtual().name("paint-watch").start(this::watch);
    }

    /** Starts the desktop, or takes over the one that an earlier agent started. */
    public static DesktopSession start(Settings settings, Stages stages) throws IOException {
        Path logs = settings.run().resolve("log");
        Files.createDirectories(
                logs, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new DesktopSession(settings, stages, logs);
    }

    /** Where the X server speaks RFB. */
    public static Path vncSocket(Settings settings) {
        return DesktopProcesses.vncSocket(settings.run());
    }

    /** Where the X server looks for the desktop's password, in its own form. */
    public static Path vncPasswordFile(Settings settings) {
        return DesktopProcesses.vncPasswordFile(settings.run());
    }

    public XServer server() {
        return server;
    }

    /** Name of the X display: {@code :1}. */
    public String display() {
        return processes.displayName();
    }

    /** The folder of the processes' logs. */
    public Path logs() {
        return settings.run().resolve("log");
    }

    /** Address of the session bus. */
    public String sessionBus() {
        return processes.sessionBusAddress();
    }

    /** The processes of the desktop: how they are; starts, stops and restarts each. */
    public Supervisor processes() {
        return supervisor;
    }

    /** What a process wrote; empty where it has written nothing. */
    public Optional<ProcessLog> log(String process) throws IOException {
        return tail.log(process);
    }

    /** Variables that a program needs to run on the desktop, beside the agent's own. */
    public Map<String, String> environment() {
        return processes.environment();
    }

    public Stages stages() {
        return stages;
    }

    /** Called, on any thread, when {@link #state} may have changed; must be quick. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public DesktopState state() {
        List<ProcessStatus> all = supervisor.status();
        String broken = names(all, ProcessStatus::crashLoop);
        if (!broken.isEmpty()) {
            return state(DesktopState.Phase.FAILED, "These processes of the desktop keep ending: " + broken + ".");
        }
        if (all.stream().noneMatch(ProcessStatus::wanted)) {
            return all.stream().anyMatch(ProcessStatus::running)
                    ? state(DesktopState.Phase.STOPPING, null)
                    : state(DesktopState.Phase.INACTIVE, "The desktop was stopped.");
        }
        if (stages.has(Stage.PAINTED)) {
            return painted();
        }
        if (System.nanoTime() - begunNanos > PAINTED_WITHIN.toNanos()) {
            return state(
                    DesktopState.Phase.FAILED,
                    "The desktop was not painted within " + PAINTED_WITHIN.toSeconds() + " s.");
        }
        return state(DesktopState.Phase.STARTING, null);
    }

    /** Of a desktop that was painted once. */
    private DesktopState painted() {
        if (!supervisor.ready(DesktopProcesses.X)) {
            return supervisor
                            .status(DesktopProcesses.X)
                            .map(ProcessStatus::wanted)
                            .orElse(false)
                    ? state(DesktopState.Phase.STARTING, "The X server ended and is being started again.")
                    : state(DesktopState.Phase.PARTIAL, "The X server was stopped.");
        }
        return state(DesktopState.Phase.ACTIVE, null);
    }

    private static String names(List<ProcessStatus> all, Predicate<ProcessStatus> which) {
        return all.stream().filter(which).map(ProcessStatus::name).collect(Collectors.joining(", "));
    }

    /** Stops the desktop, the last started process first; it stays stopped until {@link #startDesktop}. */
    public void stopDesktop() throws InterruptedException {
        supervisor.stopAll(STOP_WITHIN);
    }

    /**
     * Starts what was stopped of the desktop, and waits until it is settled: it can be used and each of its processes does
     * what it is there for, or it has failed.
     *
     * @param within after which it is told how far it has come
     */
    public DesktopState startDesktop(Duration within) throws InterruptedException {
        if (supervisor.status().stream().noneMatch(ProcessStatus::wanted)) {
            begunNanos = System.nanoTime();
        }
        supervisor.startAll();
        long deadline = System.nanoTime() + within.toNanos();
        boolean more = true;
        while (more) {
            long seen = changes();
            more = !settled() && awaitChange(seen, deadline);
        }
        return state();
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** False where nothing changed in time. */
    private boolean awaitChange(long seen, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = deadline - System.nanoTime();
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return changes != seen;
        } finally {
            lock.unlock();
        }
    }

    private void wakeStarters() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean settled() {
        DesktopState.Phase phase = state().phase();
        boolean whole = server.connected()
                && supervisor.status().stream().filter(ProcessStatus::wanted).allMatch(ProcessStatus::healthy);
        return phase == DesktopState.Phase.FAILED || (phase == DesktopState.Phase.ACTIVE && whole);
    }

    private DesktopState state(DesktopState.Phase phase, @Nullable String problem) {
        return new DesktopState(phase, size(), stages.millis(), problem, browserSandbox());
    }

    /** Where the browser's start writes how it confines its pages. */
    public static Path browserNote(Settings settings) {
        return settings.run().resolve("chromium-sandbox");
    }

    private @Nullable String browserSandbox() {
        Path note = browserNote(settings);
        if (!Files.isRegularFile(note)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(note)) {
            return new String(in.readNBytes(MAX_NOTE), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            log.debug("cannot read {}", note, e);
            return null;
        }
    }

    private Size size() {
        try {
            return server.connected() ? server.call(XConnection::size) : settings.geometry();
        } catch (XException e) {
            return settings.geometry();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return settings.geometry();
        }
    }

    /** Ends the desktop and looks after it no more. */
    public void close(Duration limit) throws InterruptedException, IOException {
        stopping = true;
        server.close();
        supervisor.close(limit);
        tail.close();
    }

    private void processesChanged() {
        if (supervisor.ready(DesktopProcesses.X)) {
            stages.reach(Stage.X);
        }
        if (supervisor.ready(DesktopProcesses.BUS)) {
            stages.reach(Stage.BUS);
        }
        tellListeners();
    }

    private void tellListeners() {
        wakeStarters();
        listeners.forEach(Runnable::run);
    }

    private void watch() {
        try {
            while (!stopping && !stages.has(Stage.PAINTED)) {
                note(look());
                boolean late = System.nanoTime() - begunNanos > PAINTED_WITHIN.toNanos();
                Thread.sleep(late ? LOOK_AGAIN_MILLIS : LOOK_EVERY_MILLIS);
            }
            if (!stopping) {
                log.info("desktop painted; milliseconds since the container's start: {}", stages.millis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PaintWatch.Seen look() throws InterruptedException {
        try {
            return server.connected() ? server.call(PaintWatch::look) : PaintWatch.Seen.NOTHING;
        } catch (XException e) {
            log.debug("cannot look at the desktop: {}", e.getMessage());
            return PaintWatch.Seen.NOTHING;
        }
    }

    private void note(PaintWatch.Seen seen) {
        boolean news = false;
        if (seen.compareTo(PaintWatch.Seen.WINDOW_MANAGER) >= 0) {
            news |= stages.reach(Stage.WINDOW_MANAGER);
        }
        if (seen.compareTo(PaintWatch.Seen.WINDOWS) >= 0) {
            news |= stages.reach(Stage.PANEL);
        }
        if (seen == PaintWatch.Seen.PICTURE) {
            news |= stages.reach(Stage.PAINTED);
        }
        if (news) {
            tellListeners();
        }
    }
}
