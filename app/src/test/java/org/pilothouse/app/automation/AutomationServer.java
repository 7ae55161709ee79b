package org.pilothouse.app.automation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import javafx.scene.input.KeyCode;
import org.pilothouse.app.takeover.Png;

/**
 * Lets a script use a running console: over loopback, with a token, in test builds alone.
 *
 * <pre>
 * GET  /nodes                          every node with an id: kind and words
 * GET  /text?id=fleet                  the words of one node
 * GET  /screenshot                     the window as PNG
 * POST /click?id=fleet/create          press a button
 * POST /type?id=create/label&amp;text=a    replace a field's text
 * POST /key?text=j                     type a character where the focus is
 * POST /press?keys=CONTROL,K           press a key where the focus is; modifiers first
 * POST /wait?id=confirm                until it can be seen; &amp;text=word: until it says so
 * </pre>
 */
public final class AutomationServer implements AutoCloseable {
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final byte[] token;
    private final UiDriver driver = new UiDriver();

    /** @param port 0 for any */
    public AutomationServer(int port, String token) throws IOException {
        this.token = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            boolean fromPage = exchange.getRequestHeaders().containsKey("Origin");
            if (fromPage || given == null || !MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
                send(exchange, 401, "text/plain", "A token is needed.\n".getBytes(StandardCharsets.UTF_8));
                return;
            }
            try {
                dispatch(exchange, query(exchange));
            } catch (RuntimeException | AssertionError e) {
                send(exchange, 409, "text/plain", (e + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void dispatch(HttpExchange exchange, Map<String, String> query) throws IOException {
        String id = query.getOrDefault("id", "");
        switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
            case "GET /nodes" -> text(exchange, String.join("\n", driver.outline()) + "\n");
            case "GET /text" -> text(exchange, driver.text(id) + "\n");
            case "GET /screenshot" -> {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                Png.write(driver.picture(), png);
                send(exchange, 200, "image/png", png.toByteArray());
            }
            case "POST /click" -> done(exchange, () -> driver.click(id));
            case "POST /type" -> done(exchange, () -> driver.type(id, query.getOrDefault("text", "")));
            case "POST /key" ->
                done(exchange, () -> driver.key(query.get("text").charAt(0)));
            case "POST /press" -> done(exchange, () -> press(query.get("keys").split(",")));
            case "POST /wait" -> done(exchange, () -> await(id, query.getOrDefault("text", "")));
            default -> send(exchange, 404, "text/plain", "No such thing.\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void press(String[] names) {
        KeyCode[] codes = Arrays.stream(names).map(KeyCode::valueOf).toArray(KeyCode[]::new);
        driver.press(codes[codes.length - 1], Arrays.copyOf(codes, codes.length - 1));
    }

    private void await(String id, String words) {
        driver.waitFor(id);
        if (!words.isEmpty()) {
            driver.waitUntil(id + " says " + words, () -> driver.text(id).contains(words));
        }
    }

    private static void done(HttpExchange exchange, Runnable work) throws IOException {
        work.run();
        exchange.sendResponseHeaders(NO_CONTENT, -1);
    }

    private static void text(HttpExchange exchange, String text) throws IOException {
        send(exchange, 200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }
}
