package org.pilothouse.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.browser.Browser;
import org.pilothouse.agent.browser.DevTools;
import org.pilothouse.agent.deck.DeckFace;
import org.pilothouse.agent.deck.SessionControl;
import org.pilothouse.agent.desktop.Apps;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.agent.live.NoVnc;
import org.pilothouse.agent.mcp.McpFace;
import org.pilothouse.agent.recording.Recorder;
import org.pilothouse.agent.session.DesktopSession;
import org.pilothouse.agent.v1.BrowserFace;
import org.pilothouse.agent.v1.DesktopFace;
import org.pilothouse.agent.v1.DesktopStream;
import org.pilothouse.agent.v1.FileFace;
import org.pilothouse.agent.v1.ProcessFace;
import org.pilothouse.agent.v1.SessionLife;
import org.pilothouse.http.Listen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the HTTP faces together. A class of its own, so that an agent without them loads nothing of theirs. */
final class Faces {
    private static final Logger log = LoggerFactory.getLogger(Faces.class);

    private Faces() {}

    /**
     * What the faces offer.
     *
     * @param home below which files may be used, and where commands begin
     * @param browserNote file in which the browser's start says how it confines its pages
     * @param page of the live picture, where the sandbox has one
     */
    record Core(
            Path home,
            Path browserNote,
            DesktopSession session,
            Desktop desktop,
            Recorder recorder,
            UserProcesses processes,
            Optional<NoVnc> page,
            AuditLog audit) {}

    /** Serves until the agent ends; where that is not possible, the desktop is there all the same. */
    static void serve(ApiSettings settings, @Nullable String version, Core core) {
        String named = version == null ? "dev" : version;
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(core.session().environment());
        Apps apps = new Apps(core.processes(), core.desktop().windows(), environment);
        try {
            FileTree files = new FileTree(core.home());
            Browser browser = new Browser(core.processes());
            List<Api.Face> faces = List.of(
                    new DesktopFace(
                            core.desktop(),
                            new SessionLife(core.session()),
                            core.recorder(),
                            apps,
                            core.page().map(Faces::stream)),
                    new ProcessFace(core.processes()),
                    new FileFace(files),
                    new BrowserFace(browser, new DevTools(Browser.DEBUGGING_PORT), core.browserNote()),
                    new McpFace(settings, named),
                    new DeckFace(deck(settings, named, core, files, browser)));
            ApiServer.start(settings, named, core.audit(), faces);
        } catch (IOException | IllegalStateException e) {
            log.error("no HTTP API: {}", e.getMessage());
        }
    }

    private static DeckFace.Cores deck(
            ApiSettings settings, String version, Core core, FileTree files, Browser browser) {
        return new DeckFace.Cores(
                version,
                core.home(),
                new SessionControl(core.session()),
                core.desktop(),
                core.processes(),
                files,
                browser,
                port -> settings.listen().stream()
                        .anyMatch(place -> place instanceof Listen.Tcp tcp && tcp.port() == port),
                Clock.systemUTC());
    }

    private static DesktopStream stream(NoVnc page) {
        return new DesktopStream() {
            @Override
            public boolean active() {
                return page.active();
            }

            @Override
            public void start() {
                page.start();
            }

            @Override
            public void stop() {
                page.close();
            }
        };
    }
}
