package org.pilothouse.agent.browser;

import java.io.IOException;
import java.net.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The browser's debugging protocol on loopback: its tabs and what they show. Safe for use by many threads. */
public final class DevTools {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final int port;
    private final OkHttpClient http = new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(2))
            .readTimeout(ANSWERS_WITHIN)
            .build();

    public DevTools(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** A page in the browser. */
    public record Tab(String id, String url, String title) {}

    /** When a navigation is done. */
    public enum Until {
        /** The page and all that it shows has arrived. */
        LOAD,
        /** The page itself has arrived. */
        DOMCONTENTLOADED,
        /** The browser has begun. */
        COMMIT
    }

    /** The browser does not answer, or refused; the message says which. */
    public static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    /** There is no such tab. */
    public static final class NoTabException extends Exception {
        private static final long serialVersionUID = 1L;

        NoTabException(String id) {
            super("The browser has no tab '" + id + "'.");
        }
    }

    /** The page could not be shown; the message says why. */
    public static final class NavigationException extends Exception {
        private static final long serialVersionUID = 1L;

        NavigationException(String message) {
            super(message);
        }
    }

    /** Waits until the browser answers. */
    public void await(Duration limit) throws UnavailableException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                if (!tabs().isEmpty()) {
                    return;
                }
            } catch (UnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new UnavailableException("The browser showed no page in time.");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** Whether it answers now. */
    public boolean answers() {
        try {
            return !get("/json/version").isMissingNode();
        } catch (UnavailableException _) {
            return false;
        }
    }

    /** The one that was used last comes first. */
    public List<Tab> tabs() throws UnavailableException {
        List<Tab> tabs = new ArrayList<>();
        for (JsonNode target : get("/json/list")) {
            if (target.path("type").asString("").equals("page")) {
                tabs.add(tab(target));
            }
        }
        return tabs;
    }

    public Tab tab(String id) throws UnavailableException, NoTabException {
        return tabs().stream().filter(tab -> tab.id().equals(id)).findFirst().orElseThrow(() -> new NoTabException(id));
    }

    private static Tab tab(JsonNode target) {
        return new Tab(
                target.path("id").asString(""),
                target.path("url").asString(""),
                target.path("title").asString(""));
    }

    /** Opens another tab, which is shown. */
    public Tab open(String address) throws UnavailableException {
        String query = URLEncoder.encode(address, StandardCharsets.UTF_8).replace("+", "%20");
        return tab(send(request("/json/new?" + query).put(RequestBody.EMPTY).build()));
    }

    /** Shows a tab. */
    public void activate(String id) throws UnavailableException, NoTabException {
        say("/json/activate/" + tab(id).id());
    }

    /** Closes a tab; with the last one the browser ends. */
    public void close(String id) throws UnavailableException, NoTabException {
        say("/json/close/" + tab(id).id());
    }

    /** Shows an address in a tab that is there. */
    public Tab navigate(String id, String address, Until until, Duration limit)
            throws UnavailableException, NoTabException, NavigationException, InterruptedException {
        Tab tab = tab(id);
        try (PageSession page = PageSession.open(http, "http://127.0.0.1:" + port + "/devtools/page/" + tab.id())) {
            page.navigate(address, until, limit);
        }
        return tab(id);
    }

    /** Goes back or forward in a tab's history, by so many pages; false where there are not so many. */
    public boolean travel(String id, int pages) throws UnavailableException, NoTabException, InterruptedException {
        Tab tab = tab(id);
        try (PageSession page = PageSession.open(http, "http://127.0.0.1:" + port + "/devtools/page/" + tab.id())) {
            return page.travel(pages);
        }
    }

    public void reload(String id) throws UnavailableException, NoTabException, InterruptedException {
        Tab tab = tab(id);
        try (PageSession page = PageSession.open(http, "http://127.0.0.1:" + port + "/devtools/page/" + tab.id())) {
            page.reload();
        }
    }

    /** Path of the WebSocket over which all of the browser can be spoken to. */
    public String socketPath() throws UnavailableException {
        String address = get("/json/version").path("webSocketDebuggerUrl").asString("");
        return Optional.of(address.indexOf("/devtools/"))
                .filter(at -> at > 0)
                .map(address::substring)
                .orElseThrow(() -> new UnavailableException("The browser does not tell where it can be debugged."));
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url("http://127.0.0.1:" + port + path);
    }

    private JsonNode get(String path) throws UnavailableException {
        return send(request(path).build());
    }

    private void say(String path) throws UnavailableException {
        text(request(path).build());
    }

    private JsonNode send(Request request) throws UnavailableException {
        try {
            return Json.LENIENT.readTree(text(request));
        } catch (JacksonException e) {
            throw new UnavailableException("What answers on port " + port + " is no browser.");
        }
    }

    private String text(Request request) throws UnavailableException {
        try (Response response = http.newCall(request).execute()) {
            String text = response.body().string();
            if (!response.isSuccessful()) {
                throw new UnavailableException("The browser refused: " + text.strip());
            }
            return text;
        } catch (IOException e) {
            throw new UnavailableException("The browser does not answer: " + e.getMessage() + ".");
        }
    }
}
