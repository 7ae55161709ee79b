package org.pilothouse.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.pilothouse.gateway.engine.BoundedPipe;
import org.pilothouse.gateway.engine.ExecStream;

/** A program in a container, played by a test. */
public final class FakeExec implements ExecStream {
    private final BoundedPipe toProgram = new BoundedPipe(1 << 16);
    private final BoundedPipe fromProgram = new BoundedPipe(1 << 16);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** What the gateway writes to the program. */
    public InputStream programInput() {
        return toProgram.source();
    }

    public OutputStream programOutput() {
        return fromProgram.sink();
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
        return "";
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        try {
            toProgram.sink().close();
            toProgram.source().close();
            fromProgram.sink().close();
            fromProgram.source().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ended.complete(null);
    }
}
