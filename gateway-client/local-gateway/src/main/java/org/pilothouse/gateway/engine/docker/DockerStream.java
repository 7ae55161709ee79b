package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.FleetEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream from the engine that goes on until it is closed or breaks. docker-java's own adapter writes a stack trace into
 * the log whenever an engine goes away, which for us is an ordinary event.
 */
abstract class DockerStream<T> implements ResultCallback<T>, FleetEngine.Subscription {
    private static final Logger log = LoggerFactory.getLogger(DockerStream.class);

    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Closeable connection;

    /**
     * @param onEnd called once when the stream breaks, completes or is closed
     */
    DockerStream(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    @Override
    public final void onStart(Closeable stream) {
        connection = stream;
        if (closed.get()) {
            closeConnection();
        }
    }

    @Override
    public final void onError(Throwable failure) {
        log.debug("an engine stream broke: {}", failure.toString());
        end();
    }

    @Override
    public final void onComplete() {
        end();
    }

    @Override
    public final void close() {
        if (closed.compareAndSet(false, true)) {
            end();
            closeConnection();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
        }
    }

    private void closeConnection() {
        Closeable stream = connection;
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            log.debug("an engine stream closed with an error: {}", e.toString());
        }
    }
}
