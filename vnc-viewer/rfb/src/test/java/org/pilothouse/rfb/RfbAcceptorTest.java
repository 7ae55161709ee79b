package org.pilothouse.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pilothouse.rfb.client.RfbClient;
import org.pilothouse.rfb.testing.Events;

class RfbAcceptorTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void serversThatComeAreServedOneAfterTheOther() throws Exception {
        try (RfbAcceptor acceptor = RfbAcceptor.bind(anyPort())) {
            for (int i = 0; i < 3; i++) {
                try (Socket server = new Socket()) {
                    server.connect(acceptor.address());
                    try (RfbTransport transport = acceptor.accept(SOON)) {
                        server.getOutputStream().write(i);
                        assertEquals(i, transport.input().read());
                        transport.output().write(7);
                        assertEquals(7, server.getInputStream().read());
                    }
                }
            }
        }
    }

    @Test
    void theWaitIsBounded() throws Exception {
        try (RfbAcceptor acceptor = RfbAcceptor.bind(anyPort())) {
            String message = assertThrows(SocketTimeoutException.class, () -> acceptor.accept(Duration.ofMillis(100)))
                    .getMessage();
            assertTrue(message.startsWith("No server connected within"), message);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (RfbAcceptor acceptor = RfbAcceptor.bind(anyPort())) {
            InetSocketAddress taken = acceptor.address();
            String message = assertThrows(IOException.class, () -> RfbAcceptor.bind(taken))
                    .getMessage();
            assertTrue(message.contains(String.valueOf(taken.getPort())), message);
        }
    }

    @Test
    void closingEndsAWait() throws Exception {
        RfbAcceptor acceptor = RfbAcceptor.bind(anyPort());
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                acceptor.accept(SOON).close();
                return false;
            } catch (IOException e) {
                return !(e instanceof SocketTimeoutException);
            }
        });
        acceptor.close();
        assertTrue(waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aSessionThatWaitsForAServerCanBeClosed() throws Exception {
        Events events = new Events();
        RfbSession session = RfbClient.connect(RfbTransport.listen(anyPort(), SOON), RfbOptions.defaults(), events);
        session.close();
        assertEquals(CloseReason.Kind.LOCAL, events.awaitClosed().kind());
        assertTrue(session.awaitClosed(Duration.ofSeconds(10)), "its thread ends");
    }

    @Test
    void whoComesAndSpeaksSomethingElseEndsOnlyItsSession() throws Exception {
        Events events = new Events();
        try (RfbAcceptor acceptor = RfbAcceptor.bind(anyPort());
                Socket scanner = new Socket()) {
            scanner.connect(acceptor.address());
            scanner.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (RfbSession _ = RfbClient.connect(acceptor.accept(SOON), RfbOptions.defaults(), events)) {
                assertEquals(CloseReason.Kind.PROTOCOL, events.awaitClosed().kind());
            }
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
