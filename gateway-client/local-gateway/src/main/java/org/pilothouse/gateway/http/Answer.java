package org.pilothouse.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What a route gives back. */
sealed interface Answer {
    /**
     * @param body written as JSON
     */
    record Json(int status, Object body) implements Answer {}

    /** A body as it is. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
    record Bytes(String contentType, byte[] body, Map<String, String> headers) implements Answer {}

    /** Done, and nothing to say. */
    record Nothing() implements Answer {}

    /** A body that goes on until its writer returns. */
    record Stream(String contentType, Writer writer) implements Answer {}

    /** Writes on a virtual thread; fails where the client went away. */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    static Answer ok(Object body) {
        return new Json(200, body);
    }

    static Answer created(Object body) {
        return new Json(201, body);
    }
}
