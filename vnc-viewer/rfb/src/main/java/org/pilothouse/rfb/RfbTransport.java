package org.pilothouse.rfb;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A pair of streams to a server. One thread reads, another writes. {@link #close()} must make both return soon, and may be called
 * by any thread, more than once.
 */
public interface RfbTransport extends Closeable {
    InputStream input();

    OutputStream output();

    /** Any two streams; {@code closer} must end a read that is under way. */
    static RfbTransport of(InputStream input, OutputStream output, Closeable closer) {
        return new StreamTransport(input, output, closer);
    }

    /** A TCP connection. The host name is resolved when the dialer is called. */
    static RfbDialer tcp(String host, int port, Duration timeout) {
        return () -> SocketTransport.tcp(new InetSocketAddress(host, port), timeout);
    }

    /** A unix domain socket. */
    static RfbDialer unix(Path socket) {
        return () -> SocketTransport.unix(socket);
    }

    /**
     * The binary messages of a WebSocket, as websockify and noVNC's proxies have it. The JDK's client uses TLS's classes even without TLS, so
     * that {@link AnonymousTls#permit()} would come too late afterwards.
     *
     * @param address {@code ws://} or {@code wss://}, with path and query; the certificate of the latter is checked as the JDK does
     */
    static RfbDialer webSocket(URI address, Duration timeout) {
        return () -> WebSocketTransport.open(address, timeout);
    }

    /**
     * The next server that connects to us; each dial listens anew, and not longer than it takes.
     *
     * @param address port 0 makes no sense here; see {@link RfbAcceptor} to learn the port, and for several servers
     * @param timeout how long to wait for a server
     */
    static RfbDialer listen(InetSocketAddress address, Duration timeout) {
        return () -> {
            try (RfbAcceptor acceptor = RfbAcceptor.bind(address)) {
                return acceptor.accept(timeout);
            }
        };
    }

    /** A transport that is already open. */
    static RfbDialer opened(RfbTransport transport) {
        return new RfbDialer() {
            @Override
            public RfbTransport dial() throws IOException {
                return transport;
            }
        };
    }
}
