package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.BoundedPipe;
import org.pilothouse.gateway.engine.ExecStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both ends of an exec: docker-java's callback on one side, plain streams on the other. */
final class DockerExec implements ExecStream, ResultCallback<Frame> {
    private static final Logger log = LoggerFactory.getLogger(DockerExec.class);
    private static final int PIPE_BYTES = 256 * 1024;
    private static final int ERROR_CHARS = 2048;

    private final BoundedPipe toProgram = new BoundedPipe(PIPE_BYTES);
    private final BoundedPipe fromProgram = new BoundedPipe(PIPE_BYTES);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String errors = "";
    private volatile @Nullable Closeable connection;

    /** What docker-java sends to the program. */
    InputStream stdinSource() {
        return toProgram.source();
    }

    @Override
    public InputStream stdout() {
        return fromProgram.source();
    }

    @Override
    public OutputStream stdin() {
        return toProgram.sink();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return toProgram.awaitDrained(longest);
    }

    @Override
    public String errorText() {
        return errors.strip();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void onStart(Closeable stream) {
        connection = stream;
        if (closed.get()) {
            closeConnection();
        }
    }

    @Override
    public void onNext(Frame frame) {
        try {
            if (frame.getStreamType() == StreamType.STDERR) {
                String all = errors + new String(frame.getPayload(), StandardCharsets.UTF_8);
                errors = all.substring(Math.max(0, all.length() - ERROR_CHARS));
            } else {
                fromProgram.sink().write(frame.getPayload());
            }
        } catch (IOException e) {
            // the reader went away: nobody wants the rest
            log.debug("exec output dropped: {}", e.getMessage());
            close();
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!closed.get()) {
            log.debug("exec stream broke", failure);
        }
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end();
            closeConnection();
        }
    }

    private void end() {
        try {
            toProgram.sink().close();
            toProgram.source().close();
            fromProgram.sink().close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a pipe cannot fail", e);
        }
        ended.complete(null);
    }

    private void closeConnection() {
        Closeable stream = connection;
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            log.debug("exec connection closed with an error", e);
        }
    }
}
