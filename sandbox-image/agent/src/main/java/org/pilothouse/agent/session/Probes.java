package org.pilothouse.agent.session;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.pilothouse.agent.dbus.Call;
import org.pilothouse.agent.dbus.DBus;
import org.pilothouse.agent.dbus.DBusException;
import org.pilothouse.agent.x11.XConnection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/** Whether the parts of the desktop do what they are there for. Each look is bounded in time. */
final class Probes {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final byte[] RFB = "RFB 003.".getBytes(StandardCharsets.US_ASCII);
    private static final String BUS = "org.freedesktop.DBus";

    private final XServer server;
    private final String sessionBus;

    Probes(XServer server, String sessionBus) {
        this.server = server;
        this.sessionBus = sessionBus;
    }

    /** Something listens there. */
    static boolean accepts(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /** A VNC server greets there. */
    static boolean greets(Path socket) throws InterruptedException {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer greeting = ByteBuffer.allocate(RFB.length);
            Thread reader = Thread.ofVirtual().start(() -> fill(channel, greeting));
            return reader.join(LIMIT) && java.util.Arrays.equals(RFB, greeting.array());
        } catch (IOException e) {
            return false;
        }
    }

    private static void fill(SocketChannel channel, ByteBuffer greeting) {
        try {
            while (greeting.hasRemaining() && channel.read(greeting) >= 0) {
                // until it is whole
            }
        } catch (IOException e) {
            // it did not come in time, and the channel was closed; or the server ended
        }
    }

    /** The X server does what it is asked. One that hangs is noticed after some seconds. */
    boolean xAnswers() throws InterruptedException {
        try {
            server.perform(XConnection::sync);
            return true;
        } catch (XException e) {
            return false;
        }
    }

    boolean windowManager() throws InterruptedException {
        return see(x -> x.windows().windowManagerRuns());
    }

    /**
     * A window of this kind is shown.
     *
     * @param type such as {@code DOCK}
     */
    boolean window(String type) throws InterruptedException {
        return see(x -> x.windows().list().stream()
                .anyMatch(w -> w.mapped() && w.types().contains(type)));
    }

    private boolean see(XServer.Task<Boolean> look) throws InterruptedException {
        try {
            return server.connected() && server.call(look);
        } catch (XException e) {
            return false;
        }
    }

    /** The session bus answers. */
    boolean bus() throws InterruptedException {
        try (DBus bus = DBus.connect(sessionBus)) {
            return bus.connected();
        } catch (DBusException e) {
            return false;
        }
    }

    /** Somebody on the session bus has this name. */
    boolean busName(String name) throws InterruptedException {
        try (DBus bus = DBus.connect(sessionBus)) {
            return bus.send(Call.of(BUS, "/org/freedesktop/DBus", BUS, "NameHasOwner", "s", name))
                    .await(LIMIT)
                    .getFirst()
                    .equals(true);
        } catch (DBusException e) {
            return false;
        }
    }

    /** Whoever has this name answers. */
    boolean busPeer(String name, String path) throws InterruptedException {
        try (DBus bus = DBus.connect(sessionBus)) {
            bus.send(Call.of(name, path, "org.freedesktop.DBus.Peer", "Ping")).await(LIMIT);
            return true;
        } catch (DBusException e) {
            return false;
        }
    }
}
