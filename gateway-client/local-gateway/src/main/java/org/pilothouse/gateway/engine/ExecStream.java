package org.pilothouse.gateway.engine;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A program running in a container, seen as its three streams. Both byte streams push back on whoever is faster. */
public interface ExecStream extends AutoCloseable {
    /** Ends (-1) when the program does or the stream is closed. */
    InputStream stdout();

    /** The program's input. Closing it alone does not reach the program; only {@link #close} ends its input. */
    OutputStream stdin();

    /**
     * Waits until what was written to {@link #stdin} is on its way, so that a close does not cut it off.
     *
     * @return false where that did not happen in time
     */
    boolean drain(Duration longest) throws InterruptedException;

    /** What it wrote to its error stream so far, at most the last 2 KiB. */
    String errorText();

    /** Completes when the program ended, the engine went away, or {@link #close} was called. */
    CompletableFuture<Void> ended();

    /** Lets go of the program: the engine closes its input. Safe to call twice and from any thread. */
    @Override
    void close();
}
