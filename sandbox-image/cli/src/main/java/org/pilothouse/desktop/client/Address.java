package org.pilothouse.desktop.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the agent's API is.
 *
 * @param host for the Host header
 */
public record Address(SocketAddress socket, String host) {
    private static final String UNIX = "unix:";
    private static final String DEFAULT = "unix:/run/pilothouse/api.sock";

    /**
     * @param text {@code unix:} and a path, or {@code http://host:port}
     * @throws IllegalArgumentException where it is neither
     */
    public static Address of(String text) {
        if (text.startsWith(UNIX)) {
            return new Address(UnixDomainSocketAddress.of(Path.of(text.substring(UNIX.length()))), "localhost");
        }
        URI uri = URI.create(text.contains("://") ? text : "http://" + text);
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(
                    "the agent's address is '" + text + "'; it must be unix:/path or http://host:port");
        }
        // What listens on every address is reached on this one.
        String host = uri.getHost().equals("0.0.0.0") ? "127.0.0.1" : uri.getHost();
        return new Address(new InetSocketAddress(host, uri.getPort()), host + ":" + uri.getPort());
    }

    /** As the environment says: where a client is told to go, or where the agent is told to listen. */
    public static Address of(Map<String, String> environment) {
        String listening = environment.getOrDefault("PILOTHOUSE_API_LISTEN", "");
        Optional<String> first = Stream.of(listening.split("[,\\s]+"))
                .filter(place -> !place.isEmpty())
                .min((a, b) -> Boolean.compare(b.startsWith(UNIX), a.startsWith(UNIX)));
        return of(Optional.ofNullable(environment.get("PILOTHOUSE_API"))
                .filter(text -> !text.isBlank())
                .or(() -> first)
                .orElse(DEFAULT));
    }

    @Override
    public String toString() {
        return socket instanceof UnixDomainSocketAddress unix ? UNIX + unix : "http://" + host;
    }
}
