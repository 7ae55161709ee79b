package org.pilothouse.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.agent.x11.Size;

class SettingsTest {
    @Test
    void defaultsAreThoseOfTheReadme() throws Exception {
        Settings settings = Settings.read(Map.of());
        assertEquals(new Size(1280, 800), settings.geometry());
        assertEquals("sandbox", settings.label());
        assertEquals(new Settings.Gateway.Relay(Path.of("/run/pilothouse/gateway.sock")), settings.gateway());
    }

    @Test
    void aUrlWinsOverTheRelay() throws Exception {
        Settings settings = Settings.read(Map.of(
                "PILOTHOUSE_GATEWAY_URL", "wss://tyrum.example:8788/ws",
                "PILOTHOUSE_GATEWAY_TOKEN_FILE", "/run/token",
                "PILOTHOUSE_LABEL", "build box",
                "PILOTHOUSE_GEOMETRY", "1920x1080"));
        assertEquals(
                new Settings.Gateway.Url(URI.create("wss://tyrum.example:8788/ws"), Path.of("/run/token")),
                settings.gateway());
        assertEquals("build box", settings.label());
        assertEquals(new Size(1920, 1080), settings.geometry());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1280", "0x0", "1280x800x24", "100000x100000", "-1x5", "big"})
    void aWrongGeometryIsNamed(String geometry) {
        var refused = assertThrows(
                Settings.InvalidException.class, () -> Settings.read(Map.of("PILOTHOUSE_GEOMETRY", geometry)));
        assertTrue(refused.getMessage().startsWith("PILOTHOUSE_GEOMETRY is '" + geometry + "'"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x/ws", "ws:/x", "nonsense", "ws://h o/x"})
    void aWrongUrlIsNamed(String url) {
        var refused = assertThrows(
                Settings.InvalidException.class, () -> Settings.read(Map.of("PILOTHOUSE_GATEWAY_URL", url)));
        assertTrue(refused.getMessage().startsWith("PILOTHOUSE_GATEWAY_URL is "), refused.getMessage());
    }
}
