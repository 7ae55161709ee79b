package org.pilothouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What a route gives back. */
public sealed interface Answer {
    /**
     * @param body written as JSON
     */
    record Json(int status, Object body) implements Answer {}

    /** A body as it is. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
    record Bytes(int status, String contentType, byte[] body, Map<String, String> headers) implements Answer {
        public Bytes(String contentType, byte[] body, Map<String, String> headers) {
            this(200, contentType, body, headers);
        }
    }

    /** Done, and nothing to say: 204. */
    record Nothing() implements Answer {}

    /** A body that goes on until its writer returns. */
    record Stream(int status, String contentType, Map<String, String> headers, Writer writer) implements Answer {
        public Stream(String contentType, Writer writer) {
            this(200, contentType, Map.of(), writer);
        }
    }

    /** The route takes the exchange itself: a WebSocket, a proxy. */
    record Raw(Exchange exchange) implements Answer {}

    /** Writes on a virtual thread; fails where the client went away. */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** Completes the callback, now or later; a {@link Refusal} that it throws before is written as any other. */
    @FunctionalInterface
    interface Exchange {
        void take(Request request, Response response, Callback callback);
    }

    static Answer ok(Object body) {
        return new Json(200, body);
    }

    static Answer created(Object body) {
        return new Json(201, body);
    }
}
