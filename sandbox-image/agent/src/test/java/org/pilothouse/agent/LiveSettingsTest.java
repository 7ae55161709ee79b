package org.pilothouse.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.http.Listen;

class LiveSettingsTest {
    @Test
    void nobodyLooksInWhereNothingIsSaid() throws Exception {
        Settings settings = Settings.read(Map.of("PILOTHOUSE_LABEL", "box"));
        assertFalse(settings.live().wanted());
        assertEquals("box", settings.shownLabel());
    }

    @Test
    void theLabelShowsWhereToTakeOver() throws Exception {
        Settings settings = Settings.read(Map.of(
                "PILOTHOUSE_LABEL", "box",
                "PILOTHOUSE_VNC_LISTEN", "0.0.0.0:5900",
                "PILOTHOUSE_NOVNC_LISTEN", "0.0.0.0:6080",
                "PILOTHOUSE_NOVNC_PORT", "16080"));
        assertEquals(
                Optional.of(new Listen.Tcp("0.0.0.0", 5900)), settings.live().vnc());
        assertTrue(settings.live().wanted());
        assertEquals("box (takeover: http://127.0.0.1:16080/vnc.html?autoconnect=true)", settings.shownLabel());
    }

    @Test
    void theTakeoverAddressCanBeAnother() throws Exception {
        Settings settings =
                Settings.read(Map.of("PILOTHOUSE_LABEL", "box", "TAKEOVER_URL", "https://desk.example/vnc.html"));
        assertEquals("box (takeover: https://desk.example/vnc.html)", settings.shownLabel());
    }

    @ParameterizedTest
    @CsvSource({
        "PILOTHOUSE_VNC_LISTEN, 5900",
        "PILOTHOUSE_NOVNC_LISTEN, unix:/run/x",
        "PILOTHOUSE_NOVNC_LISTEN, 0.0.0.0:99999",
        "TAKEOVER_URL, ftp://x/",
        "TAKEOVER_URL, http://user:secret@x/"
    })
    void whatCannotBeMeantIsNamed(String variable, String value) {
        var refused = assertThrows(Settings.InvalidException.class, () -> Settings.read(Map.of(variable, value)));
        assertTrue(refused.getMessage().startsWith(variable), refused.getMessage());
    }
}
