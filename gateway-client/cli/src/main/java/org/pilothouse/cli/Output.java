package org.pilothouse.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.pilothouse.protocol.Json;

/** What a command prints: JSON for programs, else words for people. */
public final class Output {
    private final PrintWriter out;
    private final boolean json;

    Output(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** One answer: the value as it is, or what {@code words} make of it. */
    public void show(Object value, Supplier<?> words) {
        out.println(json ? Json.LENIENT.writerWithDefaultPrettyPrinter().writeValueAsString(value) : words.get());
        out.flush();
    }

    /** One of several that come by and by: a line of JSON, or of words. */
    public void next(Object value, Supplier<?> words) {
        out.println(json ? Json.LENIENT.writeValueAsString(value) : words.get());
        out.flush();
    }

    /** True once nobody reads any more, as after {@code | head}. */
    public boolean isClosed() {
        return out.checkError();
    }
}
