package org.pilothouse.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.http.Listen;

/**
 * What the environment variables say about people who look at the desktop without a gateway;
 * sandbox-image/README.md lists them.
 *
 * @param vnc where the X server speaks RFB over TCP
 * @param noVnc where noVNC's page is served
 * @param passwordFile the desktop's password as text, made where it is absent
 * @param names under which the page answers, beside those of loopback
 * @param noVncFolder noVNC's files
 * @param takeoverUrl where people take the desktop over; null where nobody said and there is no noVNC
 */
public record LiveSettings(
        Optional<Listen.Tcp> vnc,
        Optional<Listen.Tcp> noVnc,
        Path passwordFile,
        Set<String> names,
        Path noVncFolder,
        @Nullable String takeoverUrl) {
    private static final String TAKEOVER_URL = "TAKEOVER_URL";
    private static final int MAX_PORT = 65_535;

    /**
     * @throws Settings.InvalidException where a value is not of its form
     */
    static LiveSettings read(Map<String, String> environment) throws Settings.InvalidException {
        Optional<Listen.Tcp> noVnc = tcp(environment, "PILOTHOUSE_NOVNC_LISTEN");
        String file = environment.getOrDefault("PILOTHOUSE_VNC_PASSWORD_FILE", "");
        Path home = Path.of(environment.getOrDefault("HOME", "/home/desk"));
        return new LiveSettings(
                tcp(environment, "PILOTHOUSE_VNC_LISTEN"),
                noVnc,
                file.isBlank() ? home.resolve(".config/pilothouse/vnc-password") : Path.of(file),
                ApiSettings.names(environment),
                Path.of(environment.getOrDefault("PILOTHOUSE_NOVNC_FOLDER", "/opt/pilothouse/novnc")),
                takeoverUrl(environment, noVnc));
    }

    /** Whether anybody needs the password. */
    public boolean wanted() {
        return vnc.isPresent() || noVnc.isPresent();
    }

    private static Optional<Listen.Tcp> tcp(Map<String, String> environment, String variable)
            throws Settings.InvalidException {
        String text = environment.getOrDefault(variable, "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (ApiSettings.place(variable, text) instanceof Listen.Tcp tcp) {
            return Optional.of(tcp);
        }
        throw new Settings.InvalidException(
                variable + " is '" + text + "'; it must be ADDRESS:PORT such as 127.0.0.1:5900");
    }

    /** What the gateway's people are shown; so it has neither a password nor a token. */
    private static @Nullable String takeoverUrl(Map<String, String> environment, Optional<Listen.Tcp> noVnc)
            throws Settings.InvalidException {
        String given = environment.getOrDefault(TAKEOVER_URL, "");
        if (given.isBlank()) {
            return noVnc.isEmpty()
                    ? null
                    : "http://127.0.0.1:" + publishedPort(environment, noVnc.get()) + "/vnc.html?autoconnect=true";
        }
        try {
            URI uri = URI.create(given);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return given;
            }
        } catch (IllegalArgumentException e) {
            // told below, with the other ways to be wrong
        }
        throw new Settings.InvalidException(TAKEOVER_URL + " is '" + given
                + "'; it must be an http:// or https:// address without a password in it");
    }

    private static int publishedPort(Map<String, String> environment, Listen.Tcp noVnc)
            throws Settings.InvalidException {
        String text = environment.getOrDefault("PILOTHOUSE_NOVNC_PORT", "");
        if (text.isBlank()) {
            return noVnc.port();
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
            return Integer.parseInt(text);
        }
        throw new Settings.InvalidException("PILOTHOUSE_NOVNC_PORT is '" + text + "'; it must be a port's number");
    }
}
