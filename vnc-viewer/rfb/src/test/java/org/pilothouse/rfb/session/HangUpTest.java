package org.pilothouse.rfb.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbSession;
import org.pilothouse.rfb.RfbTransport;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;
import org.pilothouse.rfb.testing.FakeServer;
import org.pilothouse.rfb.testing.FakeServer.Message;

/** Over TCP, servers that hang up without having read all that we sent: the network then resets the connection. */
class HangUpTest {
    private final Events events = new Events();

    @RepeatedTest(10)
    void betweenMessagesItIsTheServersClose() throws Exception {
        CloseReason reason = reasonAfter(pixel());
        assertEquals(CloseReason.Kind.SERVER, reason.kind(), reason.message());
    }

    @RepeatedTest(10)
    void whatWasWrongBeforeIsStillTold() throws Exception {
        CloseReason reason = reasonAfter(Message.update(1).rect(0, 0, 99, 1, 0));
        assertEquals(CloseReason.Kind.PROTOCOL, reason.kind(), reason.message());
        assertTrue(reason.message().contains("outside"), reason.message());
    }

    private static Message pixel() {
        return Message.update(1).rect(0, 0, 1, 1, 0).pixel(0x123456);
    }

    private CloseReason reasonAfter(Message last) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> serve(listening, last));
            try (RfbSession _ = RfbClient.connect(
                    RfbTransport.tcp("127.0.0.1", listening.getLocalPort(), Duration.ofSeconds(5)),
                    RfbOptions.defaults(),
                    events)) {
                return events.awaitClosed();
            } finally {
                server.interrupt();
            }
        }
    }

    private static void serve(ServerSocket listening, Message last) {
        try (Socket socket = listening.accept()) {
            socket.getOutputStream().write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(12);
            socket.getOutputStream().write(new Message().u8(1).u8(1).bytes());
            socket.getInputStream().readNBytes(1);
            socket.getOutputStream().write(new Message().u32(0).bytes());
            socket.getInputStream().readNBytes(1);
            socket.getOutputStream().write(FakeServer.serverInit(8, 4, "rude").bytes());
            socket.getInputStream().readNBytes(10); // some of what the session says first, and no more
            socket.getOutputStream().write(last.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
