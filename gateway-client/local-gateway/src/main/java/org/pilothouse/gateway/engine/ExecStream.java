package org.pilothouse.gateway.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A program running in a container, seen as its three streams. Both byte streams push back on whoever is faster. */
public interface ExecStream extends AutoCloseable {
    /** Ends (-1) when the program does or the stream is closed. */
    InputStream stdout();

    OutputStream stdin();

    /** What it wrote to its error stream so far, at most the last 2 KiB. */
    String errorText();

    /** Completes when the program ended, the engine went away, or {@link #close} was called. */
    CompletableFuture<Void> ended();

    /** Lets go of the program: the engine closes its input. Safe to call twice and from any thread. */
    @Override
    void close();
}
