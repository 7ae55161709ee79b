package org.pilothouse.agent.deck;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.IntPredicate;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.ports.ListeningPorts;
import org.pilothouse.agent.ports.PortProxy;
import org.pilothouse.agent.shell.ShellSessions;
import org.pilothouse.agent.shell.Terminals;
import org.pilothouse.http.Refusal;

/** The door of this package: all of Deck's paths. */
public final class DeckFace implements Api.Face {
    private final Cores cores;

    /**
     * What this face is over.
     *
     * @param home where commands begin
     * @param ownPort tells the agent's own ports
     */
    public record Cores(
            String version,
            Path home,
            DesktopControl control,
            Desktop desktop,
            UserProcesses processes,
            FileTree files,
            Browser browser,
            IntPredicate ownPort,
            Clock clock) {}

    public DeckFace(Cores cores) {
        this.cores = cores;
    }

    @Override
    public void addTo(Api api) {
        new DeckErrors(cores.clock()).addTo(api);
        api.explain(new DeckRefusals());
        new DeckLife(cores.control()).addTo(api);
        new DeckScreenshots(cores.desktop()).addTo(api);
        new DeckInput(cores.desktop()).addTo(api);
        new DeckDisplay(cores.desktop(), cores.browser()).addTo(api);
        new ExecuteRoutes(cores.processes()).addTo(api);
        new SessionRoutes(new ShellSessions(cores.processes()), cores.processes()).addTo(api);
        new PtyRoutes(new Terminals(cores.processes())).addTo(api);
        new FileRoutes(cores.files()).addTo(api);
        new UploadRoutes(cores.files()).addTo(api);
        new InfoRoutes(cores.version(), cores.home(), new ListeningPorts()).addTo(api);
        new ProxyRoutes(new PortProxy(cores.ownPort())).addTo(api);
        absent(api);
    }

    /** What Deck has and this agent does not: said so, in place of a path that is not found. */
    private static void absent(Api api) {
        for (String path : new String[] {"/git/{rest*}", "/lsp/{rest*}", "/process/interpreter/{rest*}"}) {
            api.add(Operation.any(path, "Not offered; programs are run by /process")
                    .tag("absent")
                    .refuses(501, "not_implemented")
                    .audited(false)
                    .by(_ -> {
                        throw new Refusal(
                                501,
                                "not_implemented",
                                "This agent does not offer that; run git, a language server or python3 by"
                                        + " /process/execute or in a session.");
                    }));
        }
    }
}
