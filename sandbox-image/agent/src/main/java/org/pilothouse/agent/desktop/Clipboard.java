package org.pilothouse.agent.desktop;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pilothouse.agent.x11.Selection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.agent.x11.XServer;

/** What is copied and marked: texts and pictures. Safe for use by many threads. */
public final class Clipboard {
    /** The text is with another program, which may hang. */
    private static final long LIMIT_SECONDS = 3;

    private final XServer server;

    public Clipboard(XServer server) {
        this.server = server;
    }

    /**
     * The text; empty where there is none.
     *
     * @throws XException where the program that has it does not answer
     */
    public String read(Selection selection) throws XException, InterruptedException {
        return await(server.call(x -> x.clipboard().read(selection)));
    }

    /** The picture, as the bytes of a PNG file; none where there is none. As {@link #read}. */
    public byte[] readPng(Selection selection) throws XException, InterruptedException {
        return await(server.call(x -> x.clipboard().readPng(selection)));
    }

    private static <T> T await(CompletableFuture<T> content) throws XException, InterruptedException {
        try {
            return content.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new XException("the program that owns the clipboard did not answer within " + LIMIT_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading the clipboard failed", e.getCause());
        }
    }

    public void write(String text, Set<Selection> selections) throws XException, InterruptedException {
        server.perform(x -> {
            for (Selection selection : selections) {
                x.clipboard().write(text, selection);
            }
        });
    }

    /**
     * @param png bytes of a PNG file
     */
    public void writePng(byte[] png, Set<Selection> selections) throws XException, InterruptedException {
        server.perform(x -> {
            for (Selection selection : selections) {
                x.clipboard().writePng(png, selection);
            }
        });
    }

    public void clear(Set<Selection> selections) throws XException, InterruptedException {
        server.perform(x -> {
            for (Selection selection : selections) {
                x.clipboard().clear(selection);
            }
        });
    }
}
