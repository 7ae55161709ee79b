package org.pilothouse.rfb;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a server is, as a person writes it: {@code vnc://host}, {@code vnc://host:port}, {@code host:port}, or {@code unix:/path} for a
 * unix socket. Numbers below 100 are display numbers, as in {@code host:1}.
 *
 * @param text as written
 * @param host its name or number; of a unix socket the whole address
 * @param port 0 for a unix socket
 * @param dialer opens it
 */
public record RfbAddress(String text, String host, int port, RfbDialer dialer) {
    private static final int FIRST_PORT = 5900;
    private static final int MOST_DISPLAYS = 100;
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(10);
    private static final String UNIX = "unix:";

    /**
     * Understands an address.
     *
     * @throws IllegalArgumentException with a sentence for the person who wrote it
     */
    public static RfbAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            String path = text.substring(UNIX.length());
            if (path.isEmpty()) {
                throw new IllegalArgumentException(
                        "The address " + text + " names no socket; write unix:/path/of/socket.");
            }
            return new RfbAddress(text, text, 0, RfbTransport.unix(Path.of(path)));
        }
        URI uri = uri(text);
        String host = uri.getHost();
        String path = uri.getPath();
        boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && (path.isEmpty() || path.equals("/"));
        if (!"vnc".equals(uri.getScheme()) || host == null || !plain) {
            throw new IllegalArgumentException(
                    "The address " + text + " is not understood; write vnc://host:port or unix:/path.");
        }
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = port(uri.getPort());
        return new RfbAddress(text, name, port, RfbTransport.tcp(name, port, DIAL_TIMEOUT));
    }

    private static int port(int written) {
        if (written < 0) {
            return FIRST_PORT;
        }
        return written < MOST_DISPLAYS ? FIRST_PORT + written : written;
    }

    private static URI uri(String text) {
        try {
            return new URI(text.contains("://") ? text : "vnc://" + text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "The address " + text + " is not understood; write vnc://host:port or unix:/path.", e);
        }
    }
}
