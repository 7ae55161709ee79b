package org.pilothouse.agent.live;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/** Carries RFB between WebSockets and the X server's unix socket, byte for byte. */
public final class VncRelay {
    private static final int CHUNK = 64 * 1024;

    private final UnixDomainSocketAddress vnc;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

    VncRelay(Path vncSocket) {
        this.vnc = UnixDomainSocketAddress.of(vncSocket);
    }

    Session.Listener viewer() {
        return new Viewer();
    }

    int viewers() {
        return viewers.size();
    }

    void close() {
        viewers.forEach(viewer -> viewer.end(StatusCode.SHUTDOWN, "noVNC was stopped"));
    }

    /** One that looks on. Public, as Jetty wants what it calls to be. */
    public final class Viewer implements Session.Listener {
        private @Nullable Session session;
        private @Nullable SocketChannel channel;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            // A desktop on which nothing moves sends nothing.
            opened.setIdleTimeout(Duration.ZERO);
            try {
                SocketChannel connected = SocketChannel.open(StandardProtocolFamily.UNIX);
                channel = connected;
                connected.connect(vnc);
                viewers.add(this);
                Thread.ofVirtual().name("novnc").start(() -> pump(connected, opened));
                opened.demand();
            } catch (IOException _) {
                end(StatusCode.SERVER_ERROR, "the desktop is not there");
            }
        }

        /** The next message is asked for when the X server has taken this one. */
        @Override
        public void onWebSocketBinary(ByteBuffer message, Callback callback) {
            SocketChannel to = channel;
            Session from = session;
            if (to == null || from == null) {
                callback.succeed();
                return;
            }
            try {
                while (message.hasRemaining()) {
                    to.write(message);
                }
                callback.succeed();
                from.demand();
            } catch (IOException e) {
                callback.fail(e);
                end(StatusCode.SERVER_ERROR, "the desktop is gone");
            }
        }

        @Override
        public void onWebSocketText(String message) {
            end(StatusCode.BAD_DATA, "RFB is binary");
        }

        @Override
        public void onWebSocketClose(int status, @Nullable String reason, Callback callback) {
            disconnect();
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            disconnect();
        }

        private void pump(SocketChannel from, Session to) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            try {
                while (from.read(buffer.clear()) >= 0) {
                    Callback.Completable sent = new Callback.Completable();
                    to.sendBinary(buffer.flip(), sent);
                    sent.join();
                }
                end(StatusCode.SHUTDOWN, "the desktop's VNC server ended the connection");
            } catch (IOException | CompletionException _) {
                end(StatusCode.SHUTDOWN, "the connection broke");
            }
        }

        private void end(int status, String reason) {
            disconnect();
            Session ending = session;
            if (ending != null && ending.isOpen()) {
                ending.close(status, reason, Callback.NOOP);
            }
        }

        private void disconnect() {
            viewers.remove(this);
            SocketChannel ending = channel;
            if (ending != null) {
                try {
                    ending.close();
                } catch (IOException _) {
                    // it is gone either way
                }
            }
        }
    }
}
