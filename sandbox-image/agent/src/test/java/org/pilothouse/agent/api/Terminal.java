package org.pilothouse.agent.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** A test's look at a terminal. */
public final class Terminal extends WebSocketListener implements AutoCloseable {
    private final OkHttpClient http = new OkHttpClient();
    private final StringBuffer shown = new StringBuffer();
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private volatile int refused;

    public Terminal(URI server, String path) {
        socket = http.newWebSocket(
                new Request.Builder().url(server.resolve(path).toString()).build(), this);
    }

    /** What came as binary. */
    public String shown() {
        return shown.toString();
    }

    /** What came as text. */
    public List<String> frames() {
        return frames;
    }

    /** The status of a handshake that was refused, else 0. */
    public int refused() {
        return refused;
    }

    public void send(String frame) {
        socket.send(frame);
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
        shown.append(bytes.string(StandardCharsets.UTF_8));
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        frames.add(text);
    }

    @Override
    public void onFailure(WebSocket from, Throwable failure, Response response) {
        refused = response == null ? -1 : response.code();
    }

    @Override
    public void close() {
        socket.cancel();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
