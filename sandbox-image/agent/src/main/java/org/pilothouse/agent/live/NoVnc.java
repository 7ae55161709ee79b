package org.pilothouse.agent.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Caller;
import org.pilothouse.http.HttpApi;
import org.pilothouse.http.HttpServer;
import org.pilothouse.http.Listen;
import org.pilothouse.http.Place;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Refusals;
import org.pilothouse.http.Router;
import org.pilothouse.http.WebSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * noVNC's page and the WebSocket that it needs. The desktop's password is what opens it; Host and Origin are checked
 * before, so that no other web page gets as far as to try one.
 */
public final class NoVnc implements AutoCloseable {
    private static final int MAX_REQUESTS = 64;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("woff", "font/woff"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("oga", "audio/ogg"));
    private static final Map<String, String> HEADERS = Map.of(
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "SAMEORIGIN",
            "Content-Security-Policy",
                    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:;"
                            + " style-src 'self' 'unsafe-inline'; frame-ancestors 'self'");
    private static final Logger log = LoggerFactory.getLogger(NoVnc.class);

    private final Listen.Tcp place;
    private final Set<String> names;
    private final Path folder;
    private final VncRelay relay;
    private @Nullable HttpServer server;

    /**
     * Does not listen yet.
     *
     * @param names under which it answers, beside those of loopback
     * @param folder noVNC's files
     * @param vncSocket of the X server
     */
    public NoVnc(Listen.Tcp place, Set<String> names, Path folder, Path vncSocket) {
        this.place = place;
        this.names = Set.copyOf(names);
        this.folder = folder.toAbsolutePath().normalize();
        this.relay = new VncRelay(vncSocket);
    }

    /**
     * Begins to listen, unless it does already.
     *
     * @throws IllegalStateException where the port is taken or noVNC is not installed
     */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        if (!Files.isReadable(folder.resolve("vnc.html"))) {
            throw new IllegalStateException("there is no noVNC in " + folder);
        }
        Router router = new Router();
        router.addOpen("GET", "/websockify", _ -> WebSockets.accept(relay.viewer(), "binary"));
        router.addOpen("GET", "/{file*}", this::file);
        HttpServer listening = new HttpServer(
                List.of(place),
                new HttpApi(
                        router,
                        new Place("page", names),
                        _ -> Caller.ANYBODY,
                        new Plain(),
                        JsonMapper.shared(),
                        JsonMapper.shared()),
                MAX_REQUESTS);
        listening.start();
        server = listening;
        log.info("noVNC on {}", place);
    }

    /** Ends every viewer and listens no longer. */
    @Override
    public synchronized void close() {
        if (server != null) {
            relay.close();
            server.close();
            server = null;
        }
    }

    public synchronized boolean active() {
        return server != null;
    }

    /** How many are connected now. */
    public int viewers() {
        return relay.viewers();
    }

    private Answer file(Call call) throws IOException {
        String asked = call.variable("file");
        if (asked.isEmpty()) {
            return new Answer.Bytes(302, "text/plain", new byte[0], Map.of("Location", "vnc.html"));
        }
        Path file = folder.resolve(asked).normalize();
        String type = TYPES.get(extension(file));
        if (!file.startsWith(folder) || type == null || !Files.isRegularFile(file)) {
            throw Refusal.notFound("There is no such file here.");
        }
        return new Answer.Bytes(200, type, Files.readAllBytes(file), HEADERS);
    }

    private static String extension(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Refusals as one sentence: who sees them looks at a browser. */
    private static final class Plain implements Refusals {
        @Override
        public Optional<Refusal> of(Exception e) {
            return Optional.empty();
        }

        @Override
        public Body body(Refusal refusal, String method, String path) {
            return new Body(
                    "application/problem+json",
                    Map.of("status", refusal.status(), "code", refusal.code(), "detail", refusal.getMessage()));
        }
    }
}
