package org.pilothouse.app.fake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.MalformedFrameException;

/** The server's side of the event socket: accepts everybody, answers pings. */
final class FakeEvents {
    private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();

    MockResponse upgrade() {
        return new MockResponse.Builder()
                .addHeader("Sec-WebSocket-Protocol", Frame.SUBPROTOCOL)
                .webSocketUpgrade(new Peer())
                .build();
    }

    void send(String type, Object payload) {
        String text = new Frame.Event(
                        UUID.randomUUID().toString(), type, Instant.now(), null, Json.LENIENT.valueToTree(payload))
                .toJson();
        sockets.forEach(socket -> socket.send(text));
    }

    void dropAll() {
        sockets.forEach(socket -> socket.close(Handshake.CloseCode.SHUTDOWN, "bye"));
        sockets.clear();
    }

    private final class Peer extends WebSocketListener {
        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                if (Frame.parse(text) instanceof Frame.Request request) {
                    socket.send(Frame.Success.of(request, result(request)).toJson());
                    if (request.type().equals(Handshake.PROOF)) {
                        sockets.add(socket);
                    }
                }
            } catch (MalformedFrameException e) {
                socket.close(Handshake.CloseCode.MALFORMED, e.getMessage());
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            sockets.remove(socket);
            socket.close(1000, null);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable why, Response response) {
            sockets.remove(socket);
        }

        private static Object result(Frame.Request request) {
            return switch (request.type()) {
                case Handshake.INIT -> new Handshake.Challenge("connection-1", "challenge-1");
                case Handshake.PROOF -> new Handshake.Accepted("client-1", "dev_x", Handshake.ROLE_CLIENT, null);
                default -> java.util.Map.of();
            };
        }
    }
}
