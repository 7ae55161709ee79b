package org.pilothouse.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.audit.AuditFile;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.desktop.DesktopOperations;
import org.pilothouse.agent.desktop.OperationException;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.live.NoVnc;
import org.pilothouse.agent.live.VncPassword;
import org.pilothouse.agent.node.IdentityStore;
import org.pilothouse.agent.node.NodeConnection;
import org.pilothouse.agent.node.NodeProfile;
import org.pilothouse.agent.node.TaskHandler;
import org.pilothouse.agent.process.Proc;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.recording.RecordingLimits;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.session.Stage;
import org.pilothouse.agent.session.Stages;
import org.pilothouse.http.Listen;
import org.pilothouse.protocol.frame.NodeMessages.TaskResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The agent's start: puts the parts together. */
public final class Agent {
    /** The restart loop takes this for a mistake that another start would not mend (sysexits: EX_CONFIG). */
    private static final int EXIT_CONFIGURATION = 78;

    private static final @Nullable String VERSION = Agent.class.getPackage().getImplementationVersion();
    private static final String PROCESSES = ".local/state/pilothouse/processes";
    /**
     * Of the ten seconds that a container has to end: programs that may have something to save have most of them, the
     * desktop the rest, and a good second is left for a machine that is busy. The restart loop ends an agent that takes longer.
     */
    private static final Duration PROGRAMS_STOP_WITHIN = Duration.ofSeconds(5);

    private static final Duration DESKTOP_STOPS_WITHIN = Duration.ofMillis(2500);
    private static final Logger log = LoggerFactory.getLogger(Agent.class);

    private Agent() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings;
        Optional<ApiSettings> api;
        try {
            settings = Settings.read(System.getenv());
            api = ApiSettings.read(System.getenv());
            if (settings.live().wanted()) {
                VncPassword.provide(settings.live().passwordFile(), DesktopSession.vncPasswordFile(settings));
            }
        } catch (Settings.InvalidException | VncPassword.UnusableException e) {
            log.error("{}", e.getMessage());
            System.exit(EXIT_CONFIGURATION);
            return;
        }
        Stages stages = new Stages(settings.run().resolve("ready"), Agent::millisSinceStart);
        stages.reach(Stage.AGENT);
        DesktopSession session = DesktopSession.start(settings, stages);
        Recorder recorder = new Recorder(
                session.server(), settings.state().resolve("recordings"), RecordingLimits.DEFAULT, Clock.systemUTC());
        Desktop desktop = Desktop.of(session.server(), new Accessibility(session.sessionBus()));
        AuditFile audit = new AuditFile(settings.state().resolve("audit.jsonl"), Clock.systemUTC());
        NodeConnection node = connect(settings, session, desktop, audit);
        session.onChange(node::desktopChanged);
        UserProcesses processes = openProcesses(settings, session);
        Optional<NoVnc> noVnc = settings.live().noVnc().map(place -> showTo(place, settings));
        if (api.isPresent()) {
            Faces.serve(
                    api.get(),
                    VERSION,
                    new Faces.Core(
                            settings.home(),
                            DesktopSession.browserNote(settings),
                            session,
                            desktop,
                            recorder,
                            processes,
                            noVnc,
                            audit));
        }
        Parts parts = new Parts(session, node, recorder, processes, audit);
        Thread.ofVirtual().name("idle-trim").start(new IdleTrim(desktop.screen()));
        Runtime.getRuntime().addShutdownHook(new Thread(parts::stop, "stop"));
        Thread.currentThread().join();
    }

    private static NodeConnection connect(Settings settings, DesktopSession session, Desktop desktop, AuditLog audit) {
        DesktopOperations operations = new DesktopOperations(desktop, Clock.systemUTC());
        var profile = new NodeProfile(
                new IdentityStore(settings.home()).loadOrCreate(),
                settings.shownLabel(),
                VERSION,
                DesktopOperations.SUPPORTED);
        return new NodeConnection(
                settings.gateway(),
                profile,
                new AuditedTasks(tasks(operations), audit),
                session::state,
                () -> session.stages().reach(Stage.NODE));
    }

    /** The desktop is there also where the page can't be. */
    private static NoVnc showTo(Listen.Tcp place, Settings settings) {
        LiveSettings live = settings.live();
        NoVnc page = new NoVnc(place, live.names(), live.noVncFolder(), DesktopSession.vncSocket(settings));
        try {
            page.start();
        } catch (IllegalStateException e) {
            log.error("no noVNC: {}", e.getMessage());
        }
        return page;
    }

    private static TaskHandler tasks(DesktopOperations operations) {
        return new TaskHandler() {
            @Override
            public TaskResult execute(JsonNode args) throws OperationException, InterruptedException {
                return operations.execute(args);
            }

            @Override
            public Duration limit(JsonNode args) {
                return operations.limit(args);
            }

            @Override
            public boolean onlyWaits(JsonNode args) {
                return operations.onlyWaits(args);
            }
        };
    }

    private static UserProcesses openProcesses(Settings settings, DesktopSession session)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        // Ours, of which some lead to secrets.
        environment.keySet().removeIf(name -> name.startsWith("PILOTHOUSE_") || name.equals("MALLOC_ARENA_MAX"));
        environment.putAll(session.environment());
        try {
            return UserProcesses.open(settings.home().resolve(PROCESSES), environment, settings.home());
        } catch (IOException e) {
            log.warn(
                    "processes are kept in {}, as the home folder cannot be written: {}", settings.run(), e.toString());
            return UserProcesses.open(settings.run().resolve("processes"), environment, settings.home());
        }
    }

    /** What is ended when the agent is asked to. */
    private record Parts(
            DesktopSession session, NodeConnection node, Recorder recorder, UserProcesses processes, AuditFile audit) {
        void stop() {
            try {
                node.close();
                recorder.close();
                processes.stopAll(PROGRAMS_STOP_WITHIN);
                session.close(DESKTOP_STOPS_WITHIN);
                audit.close();
            } catch (InterruptedException | IOException e) {
                log.warn("the desktop was not stopped in order", e);
            }
        }
    }

    /** Process 1 starts with the container; outside of one the agent's own start is what counts. */
    private static long millisSinceStart() {
        Proc proc = new Proc();
        long self = ProcessHandle.current().pid();
        return proc.stat(1)
                .filter(first -> first.command().equals("tini"))
                .or(() -> proc.stat(self))
                .map(origin -> {
                    try {
                        return proc.millisSince(origin.startTicks());
                    } catch (IOException e) {
                        return 0L;
                    }
                })
                .orElse(0L);
    }
}
