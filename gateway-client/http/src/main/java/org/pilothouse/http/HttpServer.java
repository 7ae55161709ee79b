package org.pilothouse.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** An HTTP server with WebSockets, on TCP or unix sockets. Each request runs on a virtual thread. */
public final class HttpServer implements AutoCloseable {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final long IDLE_MILLIS = 60_000;

    private final Server server;
    private final List<Listen> places;
    private final List<AbstractConnector> connectors = new ArrayList<>();
    private final OpenStreams streams = new OpenStreams();

    /**
     * @param maxRequests at the same time; what comes on top waits
     */
    public HttpServer(List<Listen> places, HttpApi api, int maxRequests) {
        this.places = List.copyOf(places);
        // Jetty's default of 200 would let as many log followers keep everybody else out
        VirtualThreadPool threads = new VirtualThreadPool(maxRequests);
        threads.setName("http");
        server = new Server(threads);
        for (Listen place : this.places) {
            AbstractConnector connector = connector(place);
            connector.setIdleTimeout(IDLE_MILLIS);
            server.addConnector(connector);
            connectors.add(connector);
        }
        ServerWebSocketContainer.ensure(server);
        server.setHandler(new ApiHandler(api, streams));
        server.setErrorHandler(new ErrorAnswers(api));
    }

    private AbstractConnector connector(Listen place) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // Jetty's cache of headers ignores case, in tokens too
        http.setHeaderCacheSize(0);
        http.setRequestHeaderSize(HEADER_BYTES);
        HttpConnectionFactory protocol = new HttpConnectionFactory(http);
        return switch (place) {
            case Listen.Tcp tcp -> {
                ServerConnector connector = new ServerConnector(server, 1, 1, protocol);
                connector.setHost(tcp.host());
                connector.setPort(tcp.port());
                yield connector;
            }
            case Listen.Unix unix -> {
                UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, protocol);
                connector.setUnixDomainPath(unix.path());
                yield connector;
            }
        };
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException where a port or socket is taken
     */
    public void start() {
        try {
            for (Listen place : places) {
                if (place instanceof Listen.Unix(var path)) {
                    Files.deleteIfExists(path);
                }
            }
            server.start();
            for (Listen place : places) {
                if (place instanceof Listen.Unix(var path)) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
                }
            }
        } catch (Exception e) { // Jetty's life cycle declares nothing narrower
            throw new IllegalStateException("cannot listen on " + places + ": " + e.getMessage(), e);
        }
    }

    /** Of the first TCP address. */
    public URI uri() {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) instanceof Listen.Tcp(String host, int _)
                    && connectors.get(i) instanceof ServerConnector connector) {
                return URI.create("http://" + new Listen.Tcp(host, connector.getLocalPort()));
            }
        }
        throw new IllegalStateException("the server listens on no TCP address");
    }

    /** Ends every answer that is still being written to this credential. */
    public void cut(String credential) {
        streams.cut(credential);
    }

    @Override
    public void close() {
        try {
            server.stop();
            for (Listen place : places) {
                if (place instanceof Listen.Unix(var path)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the server's socket cannot be removed", e);
        } catch (Exception e) { // Jetty's life cycle declares nothing narrower
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }
}
