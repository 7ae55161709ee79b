package org.pilothouse.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.http.Listen;

class ApiSettingsTest {
    @Test
    void thereIsNoServerUnlessItIsAskedFor() throws Exception {
        assertTrue(ApiSettings.read(Map.of("HOME", "/home/desk")).isEmpty());
        assertTrue(ApiSettings.read(Map.of("PILOTHOUSE_API_LISTEN", " ")).isEmpty());
    }

    @Test
    void tcpAndUnixSockets() throws Exception {
        ApiSettings settings = ApiSettings.read(Map.of(
                        "PILOTHOUSE_API_LISTEN",
                        "127.0.0.1:2280,[::1]:0, unix:/run/pilothouse/api.sock",
                        "PILOTHOUSE_API_HOSTS",
                        "sandbox desktop",
                        "HOME",
                        "/h"))
                .orElseThrow();
        assertEquals(
                List.of(
                        new Listen.Tcp("127.0.0.1", 2280),
                        new Listen.Tcp("::1", 0),
                        new Listen.Unix(Path.of("/run/pilothouse/api.sock"))),
                settings.listen());
        assertEquals(Path.of("/h/.config/pilothouse/api-token"), settings.tokenFile());
        assertEquals(Set.of("sandbox", "desktop"), settings.names());
        assertTrue(settings.authenticated());
    }

    @Test
    void withoutATokenOnlyWhereNobodyElseCanReachIt() throws Exception {
        for (String place : List.of("127.0.0.1:2280", "localhost:2280", "[::1]:2280", "unix:/run/a.sock")) {
            assertFalse(ApiSettings.read(Map.of("PILOTHOUSE_API_LISTEN", place, "PILOTHOUSE_API_AUTH", "none"))
                    .orElseThrow()
                    .authenticated());
        }
        for (String place : List.of("0.0.0.0:2280", "[::]:2280", "127.0.0.1:1,10.0.0.1:2280", "127.evil.example:1")) {
            var refused = assertThrows(
                    Settings.InvalidException.class,
                    () -> ApiSettings.read(Map.of("PILOTHOUSE_API_LISTEN", place, "PILOTHOUSE_API_AUTH", "none")));
            assertTrue(refused.getMessage().contains("only on loopback"), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2280", ":2280", "127.0.0.1", "127.0.0.1:99999", "unix:relative", "unix:", "http://a:1"})
    void whatCannotBeMeantIsRefused(String place) {
        var refused = assertThrows(
                Settings.InvalidException.class, () -> ApiSettings.read(Map.of("PILOTHOUSE_API_LISTEN", place)));
        assertTrue(refused.getMessage().contains("'" + place + "'"), refused.getMessage());
    }
}
