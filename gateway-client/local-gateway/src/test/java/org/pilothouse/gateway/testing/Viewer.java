package org.pilothouse.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A viewer of a takeover connection, as far as the wire goes. */
public final class Viewer implements WebSocket.Listener, AutoCloseable {
    public final ByteArrayOutputStream received = new ByteArrayOutputStream();
    public final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    public volatile String closeReason = "";
    private final HttpClient http = HttpClient.newHttpClient();
    public WebSocket socket;

    public Viewer open(URI uri, String ticket) {
        return open(uri, Map.of("Authorization", "Bearer " + ticket));
    }

    public Viewer open(URI uri, Map<String, String> headers) {
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("binary");
        headers.forEach(builder::header);
        socket = builder.buildAsync(uri, this).join();
        return this;
    }

    public void send(String hex) {
        socket.sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), true).join();
    }

    public void handshake() {
        send(HexFormat.of().formatHex("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII)));
        send("01");
        send("00");
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        received.writeBytes(bytes);
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closeReason = reason;
        closeCode.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closeCode.complete(-1);
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.shutdownNow();
    }
}
