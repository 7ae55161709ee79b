package org.pilothouse.http;

import java.nio.charset.StandardCharsets;

/** Server-sent events, as bytes. */
public final class ServerEvents {
    public static final String CONTENT_TYPE = "text/event-stream";

    private ServerEvents() {}

    /**
     * @param id with which a client that comes back says what it has
     * @param data of one line, such as JSON
     */
    public static byte[] event(long id, String name, String data) {
        return bytes("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    public static byte[] event(String name, String data) {
        return bytes("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** Says nothing; whoever writes it finds out whether the client is still there. */
    public static byte[] keepAlive() {
        return bytes(": keep-alive\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
