package org.pilothouse.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RfbAddressTest {
    @Test
    void aHostWithAPortIsDialled() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + server.getLocalPort();
            RfbAddress.parse(address).dialer().dial().close();
            RfbAddress.parse("vnc://" + address + "/").dialer().dial().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://host",
                "vnc://host/path",
                "vnc://user@host",
                "unix:",
                "a b",
                "vnc://",
                "ws://",
                "ws://me@host/",
                "ws://host/#part",
                "listen://a/b",
                "listen://me@host",
                "vnc+ssh://host",
                "listen://:x"
            })
    void whatIsNoAddressIsRefusedInOneSentence(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> RfbAddress.parse(text))
                .getMessage();
        assertTrue(message.contains("unix:/path"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void aListeningViewerNeedsNoHost() {
        assertEquals(5500, RfbAddress.parse("listen://").port());
        assertEquals(5501, RfbAddress.parse("listen://:5501").port());
        assertEquals("", RfbAddress.parse("listen://0.0.0.0:5501/").host());
        assertTrue(RfbAddress.parse("listen://").patience().toMinutes() >= 1);
    }

    @Test
    void aWebSocketHasAHostAndAPort() {
        assertEquals(80, RfbAddress.parse("ws://host/path?token=a").port());
        assertEquals(443, RfbAddress.parse("wss://host").port());
        assertEquals("::1", RfbAddress.parse("ws://[::1]:6080/websockify").host());
    }

    @Test
    void anUnknownHostIsNamed() {
        RfbDialer dialer = RfbAddress.parse("vnc://no-such-host.invalid:1").dialer();
        String message = assertThrows(IOException.class, dialer::dial).getMessage();
        assertTrue(message.contains("no-such-host.invalid"), message);
    }
}
