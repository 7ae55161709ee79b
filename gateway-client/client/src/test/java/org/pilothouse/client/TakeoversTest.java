package org.pilothouse.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;

class TakeoversTest {
    private FakeGateway gateway;
    private GatewayClient client;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
        client = gateway.client();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void aTicketIsUsedOnceInAHeaderAndBytesFlowBothWays() throws Exception {
        gateway.on(
                        "GET /features",
                        200,
                        "{\"gateway\":\"pilothouse\",\"version\":\"1\",\"features\":[\"takeover.ticket\"]}")
                .on("POST /desktop-environments/e1/takeover-ticket", 200, """
                        {"status":"ok","takeover":{"takeover_id":"t","ticket":"one-time","mode":"view",
                         "path":"/desktop-environments/e1/takeover","expires_at":"2026-11-20T23:54:33Z"}}""")
                .onSocket("/desktop-environments/e1/takeover", new Echo());
        try (TakeoverStream stream = client.takeovers().open("e1", TakeoverMode.VIEW)) {
            byte[] text = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
            stream.output().write(text);
            assertArrayEquals(text, stream.input().readNBytes(text.length));
        }
        gateway.nextRequest();
        assertEquals("{\"mode\":\"view\"}", gateway.nextRequest().getBody().utf8());
        var upgrade = gateway.nextRequest();
        assertEquals("Bearer one-time", upgrade.getHeaders().get("Authorization"));
        assertEquals("binary", upgrade.getHeaders().get("Sec-WebSocket-Protocol"));
        assertFalse(upgrade.getUrl().toString().contains("one-time"));
    }

    @Test
    void aTyrumTokensPathIsPutOnOurOwnBase() throws Exception {
        gateway.on("POST /desktop-environments/e1/takeover-token", 200, """
                        {"status":"ok","conversation":{"conversation_id":"c","expires_at":"2026-11-21T00:28:44.065Z",
                         "entry_url":"http://10.1.2.3:8788/desktop-takeover/s/TOKEN/vnc.html?autoconnect=true&path=x"}}""")
                .onSocket("/desktop-takeover/s/TOKEN/websockify", new Echo());
        try (TakeoverStream stream = client.takeovers().open("e1", TakeoverMode.CONTROL)) {
            stream.output().write(7);
            assertEquals(7, stream.input().read());
        }
    }

    @Test
    void aRefusedTakeoverSaysWhy() {
        gateway.on(
                "POST /desktop-environments/e1/takeover-token",
                409,
                "{\"error\":\"conflict\",\"message\":\"takeover unavailable\"}");
        var refused = assertThrows(
                GatewayException.Refused.class, () -> client.takeovers().open("e1", TakeoverMode.CONTROL));
        assertEquals("takeover unavailable", refused.getMessage());
    }

    @Test
    void theServersEndEndsTheRead() throws Exception {
        var stream = openTo(new Polite() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                socket.send(ByteString.of((byte) 1));
                socket.close(1011, "the desktop is gone");
            }
        });
        assertEquals(1, stream.input().read(), "what came before the end is still read");
        IOException end = assertThrows(IOException.class, () -> stream.input().read());
        assertTrue(end.getMessage().contains("the desktop is gone"), end.getMessage());
    }

    @Test
    void closingWakesABlockedRead() throws Exception {
        var stream = openTo(new Echo());
        var read = CompletableFuture.supplyAsync(() -> {
            try {
                return stream.input().read();
            } catch (IOException e) {
                return -2;
            }
        });
        stream.close();
        assertEquals(-1, read.get(5, TimeUnit.SECONDS));
        assertThrows(IOException.class, () -> stream.output().write(1));
    }

    @Test
    void aFloodIsHeldBackUntilItIsRead() throws Exception {
        byte[] chunk = new byte[256 * 1024];
        int chunks = 60; // 15 MiB, well above what may wait unread
        var stream = openTo(new Polite() {
            @Override
            public void onOpen(WebSocket socket, Response response) {
                for (int i = 0; i < chunks; i++) {
                    socket.send(ByteString.of(chunk));
                }
            }
        });
        stream.input().read();
        assertTrue(
                stream.input().available() <= 5 * 1024 * 1024,
                "unread: " + stream.input().available());
        long rest = stream.input().skip((long) chunks * chunk.length - 1);
        assertEquals((long) chunks * chunk.length - 1, rest);
        stream.close();
    }

    private TakeoverStream openTo(WebSocketListener listener) throws GatewayException {
        gateway.on("POST /desktop-environments/e1/takeover-token", 200, """
                        {"status":"ok","conversation":{"conversation_id":"c","expires_at":"2026-11-21T00:28:44.065Z",
                         "entry_url":"http://h/desktop-takeover/s/T/vnc.html"}}""")
                .onSocket("/desktop-takeover/s/T/websockify", listener);
        return client.takeovers().open("e1", TakeoverMode.CONTROL);
    }

    /** A server's side that answers a close, so that the server can end. */
    private static class Polite extends WebSocketListener {
        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(code, reason);
        }
    }

    private static final class Echo extends Polite {
        @Override
        public void onMessage(WebSocket socket, ByteString bytes) {
            socket.send(bytes);
        }
    }
}
