package org.pilothouse.agent;

import java.io.IOException;
import java.time.Duration;
import org.pilothouse.agent.process.Proc;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.session.Stage;
import org.pilothouse.agent.session.Stages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's start: puts the parts together. */
public final class Agent {
    /** The restart loop takes this for a mistake that another start would not mend (sysexits: EX_CONFIG). */
    private static final int EXIT_CONFIGURATION = 78;

    private static final Duration STOP_WITHIN = Duration.ofMillis(1800);
    private static final Logger log = LoggerFactory.getLogger(Agent.class);

    private Agent() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.read(System.getenv());
        } catch (Settings.InvalidException e) {
            log.error("{}", e.getMessage());
            System.exit(EXIT_CONFIGURATION);
            return;
        }
        Stages stages = new Stages(settings.run().resolve("ready"), Agent::millisSinceStart);
        stages.reach(Stage.AGENT);
        DesktopSession session = DesktopSession.start(settings, stages);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(session), "stop"));
        Thread.currentThread().join();
    }

    private static void stop(DesktopSession session) {
        try {
            session.stop(STOP_WITHIN);
        } catch (InterruptedException | IOException e) {
            log.warn("the desktop was not stopped in order", e);
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
