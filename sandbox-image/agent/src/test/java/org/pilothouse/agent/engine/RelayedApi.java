package org.pilothouse.agent.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;

/**
 * One connection to a sandbox's HTTP API on its unix socket, through a relay by exec. Once it is there, nothing more needs
 * to be started in the sandbox to use it.
 */
final class RelayedApi implements AutoCloseable {
    static final String SOCKET = "/run/pilothouse/api.sock";
    /** For {@link Sandbox#started}. */
    static final String LISTEN = "PILOTHOUSE_API_LISTEN=unix:" + SOCKET;

    private final String token;
    private final Process relay;
    private final InputStream in;

    private RelayedApi(String token, Process relay) {
        this.token = token;
        this.relay = relay;
        this.in = new BufferedInputStream(relay.getInputStream());
    }

    static RelayedApi of(Sandbox sandbox) throws Exception {
        String token = sandbox.shell("for i in $(seq 300); do test -S " + SOCKET
                + " && break; sleep 0.1; done; cat ~/.config/pilothouse/api-token");
        Process relay = new ProcessBuilder(
                        "docker", "exec", "-i", sandbox.name(), "socat", "-t", "60", "-", "UNIX-CONNECT:" + SOCKET)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new RelayedApi(token.strip(), relay);
    }

    /** The answer's body. A problem is an answer too. */
    JsonNode json(String method, String path, String body) throws IOException {
        return Json.LENIENT.readTree(call(method, path, body));
    }

    byte[] call(String method, String path, String body) throws IOException {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + text.length + "\r\n\r\n";
        relay.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        relay.getOutputStream().write(text);
        relay.getOutputStream().flush();
        line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        return chunked ? chunks() : in.readNBytes(length);
    }

    private byte[] chunks() throws IOException {
        var all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the agent ended the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws InterruptedException {
        relay.destroy();
        relay.waitFor();
    }
}
