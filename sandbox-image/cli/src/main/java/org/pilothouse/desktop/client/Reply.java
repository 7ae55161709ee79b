package org.pilothouse.desktop.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the agent.
 *
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final int FIRST_REFUSAL = 400;

    public boolean refused() {
        return status >= FIRST_REFUSAL;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public String contentType() {
        return header("content-type").orElse("").replaceFirst(";.*", "").strip();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Reads all of it; the other side closes the connection afterwards. */
    static Reply read(InputStream in) throws IOException {
        byte[] all = in.readAllBytes();
        int end = endOfHead(all);
        String[] lines = new String(all, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] first = lines[0].split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
            throw new IOException("what answers is not the agent: " + lines[0]);
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        return new Reply(Integer.parseInt(first[1]), Map.copyOf(headers), chunked ? joined(body) : body);
    }

    private static int endOfHead(byte[] all) throws IOException {
        for (int i = 0; i + 3 < all.length; i++) {
            if (all[i] == '\r' && all[i + 1] == '\n' && all[i + 2] == '\r' && all[i + 3] == '\n') {
                return i;
            }
        }
        throw new IOException("the agent's answer ended too early");
    }

    private static byte[] joined(byte[] chunks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(chunks.length);
        int at = 0;
        while (true) {
            int line = at;
            while (line + 1 < chunks.length && chunks[line] != '\r') {
                line++;
            }
            int size = Integer.parseInt(
                    new String(chunks, at, line - at, StandardCharsets.ISO_8859_1)
                            .replaceFirst(";.*", "")
                            .strip(),
                    16);
            at = line + 2;
            if (size == 0) {
                return out.toByteArray();
            }
            if (at + size > chunks.length) {
                throw new IOException("the agent's answer ended too early");
            }
            out.write(chunks, at, size);
            at += size + 2;
        }
    }
}
