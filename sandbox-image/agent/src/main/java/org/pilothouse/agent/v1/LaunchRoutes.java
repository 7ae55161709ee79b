package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.desktop.Apps;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XWindow;
import org.pilothouse.http.Refusal;

/** {@code launch} and {@code open}. */
final class LaunchRoutes {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");
    private static final String FILE = "file:";

    private final Desktop desktop;
    private final Apps apps;

    LaunchRoutes(Desktop desktop, Apps apps) {
        this.desktop = desktop;
        this.apps = apps;
    }

    record Launch(
            @Field(
                    value = "A program in PATH, a path, or the name of a desktop entry",
                    required = true,
                    least = 1,
                    most = 4096,
                    example = "\"xfce4-terminal\"")
            String app,

            @Field(most = 256) @Nullable List<String> args,

            @Field(value = "For its window, at most 5 s", otherwise = "false") @JsonProperty("wait") @Nullable
            Boolean waits) {}

    record Launched(
            @Field(required = true, value = "In /v1/processes")
            String processId,

            @Nullable Long pid,
            @Nullable String windowId) {}

    record Open(
            @Field(
                    value = "An address or an absolute path",
                    required = true,
                    least = 1,
                    most = 4096,
                    example = "\"https://example.org/\"")
            String target) {}

    record Opened(
            @Field(required = true) String processId,
            @Nullable Long pid) {}

    record Installed(
            @Field(required = true, value = "What launch takes as app")
            String id,

            @Field(required = true) String name,
            @Field(required = true) List<String> categories) {}

    record Running(
            @Nullable Long pid,
            @Nullable String program,
            @Field(required = true) List<WindowRoutes.Info> windows) {}

    record InstalledApps(@Field(required = true) List<Installed> apps) {}

    record RunningApps(@Field(required = true) List<Running> apps) {}

    void addTo(Api api) {
        api.add(get("apps", "The applications that can be started")
                .tag("desktop")
                .gives(InstalledApps.class)
                .by(_ -> new InstalledApps(apps.installed().stream()
                        .map(app -> new Installed(app.id(), app.name(), app.categories()))
                        .toList())));
        api.add(onDesktop(get("apps/running", "The programs that have windows"))
                .gives(RunningApps.class)
                .by(_ -> running()));
        api.explain(LaunchRoutes::refusal);
        api.add(onDesktop(post("launch", "Starts an application").body(Launch.class))
                .gives(Launched.class)
                .refuses(404, "app_not_found")
                .by((_, launch) -> launch(launch)));
        api.add(onDesktop(post("open", "Opens a file or an address with the application that is for it")
                        .body(Open.class))
                .gives(Opened.class)
                .refuses(404, "not_found")
                .refuses(503, "desktop_dependencies_missing")
                .by((_, open) -> open(open.target())));
    }

    private RunningApps running() throws XException, InterruptedException {
        long active = desktop.server().call(x -> x.windows().active());
        return new RunningApps(apps.running().stream()
                .map(app -> new Running(
                        app.pid() == 0 ? null : app.pid(),
                        app.program().isEmpty() ? null : app.program(),
                        app.windows().stream()
                                .map(window -> WindowRoutes.Info.of(window, window.id() == active))
                                .toList()))
                .toList());
    }

    private static Optional<Refusal> refusal(Exception exception) {
        return switch (exception) {
            case Apps.UnknownException e ->
                Optional.of(new Refusal(404, "app_not_found", DesktopRefusals.sentence(e), "app", Map.of()));
            case Apps.NoOpenerException e ->
                Optional.of(new Refusal(
                        503,
                        "desktop_dependencies_missing",
                        DesktopRefusals.sentence(e),
                        null,
                        Map.of("missingDependencies", List.of("xdg-utils"))));
            default -> Optional.empty();
        };
    }

    private Launched launch(Launch launch)
            throws Apps.UnknownException, ExecException, XException, InterruptedException {
        Set<Long> before = apps.windowsNow();
        ProcessInfo process = apps.launch(launch.app(), launch.args() == null ? List.of() : launch.args());
        Optional<XWindow> window =
                Boolean.TRUE.equals(launch.waits()) ? apps.awaitWindow(process, before) : Optional.empty();
        return new Launched(
                process.id(),
                process.pid(),
                window.map(found -> Long.toString(found.id())).orElse(null));
    }

    private Opened open(String target) throws Apps.NoOpenerException, ExecException, XException, InterruptedException {
        if (!ADDRESS.matcher(target).matches() || target.startsWith(FILE)) {
            requireFile(target);
        }
        // refuses where there is no desktop to open it on
        desktop.server().perform(XConnection::sync);
        ProcessInfo process = apps.open(target);
        return new Opened(process.id(), process.pid());
    }

    private static void requireFile(String target) {
        String path = target.startsWith(FILE) ? target.substring(FILE.length()).replaceFirst("^//", "") : target;
        if (!path.startsWith("/")) {
            throw Refusal.invalid("target", "target is neither an address nor an absolute path");
        }
        try {
            if (!target.startsWith(FILE) && !Files.exists(Path.of(path))) {
                throw Refusal.notFound("There is no file " + path + ".");
            }
        } catch (InvalidPathException _) {
            throw Refusal.invalid("target", "target is not a path");
        }
    }
}
