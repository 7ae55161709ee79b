package org.pilothouse.agent.display;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A session bus, accessibility and a window manager on a test's display; they end with the display. */
final class TestSession {
    private static final List<Path> LAUNCHERS =
            List.of(Path.of("/usr/libexec/at-spi-bus-launcher"), Path.of("/usr/lib/at-spi2-core/at-spi-bus-launcher"));

    private final TestDisplay display;
    private final Path folder;

    private TestSession(TestDisplay display, Path folder) {
        this.display = display;
        this.folder = folder;
    }

    static TestSession start(TestDisplay display, Path folder) throws Exception {
        TestSession session = new TestSession(display, folder);
        Files.createDirectories(session.home());
        display.variable("DBUS_SESSION_BUS_ADDRESS", session.busAddress());
        display.variable("XDG_RUNTIME_DIR", folder.toString());
        display.variable("HOME", session.home().toString());
        display.variable("GTK_THEME", "Adwaita");
        display.run("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + session.busAddress());
        DisplayTest.await("the session bus", session::busAccepts);
        Path launcher = LAUNCHERS.stream().filter(Files::exists).findFirst().orElseThrow();
        display.run(launcher.toString(), "--launch-immediately", "--a11y=1");
        display.run("openbox");
        return session;
    }

    String busAddress() {
        return "unix:path=" + folder.resolve("bus");
    }

    Path home() {
        return folder.resolve("home");
    }

    Process run(String... command) throws IOException {
        return display.run(command);
    }

    private boolean busAccepts() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(folder.resolve("bus")));
        } catch (IOException e) {
            return false;
        }
    }
}
