package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.log.LogEntry;
import org.pilothouse.agent.log.LogTail;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Refusal;

/** {@code status}, {@code start}, {@code stop}, {@code display/info}. */
final class LifeRoutes {
    static final int MIN_EDGE = 200;
    static final int MAX_EDGE = 8192;
    private static final int DPI = 96;

    private final Desktop desktop;
    private final DesktopLife life;
    private final RecordingRate rate;

    /**
     * @param rate set by whoever starts the desktop
     */
    LifeRoutes(Desktop desktop, DesktopLife life, RecordingRate rate) {
        this.desktop = desktop;
        this.life = life;
        this.rate = rate;
    }

    record Start(
            @Field(
                    value = "px; what the sandbox was made with where absent",
                    min = MIN_EDGE,
                    max = MAX_EDGE,
                    example = "1280")
            @Nullable
            Integer width,

            @Field(min = MIN_EDGE, max = MAX_EDGE, example = "800") @Nullable
            Integer height,

            @Field(value = "Taken and not used: it is 96", min = 48, max = 480, otherwise = "96") @Nullable
            Integer dpi,

            @Field(
                    value = "Taken and not used: the sandbox has one display, whose name the status tells",
                    min = 0,
                    max = 65_535)
            @Nullable
            Integer displayNum,

            @Field(value = "Taken and not used", most = 4096) @Nullable
            String stateDir,

            @Field(value = "Taken and not used: the stream is noVNC", most = 32) @Nullable
            String streamVideoCodec,

            @Field(value = "Taken and not used: there is no sound", most = 32) @Nullable
            String streamAudioCodec,

            @Field(value = "Taken and not used: the stream shows every change", min = 1, max = 60) @Nullable
            Integer streamFrameRate,

            @Field(value = "Taken and not used: the stream is noVNC", most = 32) @Nullable
            String webrtcPortRange,

            @Field(value = "Of recordings that name none", min = 1, max = 60, otherwise = "30") @Nullable
            Integer recordingFps) {}

    record Status(
            @Field(required = true, value = "inactive, starting, active, stopping, failed")
            String state,

            @Nullable String display,
            @Nullable Resolution resolution,
            @Nullable Instant startedAt,
            @Nullable LastError lastError,

            @Field(required = true, value = "Always none: the image has all of them")
            List<String> missingDependencies,

            @Field(required = true) List<ProcessInfo> processes,
            @Nullable String runtimeLogPath,
            @Field(required = true) List<WindowRoutes.Info> windows) {}

    record LastError(
            @Field(required = true) String code,
            @Field(required = true) String message) {}

    record Resolution(
            @Field(required = true) int width,
            @Field(required = true) int height,
            int dpi) {}

    record ProcessInfo(
            @Field(required = true) String name,
            @Nullable Long pid,
            @Field(required = true) boolean running,
            @Nullable String logPath,

            @Field("waiting, starting, ready, backing_off or stopped")
            String state,

            @Field("How often it was started again") int restarts) {}

    record Extent(
            @Field(required = true, value = "px", min = MIN_EDGE, max = MAX_EDGE, example = "1280")
            Integer width,

            @Field(required = true, value = "px", min = MIN_EDGE, max = MAX_EDGE, example = "800")
            Integer height) {}

    record Display(
            @Field(required = true) String display,
            @Field(required = true) Resolution resolution) {}

    void addTo(Api api) {
        api.add(get("status", "How the desktop is")
                .tag("desktop")
                .gives(Status.class)
                .by(_ -> status()));
        api.add(post("start", "Starts the desktop, where it does not run, and gives it the size that is asked for")
                .optionalBody(Start.class)
                .tag("desktop")
                .gives(Status.class)
                .refuses(409, "desktop_runtime_starting")
                .by((_, start) -> {
                    start(start);
                    return status();
                }));
        api.add(post("stop", "Stops the desktop; it stays so until it is started")
                .tag("desktop")
                .gives(Status.class)
                .by(_ -> {
                    life.stop();
                    return status();
                }));
        api.add(post("restart", "Stops the desktop and starts it again; what runs on it ends")
                .tag("desktop")
                .gives(Status.class)
                .by(_ -> {
                    life.stop();
                    life.start(null);
                    return status();
                }));
        api.add(onDesktop(get("display/info", "The display"))
                .gives(Display.class)
                .by(_ -> display()));
        api.add(onDesktop(post("display/resize", "Changes the size of the screen; what is on it stays")
                        .body(Extent.class))
                .gives(Display.class)
                .refuses(502, DesktopRefusals.INPUT_FAILED)
                .by((_, extent) -> {
                    desktop.server().perform(x -> x.resize(new Size(extent.width(), extent.height())));
                    return display();
                }));
    }

    private Display display() throws XException, InterruptedException {
        return new Display(life.display(), resolution(desktop.server().call(XConnection::size)));
    }

    private void start(Start start) throws XException, InterruptedException {
        Integer width = start.width();
        Integer height = start.height();
        if ((width == null) != (height == null)) {
            String missing = width == null ? "width" : "height";
            throw Refusal.invalid(missing, missing + " is missing; give both width and height, or neither");
        }
        if (start.recordingFps() != null) {
            rate.set(start.recordingFps());
        }
        life.start(width == null || height == null ? null : new Size(width, height));
    }

    private Status status() throws InterruptedException {
        DesktopState state = life.state();
        boolean active = state.phase() == DesktopState.Phase.ACTIVE;
        String problem = state.problem();
        return new Status(
                state.phase().wire(),
                life.display(),
                active ? resolution(state.size()) : null,
                life.startedAt(),
                problem == null ? null : new LastError("desktop_runtime_failed", problem),
                List.of(),
                life.processes().stream().map(this::process).toList(),
                life.logs().toString(),
                active ? windows() : List.of());
    }

    private static Resolution resolution(Size size) {
        return new Resolution(size.width(), size.height(), DPI);
    }

    private ProcessInfo process(ProcessStatus status) {
        return new ProcessInfo(
                status.name(),
                status.pid() > 0 ? status.pid() : null,
                status.pid() > 0,
                LogTail.file(life.logs(), status.name(), LogEntry.Stream.STDERR).toString(),
                status.state().wire(),
                status.restarts());
    }

    private List<WindowRoutes.Info> windows() throws InterruptedException {
        try {
            return WindowRoutes.list(desktop.windows());
        } catch (XException _) {
            return List.of(); // it ended just now; the next status tells
        }
    }
}
