package org.pilothouse.rfb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * RFB in the binary messages of a WebSocket (subprotocol {@code binary}), as websockify and QEMU speak it. The borders of messages mean
 * nothing: they are joined to a stream.
 */
final class WebSocketTransport implements RfbTransport {
    private static final String SUBPROTOCOL = "binary";

    private final HttpClient client;
    private final WebSocket socket;
    private final WebSocketInput input;
    private final OutputStream output = new MessageOutput();

    private WebSocketTransport(HttpClient client, WebSocket socket, WebSocketInput input) {
        this.client = client;
        this.socket = socket;
        this.input = input;
    }

    static WebSocketTransport open(URI address, Duration timeout) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        WebSocketInput input = new WebSocketInput();
        Future<WebSocket> opening = client.newWebSocketBuilder()
                .subprotocols(SUBPROTOCOL)
                .connectTimeout(timeout)
                .buildAsync(address, input);
        try {
            WebSocket socket = opening.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new WebSocketTransport(client, socket, input);
        } catch (ExecutionException e) {
            client.shutdownNow();
            throw refused(address, cause(e));
        } catch (TimeoutException e) {
            client.shutdownNow();
            throw new IOException(
                    "The WebSocket server " + address.getAuthority() + " did not answer within " + timeout.toMillis()
                            + " ms.",
                    e);
        } catch (InterruptedException e) {
            client.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("The connection was given up.", e);
        }
    }

    private static IOException refused(URI address, Throwable cause) {
        if (cause instanceof WebSocketHandshakeException handshake) {
            return new IOException(
                    "The server " + address.getAuthority() + " offers no WebSocket at this address (HTTP "
                            + handshake.getResponse().statusCode() + ").",
                    cause);
        }
        // the client says no more than the class where nobody listens
        String silent = cause instanceof ConnectException
                ? "nobody answers there"
                : cause.getClass().getSimpleName();
        String message = cause.getMessage() == null ? silent : cause.getMessage();
        return new IOException("No WebSocket to " + address.getAuthority() + " can be opened: " + message, cause);
    }

    private static Throwable cause(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void close() {
        input.close();
        socket.abort();
        client.shutdownNow();
    }

    /** Each write is a message; the next one waits until it is on its way, as the API wants it. */
    private final class MessageOutput extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                socket.sendBinary(ByteBuffer.wrap(bytes, offset, length), true).get();
            } catch (ExecutionException e) {
                throw new IOException("The WebSocket takes no more: " + cause(e).getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The writing was interrupted.", e);
            }
        }
    }
}
