package org.pilothouse.rfb.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.rfb.RfbAddress;

class SshAddressProviderTest {
    @ParameterizedTest
    @CsvSource({
        "vnc+ssh://me@gate, gate, 5900",
        "vnc+ssh://gate:2222/, gate, 5900",
        "vnc+ssh://me@gate/localhost:1, gate, 5901",
        "vnc+ssh://me@gate/desk:5905, desk, 5905",
        "vnc+ssh://me@gate/127.0.0.1:7000, gate, 7000",
        "vnc+ssh://me@[::1]/unix:/run/vnc.sock, ::1, 0"
    })
    void isFoundByItsScheme(String text, String host, int port) {
        RfbAddress address = RfbAddress.parse(text);
        assertEquals(host, address.host());
        assertEquals(port, address.port());
        assertTrue(address.patience().toSeconds() > 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vnc+ssh://",
                "vnc+ssh://@gate",
                "vnc+ssh://me@gate/unix:run",
                "vnc+ssh://me@gate/a/b",
                "vnc+ssh://me@gate/you@desk",
                "vnc+ssh://me@gate/?x",
                "vnc+ssh://me:secret@gate/"
            })
    void whatIsNoAddressIsRefusedInOneSentence(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> RfbAddress.parse(text))
                .getMessage();
        assertEquals(1, message.lines().count());
    }

    @Test
    void aPasswordInAnAddressIsNotRepeated() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> RfbAddress.parse("vnc+ssh://me:secret@gate/"))
                .getMessage();
        assertTrue(!message.contains("secret"), message);
    }
}
