package org.pilothouse.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pilothouse.http.Listen;

/**
 * What the environment variables say about the agent's HTTP server; sandbox-image/README.md lists them.
 *
 * @param listen at least one place
 * @param tokenFile made where it is absent
 * @param names under which the server answers, beside those of loopback
 * @param authenticated whether a token is needed
 */
public record ApiSettings(List<Listen> listen, Path tokenFile, Set<String> names, boolean authenticated) {
    private static final String LISTEN = "PILOTHOUSE_API_LISTEN";
    private static final String UNIX = "unix:";
    private static final Pattern TCP = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):([0-9]{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");
    private static final int MAX_SOCKET_PATH = 107;

    /**
     * Empty where there is to be no server.
     *
     * @throws Settings.InvalidException where a value is not of its form
     */
    public static Optional<ApiSettings> read(Map<String, String> environment) throws Settings.InvalidException {
        List<Listen> places = new ArrayList<>();
        for (String place : words(environment, LISTEN)) {
            places.add(place(LISTEN, place));
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        String file = environment.getOrDefault("PILOTHOUSE_API_TOKEN_FILE", "");
        Path home = Path.of(environment.getOrDefault("HOME", "/home/desk"));
        return Optional.of(new ApiSettings(
                List.copyOf(places),
                file.isBlank() ? home.resolve(".config/pilothouse/api-token") : Path.of(file),
                names(environment),
                authenticated(environment, places)));
    }

    /** Of this machine, beside those of loopback. */
    static Set<String> names(Map<String, String> environment) {
        return words(environment, "PILOTHOUSE_API_HOSTS").stream().collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> words(Map<String, String> environment, String name) {
        return Stream.of(environment.getOrDefault(name, "").split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static Listen place(String variable, String text) throws Settings.InvalidException {
        if (text.startsWith(UNIX)) {
            Path path = Path.of(text.substring(UNIX.length()));
            if (path.isAbsolute() && path.toString().length() <= MAX_SOCKET_PATH) {
                return new Listen.Unix(path);
            }
        }
        Matcher tcp = TCP.matcher(text);
        if (tcp.matches() && Integer.parseInt(tcp.group(2)) <= 65_535) {
            return new Listen.Tcp(tcp.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(tcp.group(2)));
        }
        throw new Settings.InvalidException(variable + " has '" + text
                + "'; it must be ADDRESS:PORT such as 127.0.0.1:2280, or unix: and an absolute path of at most "
                + MAX_SOCKET_PATH + " characters");
    }

    private static boolean authenticated(Map<String, String> environment, List<Listen> places)
            throws Settings.InvalidException {
        String text = environment.getOrDefault("PILOTHOUSE_API_AUTH", "token");
        if (text.equals("token")) {
            return true;
        }
        if (!text.equals("none")) {
            throw new Settings.InvalidException("PILOTHOUSE_API_AUTH is '" + text + "'; it must be token or none");
        }
        for (Listen place : places) {
            if (place instanceof Listen.Tcp
                    && !LOOPBACK.matcher(place.toString().replaceAll(":[0-9]+$", ""))
                            .matches()) {
                throw new Settings.InvalidException("PILOTHOUSE_API_AUTH is 'none', which is possible only on loopback"
                        + " and on unix sockets; " + place + " is neither");
            }
        }
        return false;
    }
}
