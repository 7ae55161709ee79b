package org.pilothouse.agent.display;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.api.ApiClient;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.browser.DevTools;
import org.pilothouse.agent.deck.DeckFace;
import org.pilothouse.agent.deck.FakeControl;
import org.pilothouse.agent.desktop.Apps;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.mcp.McpFace;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.recording.RecordingLimits;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.v1.BrowserFace;
import org.pilothouse.agent.v1.DesktopFace;
import org.pilothouse.agent.v1.DesktopLife;
import org.pilothouse.agent.v1.DesktopStream;
import org.pilothouse.agent.v1.FileFace;
import org.pilothouse.agent.v1.ProcessFace;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Listen;

/** The desktop's face on a real X server with a window manager. */
abstract class FaceFixture extends DisplayTest {
    @TempDir
    Path folder;

    final List<AuditLog.Action> audit = new CopyOnWriteArrayList<>();
    final FakeLife life = new FakeLife();
    Desktop desktop;
    Recorder recorder;
    UserProcesses processes;
    Browser browser;
    final FakeStream stream = new FakeStream();
    ApiServer api;
    ApiClient client;
    String token;
    Path socket;

    @BeforeEach
    void serve() throws Exception {
        String bus = startSession();
        await("the window manager", () -> server.call(x -> x.windows().windowManagerRuns()));
        socket = folder.resolve("api.sock");
        desktop = Desktop.of(server, new Accessibility(bus));
        recorder = new Recorder(server, folder.resolve("recordings"), RecordingLimits.DEFAULT, Clock.systemUTC());
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DISPLAY", display.name());
        prepare(environment);
        processes = UserProcesses.open(folder.resolve("processes"), environment, folder);
        browser = browser(processes);
        Path tokenFile = folder.resolve("token");
        var settings = new ApiSettings(
                List.of(new Listen.Tcp("127.0.0.1", 0), new Listen.Unix(socket)), tokenFile, Set.of(), true);
        api = ApiServer.start(
                settings,
                "test",
                audit::add,
                List.of(
                        new DesktopFace(
                                desktop,
                                life,
                                recorder,
                                new Apps(processes, desktop.windows(), environment),
                                Optional.of(stream)),
                        new ProcessFace(processes),
                        new FileFace(new FileTree(folder)),
                        new BrowserFace(browser, new DevTools(debuggingPort()), folder.resolve("chromium-sandbox")),
                        new McpFace(settings, "test"),
                        new DeckFace(new DeckFace.Cores(
                                "test",
                                folder,
                                new FakeControl(folder),
                                desktop,
                                processes,
                                new FileTree(folder),
                                browser,
                                port -> false,
                                Clock.systemUTC()))));
        token = Files.readString(tokenFile).strip();
        client = new ApiClient(api.uri(), token);
    }

    /** Variables of programs that are started by the API. */
    void prepare(Map<String, String> environment) throws Exception {
        // those of the test's own are good enough
    }

    Browser browser(UserProcesses over) throws Exception {
        return new Browser(over, List.of());
    }

    int debuggingPort() {
        return 1;
    }

    /** What else there is on the display; the address of its session bus. */
    String startSession() throws Exception {
        display.run("openbox");
        return "unix:path=" + folder.resolve("no-bus");
    }

    @AfterEach
    void stopServing() throws Exception {
        client.close();
        recorder.close();
        api.close();
        processes.stopAll(Duration.ofSeconds(5));
        processes.close();
    }

    static final class FakeStream implements DesktopStream {
        private volatile boolean active;

        @Override
        public boolean active() {
            return active;
        }

        @Override
        public void start() {
            active = true;
        }

        @Override
        public void stop() {
            active = false;
        }
    }

    /** Opens a window, and answers its id. */
    String openWindow(String title, String geometry) throws Exception {
        display.run("xterm", "-T", title, "-geometry", geometry);
        await("the window " + title, () -> !windowId(title).isEmpty());
        return windowId(title);
    }

    private String windowId(String title) throws Exception {
        return desktop.windows().list().stream()
                .filter(seen -> seen.window().title().equals(title))
                .map(seen -> Long.toString(seen.window().id()))
                .findFirst()
                .orElse("");
    }

    final class FakeLife implements DesktopLife {
        volatile DesktopState.Phase phase = DesktopState.Phase.ACTIVE;
        volatile Size size = new Size(1024, 768);
        volatile int restarts;

        @Override
        public DesktopState state() {
            return new DesktopState(
                    phase, size, Map.of(), phase == DesktopState.Phase.FAILED ? "It keeps ending." : null);
        }

        @Override
        public String display() {
            return display.name();
        }

        @Override
        public Instant startedAt() {
            return Instant.EPOCH;
        }

        @Override
        public List<ProcessStatus> processes() {
            return List.of(new ProcessStatus(
                    "xvnc", ProcessStatus.State.READY, true, 4711, Instant.EPOCH, restarts, null, false, null));
        }

        @Override
        public void startProcess(String name) throws UnknownProcessException {
            require(name);
        }

        @Override
        public void stopProcess(String name) throws UnknownProcessException {
            require(name);
        }

        @Override
        public void restartProcess(String name) throws UnknownProcessException {
            require(name);
            restarts++;
        }

        private void require(String name) throws UnknownProcessException {
            if (!name.equals("xvnc")) {
                throw new UnknownProcessException(name, Set.of("xvnc"));
            }
        }

        @Override
        public Optional<ProcessLog> log(String process) {
            return Optional.empty();
        }

        @Override
        public Path logs() {
            return folder.resolve("log");
        }

        @Override
        public void start(Size wanted) throws XException, InterruptedException {
            phase = DesktopState.Phase.ACTIVE;
            size = wanted == null ? size : wanted;
            server.perform(x -> x.resize(size));
        }

        @Override
        public void stop() {
            phase = DesktopState.Phase.INACTIVE;
        }
    }
}
