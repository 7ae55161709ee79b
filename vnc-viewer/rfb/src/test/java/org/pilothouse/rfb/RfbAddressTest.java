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
    @ValueSource(strings = {"", "http://host", "vnc://host/path", "vnc://user@host", "unix:", "a b", "vnc://"})
    void whatIsNoAddressIsRefusedInOneSentence(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> RfbAddress.parse(text))
                .getMessage();
        assertTrue(message.contains("unix:/path"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void anUnknownHostIsNamed() {
        RfbDialer dialer = RfbAddress.parse("vnc://no-such-host.invalid:1").dialer();
        String message = assertThrows(IOException.class, dialer::dial).getMessage();
        assertTrue(message.contains("no-such-host.invalid"), message);
    }
}
