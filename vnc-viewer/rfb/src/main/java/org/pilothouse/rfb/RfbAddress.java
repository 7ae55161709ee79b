package org.pilothouse.rfb;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Where a server is, as a person writes it: {@code vnc://host}, {@code vnc://host:port}, {@code host:port}; {@code unix:/path} for a
 * unix socket; {@code ws://host:port/path} and {@code wss://} for a WebSocket; {@code listen://host:port} to wait for a server that
 * connects to us. What an {@link RfbAddressProvider} understands is understood too. Numbers below 100 are display numbers, as in
 * {@code host:1}.
 *
 * @param text as written
 * @param host its name or number, which a certificate of it has to name; of a unix socket the whole address; empty where any server may come
 * @param port 0 where there is none
 * @param dialer opens it
 * @param patience how long the dialer takes at most
 */
public record RfbAddress(String text, String host, int port, RfbDialer dialer, Duration patience) {
    /** How long most servers may take. */
    public static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LISTEN_TIMEOUT = Duration.ofMinutes(10);
    private static final int FIRST_PORT = 5900;
    private static final int MOST_DISPLAYS = 100;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String UNIX = "unix:";
    private static final String LISTEN = "listen://";
    private static final String FORMS =
            "vnc://host:port, unix:/path, ws://host:port/path, wss://host/path or listen://host:port.";

    /**
     * Understands an address that needs no log-in before VNC's own.
     *
     * @throws IllegalArgumentException with a sentence for the person who wrote it
     */
    public static RfbAddress parse(String text) {
        return parse(text, TunnelAccess.none());
    }

    /**
     * Understands an address.
     *
     * @param access for ways that want a log-in of their own
     * @throws IllegalArgumentException with a sentence for the person who wrote it
     */
    public static RfbAddress parse(String text, TunnelAccess access) {
        if (text.startsWith(UNIX)) {
            return unix(text);
        }
        if (text.startsWith(LISTEN)) {
            return listen(text);
        }
        URI uri = uri(text, text.contains("://") ? text : "vnc://" + text);
        return switch (String.valueOf(uri.getScheme())) {
            case "vnc" -> tcp(text, uri);
            case "ws" -> webSocket(text, uri, 80);
            case "wss" -> webSocket(text, uri, 443);
            default -> provided(text, uri, access);
        };
    }

    private static RfbAddress unix(String text) {
        String path = text.substring(UNIX.length());
        if (path.isEmpty()) {
            throw new IllegalArgumentException("The address " + text + " names no socket; write unix:/path/of/socket.");
        }
        return new RfbAddress(text, text, 0, RfbTransport.unix(Path.of(path)), DIAL_TIMEOUT);
    }

    private static RfbAddress listen(String text) {
        String rest = text.substring(LISTEN.length());
        boolean anyHost = rest.isEmpty() || rest.startsWith(":") || rest.equals("/");
        URI uri = uri(text, LISTEN + (anyHost ? LOOPBACK : "") + rest);
        requirePlain(text, uri);
        int port = uri.getPort() < 0 ? RfbAcceptor.DEFAULT_PORT : uri.getPort();
        RfbDialer dialer = () -> RfbTransport.listen(new InetSocketAddress(host(uri), port), LISTEN_TIMEOUT)
                .dial();
        return new RfbAddress(text, "", port, dialer, LISTEN_TIMEOUT);
    }

    private static RfbAddress tcp(String text, URI uri) {
        requirePlain(text, uri);
        int port = vncPort(uri.getPort());
        return new RfbAddress(text, host(uri), port, RfbTransport.tcp(host(uri), port, DIAL_TIMEOUT), DIAL_TIMEOUT);
    }

    private static RfbAddress webSocket(String text, URI uri, int standardPort) {
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw notUnderstood(text);
        }
        int port = uri.getPort() < 0 ? standardPort : uri.getPort();
        return new RfbAddress(text, host(uri), port, RfbTransport.webSocket(uri, DIAL_TIMEOUT), DIAL_TIMEOUT);
    }

    private static RfbAddress provided(String text, URI uri, TunnelAccess access) {
        return providers()
                .filter(provider -> provider.scheme().equals(uri.getScheme()))
                .findFirst()
                .orElseThrow(() -> notUnderstood(text))
                .address(text, uri, access);
    }

    private static Stream<RfbAddressProvider> providers() {
        return ServiceLoader.load(RfbAddressProvider.class).stream().map(ServiceLoader.Provider::get);
    }

    /**
     * The port that a person means by a number after a VNC server's name.
     *
     * @param written negative where there is none
     */
    public static int vncPort(int written) {
        if (written < 0) {
            return FIRST_PORT;
        }
        return written < MOST_DISPLAYS ? FIRST_PORT + written : written;
    }

    private static void requirePlain(String text, URI uri) {
        String path = uri.getPath();
        boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && (path.isEmpty() || path.equals("/"));
        if (uri.getHost() == null || !plain) {
            throw notUnderstood(text);
        }
    }

    /** The host without the brackets of an IPv6 number. */
    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static URI uri(String text, String completed) {
        try {
            return new URI(completed);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(notUnderstood(text).getMessage(), e);
        }
    }

    private static IllegalArgumentException notUnderstood(String text) {
        return new IllegalArgumentException("The address " + text + " is not understood; write " + FORMS);
    }
}
