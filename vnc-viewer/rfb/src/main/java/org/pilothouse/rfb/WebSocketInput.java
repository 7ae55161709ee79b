package org.pilothouse.rfb;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a WebSocket as one stream. The next message is asked for when this one has been read, so a server is slowed down to
 * the pace of the reader and nothing piles up.
 */
final class WebSocketInput extends InputStream implements WebSocket.Listener {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_STATUS = 1005;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ByteBuffer message;
    private @Nullable CompletableFuture<Void> read;
    private @Nullable WebSocket socket;
    private boolean ended;
    private @Nullable IOException failure;

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        CompletableFuture<Void> whenRead = new CompletableFuture<>();
        lock.lock();
        try {
            if (ended) {
                whenRead.complete(null);
                return whenRead;
            }
            socket = from;
            message = data;
            read = whenRead;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return whenRead;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        end(new IOException("The server sends text through the WebSocket; only binary messages carry VNC."));
        from.abort();
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        boolean normal = status == NORMAL || status == GOING_AWAY || status == NO_STATUS;
        end(normal ? null : new IOException("The WebSocket server hung up: " + reason + " (" + status + ")"));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(new IOException(String.valueOf(error.getMessage()), error));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (true) {
                ByteBuffer current = message;
                if (current != null && current.hasRemaining()) {
                    int count = Math.min(length, current.remaining());
                    current.get(to, offset, count);
                    if (!current.hasRemaining()) {
                        releaseMessage();
                    }
                    return count;
                }
                if (current != null) {
                    releaseMessage(); // an empty one
                } else if (ended) {
                    if (failure != null) {
                        throw failure;
                    }
                    return -1;
                } else {
                    changed.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException told = new InterruptedIOException("The reading was interrupted.");
            told.initCause(e);
            throw told;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a read that waits. */
    @Override
    public void close() {
        end(new IOException("The connection was closed."));
    }

    private void releaseMessage() {
        CompletableFuture<Void> whenRead = read;
        WebSocket from = socket;
        message = null;
        read = null;
        if (whenRead != null && from != null) {
            whenRead.complete(null);
            from.request(1);
        }
    }

    private void end(@Nullable IOException why) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                failure = why;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
