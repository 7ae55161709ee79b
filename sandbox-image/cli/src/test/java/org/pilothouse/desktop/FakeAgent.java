package org.pilothouse.desktop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.Catalogue;
import org.pilothouse.desktop.client.Address;
import org.pilothouse.desktop.client.AgentClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers as the agent does, and keeps what it was asked. */
public final class FakeAgent implements AutoCloseable {
    public static final String TOKEN = "token-of-the-test";
    public static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    /** The last of it is what the desktop was asked to do. */
    public final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private final HttpServer server;

    public FakeAgent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public Map<String, String> environment() {
        return Map.of("PILOTHOUSE_API", address(), "PILOTHOUSE_API_TOKEN", TOKEN);
    }

    public AgentClient client() {
        return new AgentClient(Address.of(address()), () -> TOKEN);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, "{\"code\":\"token_invalid\",\"detail\":\"The token is missing or wrong.\"}");
            return;
        }
        if (target.equals("/openapi.json")) {
            json(exchange, 200, openApi());
            return;
        }
        asked.add(exchange.getRequestMethod() + " " + target + (body.isEmpty() ? "" : " " + body));
        if (target.startsWith("/v1/desktop/screenshot")) {
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.getResponseHeaders().set("X-Scale", "0.5");
            send(exchange, 200, PICTURE);
        } else if (target.endsWith("/windows")) {
            json(
                    exchange,
                    200,
                    "{\"windows\":[{\"id\":\"7\",\"title\":\"Näme\",\"x\":1},{\"id\":\"12\",\"title\":\"b\",\"x\":-20}]}");
        } else if (target.contains("/windows/99/")) {
            json(exchange, 404, "{\"code\":\"window_not_found\",\"detail\":\"There is no window 99.\"}");
        } else if (target.endsWith("/accessibility/tree")) {
            json(
                    exchange,
                    200,
                    "{\"root\":{\"ref\":\"a\",\"role\":\"frame\",\"name\":\"note\",\"bounds\":{\"x\":1,\"y\":2,\"width\":3,"
                            + "\"height\":4},\"children\":[{\"ref\":\"b\",\"role\":\"text\",\"name\":\"\",\"value\":\"hi\","
                            + "\"bounds\":{\"width\":0}}]},\"truncated\":false}");
        } else if (target.equals("/v1/processes/run")) {
            json(exchange, 200, "{\"exitCode\":3,\"stdout\":\"out\\n\",\"stderr\":\"err\\n\",\"timedOut\":false}");
        } else {
            // in pieces, as a server does that does not know the length yet
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"x\":640,".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.getResponseBody().write("\"y\":400}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        }
    }

    /** As if the agent had all but recordings. */
    private static String openApi() {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        ObjectNode paths = document.putObject("paths");
        for (Action action : Catalogue.actions()) {
            if (!action.command().startsWith("recording")) {
                paths.withObjectProperty(action.path())
                        .putObject(action.method().toLowerCase(Locale.ROOT));
            }
        }
        return document.toString();
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        send(exchange, status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) {
        try {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
