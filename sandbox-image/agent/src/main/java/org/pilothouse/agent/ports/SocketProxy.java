package org.pilothouse.agent.ports;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.http.Refusal;

/** Two WebSockets, one to the caller and one to the program; what comes from one goes to the other. */
// public, as Jetty calls it by reflection from another module
public final class SocketProxy extends WebSocketListener implements Session.Listener.AutoDemanding {
    private static final int MAX_MESSAGE = 16 << 20;
    private static final long CONNECT_SECONDS = 10;
    private static final long SEND_SECONDS = 30;
    private static final int NO_STATUS = 1005;
    private static final int ABNORMAL = 1006;

    private final OkHttpClient http;
    private final HttpUrl url;
    private final Headers headers;
    private final CompletableFuture<okhttp3.Response> opened = new CompletableFuture<>();
    private final CompletableFuture<Session> caller = new CompletableFuture<>();
    private @Nullable WebSocket program;

    SocketProxy(OkHttpClient http, HttpUrl url, Headers headers) {
        this.http = http;
        this.url = url;
        this.headers = headers;
    }

    /** Goes to the program first: what it agrees to is what the caller gets. */
    void take(Request request, Response response, org.eclipse.jetty.util.Callback callback) {
        okhttp3.Request.Builder next = new okhttp3.Request.Builder().url(url).headers(headers);
        List<String> protocols = request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false);
        if (!protocols.isEmpty()) {
            next.header("Sec-WebSocket-Protocol", String.join(", ", protocols));
        }
        WebSocket socket = http.newWebSocket(next.build(), this);
        program = socket;
        String protocol = agreed(socket);
        ServerWebSocketContainer container = ServerWebSocketContainer.get(
                request.getConnectionMetaData().getConnector().getServer().getContext());
        boolean upgraded = container.upgrade(
                (_, answer, _) -> {
                    if (protocol != null) {
                        answer.setAcceptedSubProtocol(protocol);
                    }
                    return this;
                },
                request,
                response,
                callback);
        if (!upgraded) {
            socket.cancel();
            throw Refusal.invalid(null, "The WebSocket handshake is not valid.");
        }
    }

    private @Nullable String agreed(WebSocket socket) {
        try {
            return opened.get(CONNECT_SECONDS, TimeUnit.SECONDS).header("Sec-WebSocket-Protocol");
        } catch (ExecutionException e) {
            throw PortProxy.unreachable(url.port(), e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            socket.cancel();
            throw PortProxy.unreachable(url.port(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            socket.cancel();
            throw PortProxy.unreachable(url.port(), e);
        }
    }

    // --- from the program

    @Override
    public void onOpen(WebSocket socket, okhttp3.Response response) {
        opened.complete(response);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        Callback.Completable sent = new Callback.Completable();
        toCaller(socket, sent, session -> session.sendText(text, sent));
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
        Callback.Completable sent = new Callback.Completable();
        toCaller(socket, sent, session -> session.sendBinary(bytes.asByteBuffer(), sent));
    }

    /** The program's next message is read when this one has gone. */
    private void toCaller(WebSocket socket, Callback.Completable sent, java.util.function.Consumer<Session> message) {
        try {
            message.accept(caller.get(CONNECT_SECONDS, TimeUnit.SECONDS));
            sent.get(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            socket.cancel();
            var _ = caller.thenAccept(Session::disconnect);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            socket.cancel();
        }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        socket.close(sendable(code), reason);
        var _ = caller.thenAccept(session -> session.close(sendable(code), reason, Callback.NOOP));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable problem, okhttp3.@Nullable Response response) {
        opened.completeExceptionally(problem);
        var _ = caller.thenAccept(
                session -> session.close(StatusCode.SERVER_ERROR, "the program ended the connection", Callback.NOOP));
    }

    // --- from the caller

    @Override
    public void onWebSocketOpen(Session session) {
        session.setMaxTextMessageSize(MAX_MESSAGE);
        session.setMaxBinaryMessageSize(MAX_MESSAGE);
        session.setIdleTimeout(java.time.Duration.ZERO);
        caller.complete(session);
    }

    @Override
    public void onWebSocketText(String message) {
        toProgram(socket -> socket.send(message));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        ByteString bytes = ByteString.of(payload);
        callback.succeed();
        toProgram(socket -> socket.send(bytes));
    }

    /** Refused where the program has not read sixteen megabytes. */
    private void toProgram(java.util.function.Predicate<WebSocket> message) {
        WebSocket socket = program;
        if (socket != null && !message.test(socket)) {
            var _ = caller.thenAccept(
                    session -> session.close(StatusCode.SERVER_ERROR, "the program does not read", Callback.NOOP));
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        WebSocket socket = program;
        if (socket != null) {
            socket.close(sendable(code), reason == null ? "" : reason);
        }
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        WebSocket socket = program;
        if (socket != null) {
            socket.cancel();
        }
    }

    private static int sendable(int code) {
        return code == NO_STATUS || code == ABNORMAL || code < 1000 ? StatusCode.NORMAL : code;
    }
}
