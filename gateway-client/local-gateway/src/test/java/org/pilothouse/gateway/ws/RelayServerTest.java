package org.pilothouse.gateway.ws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pilothouse.gateway.relay.RelayPorts;

class RelayServerTest {
    @Test
    void aConnectionThatIsNoRelayIsDroppedUnheard() throws IOException {
        try (RelayServer server = new RelayServer(new RelayPorts(), null);
                Socket stranger = new Socket("127.0.0.1", server.port())) {
            stranger.setSoTimeout(5000);
            stranger.getOutputStream()
                    .write("GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            int answer;
            try {
                answer = stranger.getInputStream().read();
            } catch (SocketException reset) {
                answer = -1;
            }
            assertEquals(-1, answer);
        }
    }
}
