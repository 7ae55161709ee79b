package org.pilothouse.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.x11.Size;

/**
 * What the container's environment variables say; sandbox-image/README.md lists them.
 *
 * @param environmentId the environment that the sandbox belongs to, if a gateway manages it
 * @param label what people call it
 * @param home where the device's identity is kept
 * @param run a writable folder on a tmpfs for sockets, state and logs
 * @param live for people who look at the desktop without a gateway
 */
public record Settings(
        @Nullable String environmentId,
        String label,
        Size geometry,
        Gateway gateway,
        Path home,
        Path run,
        LiveSettings live) {
    private static final Pattern GEOMETRY = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");
    private static final int MIN_EDGE = 200;
    private static final int MAX_EDGE = 8192;

    /** Where recordings and the audit log are kept. */
    public Path state() {
        return home.resolve(".local/state/pilothouse");
    }

    /** How the gateway is reached. */
    public sealed interface Gateway {
        /**
         * The gateway's relay listens here, some time after the start and again after every restart of the gateway.
         */
        record Relay(Path socket) implements Gateway {}

        /**
         * @param url of the WebSocket, {@code ws} or {@code wss}
         * @param tokenFile read at each attempt, so that a token can be replaced
         */
        record Url(URI url, @Nullable Path tokenFile) implements Gateway {}
    }

    /** A variable has a value that cannot be meant; the message names it. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        public InvalidException(String message) {
            super(message);
        }
    }

    /**
     * @throws InvalidException where a value is not of its form
     */
    public static Settings read(Map<String, String> environment) throws InvalidException {
        String id = environment.getOrDefault("PILOTHOUSE_ENVIRONMENT_ID", "");
        String label = environment.getOrDefault("PILOTHOUSE_LABEL", "");
        return new Settings(
                id.isBlank() ? null : id,
                label.isBlank() ? "sandbox" : label,
                geometry(environment.getOrDefault("PILOTHOUSE_GEOMETRY", "1280x800")),
                gateway(environment),
                Path.of(environment.getOrDefault("HOME", "/home/desk")),
                Path.of(environment.getOrDefault("PILOTHOUSE_RUN", "/run/pilothouse")),
                LiveSettings.read(environment));
    }

    /** What a gateway's people see: the label, and where the desktop can be taken over if not through the gateway. */
    public String shownLabel() {
        String url = live.takeoverUrl();
        return url == null ? label : label + " (takeover: " + url + ")";
    }

    private static Size geometry(String text) throws InvalidException {
        Matcher matcher = GEOMETRY.matcher(text);
        if (matcher.matches()) {
            int width = Integer.parseInt(matcher.group(1));
            int height = Integer.parseInt(matcher.group(2));
            if (Math.min(width, height) >= MIN_EDGE && Math.max(width, height) <= MAX_EDGE) {
                return new Size(width, height);
            }
        }
        throw new InvalidException("PILOTHOUSE_GEOMETRY is '" + text + "'; it must be WIDTHxHEIGHT, each from "
                + MIN_EDGE + " to " + MAX_EDGE + ", such as 1280x800");
    }

    private static Gateway gateway(Map<String, String> environment) throws InvalidException {
        String url = environment.getOrDefault("PILOTHOUSE_GATEWAY_URL", "");
        if (url.isBlank()) {
            return new Gateway.Relay(
                    Path.of(environment.getOrDefault("PILOTHOUSE_GATEWAY_SOCKET", "/run/pilothouse/gateway.sock")));
        }
        String tokenFile = environment.getOrDefault("PILOTHOUSE_GATEWAY_TOKEN_FILE", "");
        try {
            URI uri = URI.create(url);
            if (("ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme())) && uri.getHost() != null) {
                return new Gateway.Url(uri, tokenFile.isBlank() ? null : Path.of(tokenFile));
            }
        } catch (IllegalArgumentException e) {
            // told below, with the other ways to be wrong
        }
        throw new InvalidException("PILOTHOUSE_GATEWAY_URL is '" + url + "'; it must be a ws:// or wss:// address");
    }
}
