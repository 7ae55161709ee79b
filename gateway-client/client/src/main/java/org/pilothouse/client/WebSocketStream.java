package org.pilothouse.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Binary WebSocket messages as a pair of streams. What was received and not yet read is bounded: the socket's reader
 * waits, so that TCP slows the server down.
 */
final class WebSocketStream extends WebSocketListener implements TakeoverStream {
    private static final long MAX_UNREAD = 4L * 1024 * 1024;
    private static final long MAX_UNSENT = 1024L * 1024;
    private static final long SEND_CHECK_MS = 2;

    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private final Object lock = new Object();
    private final Buffer unread = new Buffer();
    private boolean ended;
    private @Nullable IOException failure;
    private final Input input = new Input();
    private final Output output = new Output();

    private WebSocketStream() {}

    static TakeoverStream open(OkHttpClient okHttp, Request request) throws GatewayException {
        WebSocketStream stream = new WebSocketStream();
        WebSocket socket = okHttp.newWebSocket(request, stream);
        try {
            stream.opened.get();
            return stream;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GatewayException refused) {
                throw refused;
            }
            throw new GatewayException.Unreachable("takeover", new IOException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            socket.cancel();
            throw new GatewayException.Unreachable("takeover", new InterruptedIOException("interrupted"));
        }
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
        end(null);
        WebSocket socket = opened.join();
        if (!socket.close(1000, null)) {
            socket.cancel();
        }
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        opened.complete(socket);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
        synchronized (lock) {
            unread.write(bytes);
            lock.notifyAll();
            while (unread.size() > MAX_UNREAD && !ended) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    end(new InterruptedIOException("the client is closing"));
                }
            }
        }
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        socket.cancel();
        end(new IOException("the gateway sent text where the desktop's bytes belong"));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        end(code == 1000 ? null : new IOException(ended(code, reason)));
        socket.close(1000, null);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable why, @Nullable Response response) {
        opened.completeExceptionally(refusal(why, response));
        end(why instanceof IOException io ? io : new IOException(why));
    }

    private static GatewayException refusal(Throwable why, @Nullable Response response) {
        IOException cause = why instanceof IOException io ? io : new IOException(why);
        try {
            return response == null || response.code() < 400
                    ? new GatewayException.Unreachable("takeover", cause)
                    : HttpCalls.refusal(response, "takeover");
        } catch (IOException e) {
            return new GatewayException.Unreachable("takeover", e);
        }
    }

    private static String ended(int code, String reason) {
        return "the gateway ended the takeover: " + (reason.isBlank() ? "code " + code : reason);
    }

    private void end(@Nullable IOException why) {
        synchronized (lock) {
            if (!ended) {
                ended = true;
                failure = why;
            }
            lock.notifyAll();
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            synchronized (lock) {
                while (unread.exhausted() && !ended) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("interrupted while waiting for the desktop");
                    }
                }
                if (unread.exhausted()) {
                    return endOfStream();
                }
                int read = unread.read(target, offset, length);
                lock.notifyAll();
                return read;
            }
        }

        @Override
        public int available() {
            synchronized (lock) {
                return (int) unread.size();
            }
        }

        @Override
        public void close() {
            WebSocketStream.this.close();
        }

        private int endOfStream() throws IOException {
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return -1;
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            WebSocket socket = opened.join();
            synchronized (lock) {
                // OkHttp tells of its send queue only when asked; a viewer sends little, so this hardly ever waits.
                while (socket.queueSize() > MAX_UNSENT && !ended) {
                    try {
                        lock.wait(SEND_CHECK_MS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("interrupted while sending");
                    }
                }
                if (ended) {
                    throw new IOException("the takeover has ended", failure);
                }
            }
            if (!socket.send(ByteString.of(source, offset, length))) {
                throw new IOException("the takeover has ended");
            }
        }

        @Override
        public void close() {
            WebSocketStream.this.close();
        }
    }
}
