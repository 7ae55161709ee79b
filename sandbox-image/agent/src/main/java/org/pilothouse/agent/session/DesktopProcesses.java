package org.pilothouse.agent.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pilothouse.agent.LiveSettings;
import org.pilothouse.agent.process.ProcessSpec;
import org.pilothouse.agent.x11.Size;
import org.pilothouse.http.Listen;

/**
 * What the desktop consists of. Started side by side as far as their needs allow; xfce4-session is left out: it does
 * nothing that the supervisor does not, and costs 40 MB and part of a second.
 */
final class DesktopProcesses {
    static final String X = "xvnc";
    static final String BUS = "bus";
    static final String ACCESSIBILITY = "a11y";
    static final String WINDOW_MANAGER = "xfwm4";
    static final String PANEL = "panel";
    static final String DESKTOP = "xfdesktop";

    private static final String ACCESSIBILITY_NAME = "org.a11y.Bus";
    private static final Path X_SOCKETS = Path.of("/tmp/.X11-unix");
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Of what nothing waits for: on a busy machine a panel takes long to show. */
    private static final Duration PATIENT = Duration.ofMinutes(2);

    private final int display;
    private final Path xSocket;
    private final Path xLock;
    private final Path run;
    private final Path busSocket;
    private final Path userRun;
    private final LiveSettings live;

    /**
     * @param display number of the X display
     * @param run folder for sockets
     * @param live who may look at the desktop beside the gateway
     */
    DesktopProcesses(int display, Path run, LiveSettings live) {
        this.display = display;
        this.xSocket = X_SOCKETS.resolve("X" + display);
        this.xLock = Path.of("/tmp/.X" + display + "-lock");
        this.run = run;
        this.live = live;
        this.busSocket = run.resolve("bus");
        this.userRun = run.resolve("user");
    }

    String displayName() {
        return ":" + display;
    }

    String sessionBusAddress() {
        return "unix:path=" + busSocket;
    }

    List<ProcessSpec> specs(Size geometry, Probes probes) throws IOException {
        Files.createDirectories(
                userRun, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return List.of(
                new ProcessSpec(
                        X,
                        xServer(geometry),
                        environment(),
                        List.of(),
                        this::removeStaleX,
                        () -> Probes.accepts(xSocket) && Probes.greets(vncSocket()),
                        LIMIT,
                        probes::xAnswers,
                        false),
                new ProcessSpec(
                        BUS,
                        sessionBus(),
                        environment(),
                        List.of(),
                        () -> remove(busSocket),
                        () -> Probes.accepts(busSocket),
                        LIMIT,
                        probes::bus,
                        false),
                client(
                        ACCESSIBILITY,
                        List.of("/usr/libexec/at-spi-bus-launcher", "--launch-immediately", "--a11y=1"),
                        () -> probes.busName(ACCESSIBILITY_NAME),
                        () -> probes.busPeer(ACCESSIBILITY_NAME, "/org/a11y/bus")),
                client(
                        WINDOW_MANAGER,
                        List.of("xfwm4", "--compositor=off", "--vblank=off"),
                        probes::windowManager,
                        probes::windowManager),
                client(PANEL, List.of("xfce4-panel"), () -> probes.window("DOCK"), ProcessSpec.Probe.NONE),
                client(DESKTOP, List.of("xfdesktop"), () -> probes.window("DESKTOP"), ProcessSpec.Probe.NONE));
    }

    private Path vncSocket() {
        return vncSocket(run);
    }

    /** RFB on a socket that only this user can open, and where the settings say so on TCP; then with a password. */
    private List<String> xServer(Size geometry) {
        List<String> command = new ArrayList<>(List.of(
                "Xtigervnc",
                displayName(),
                "-geometry",
                geometry.toString(),
                "-depth",
                "24",
                "-dpi",
                "96",
                "-noreset",
                "-nolisten",
                "tcp",
                // The abstract socket, which everybody in the same network namespace could reach.
                "-nolisten",
                "local",
                "-rfbunixpath",
                vncSocket().toString(),
                // decimal for 0600
                "-rfbunixmode",
                "384",
                // It hides the pointer's look as soon as the program that gave it has ended.
                "-extension",
                "SECURITY",
                "-AlwaysShared",
                "-FrameRate",
                "60",
                "-desktop",
                "Pilothouse"));
        command.addAll(rfbOverTcp());
        command.addAll(
                live.wanted()
                        ? List.of(
                                "-SecurityTypes",
                                "VncAuth",
                                "-PasswordFile",
                                vncPasswordFile(run).toString())
                        : List.of("-SecurityTypes", "None"));
        return List.copyOf(command);
    }

    private List<String> rfbOverTcp() {
        if (live.vnc().isEmpty()) {
            return List.of("-rfbport", "-1");
        }
        Listen.Tcp place = live.vnc().get();
        List<String> arguments = new ArrayList<>(List.of("-rfbport", Integer.toString(place.port())));
        if (!ANY_ADDRESS.contains(place.host())) {
            arguments.addAll(List.of("-interface", place.host()));
        }
        return arguments;
    }

    static Path vncSocket(Path run) {
        return run.resolve("vnc.sock");
    }

    /** In the X server's own form. */
    static Path vncPasswordFile(Path run) {
        return run.resolve("vnc.passwd");
    }

    private List<String> sessionBus() {
        return List.of("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + sessionBusAddress());
    }

    private ProcessSpec client(
            String name, List<String> command, ProcessSpec.Probe readiness, ProcessSpec.Probe liveness) {
        return new ProcessSpec(
                name, command, environment(), List.of(X, BUS), () -> {}, readiness, PATIENT, liveness, false);
    }

    /** Also what programs that are started from the desktop inherit. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("DISPLAY", displayName());
        variables.put("XDG_RUNTIME_DIR", userRun.toString());
        variables.put("DBUS_SESSION_BUS_ADDRESS", sessionBusAddress());
        variables.put("XDG_CURRENT_DESKTOP", "XFCE");
        variables.put("XDG_SESSION_TYPE", "x11");
        variables.put("XDG_MENU_PREFIX", "xfce-");
        // Programs of other toolkits offer their accessibility tree only when told so.
        variables.put("QT_ACCESSIBILITY", "1");
        variables.put("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1");
        return variables;
    }

    /**
     * A killed X server leaves its lock behind, and process numbers repeat in a container, so that the next one would
     * take the lock for a living server's and not start.
     */
    private void removeStaleX() {
        remove(xLock);
        remove(xSocket);
        remove(vncSocket());
        try {
            Files.createDirectories(
                    X_SOCKETS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
