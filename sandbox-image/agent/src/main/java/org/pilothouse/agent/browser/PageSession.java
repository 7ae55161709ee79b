package org.pilothouse.agent.browser;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.browser.DevTools.NavigationException;
import org.pilothouse.agent.browser.DevTools.UnavailableException;
import org.pilothouse.agent.browser.DevTools.Until;
import org.pilothouse.protocol.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A conversation with one page. For one thread. */
final class PageSession implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);
    private static final JsonNode END = Json.LENIENT.createObjectNode().put("end", true);

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int last;

    private PageSession(OkHttpClient http, String address) {
        this.socket = http.newWebSocket(new Request.Builder().url(address).build(), new Listener());
    }

    static PageSession open(OkHttpClient http, String address) {
        return new PageSession(http, address);
    }

    private final class Listener extends WebSocketListener {
        @Override
        public void onMessage(WebSocket webSocket, String text) {
            messages.add(Json.LENIENT.readTree(text));
        }

        @Override
        public void onClosing(WebSocket webSocket, int code, String reason) {
            messages.add(END);
        }

        @Override
        public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
            messages.add(END);
        }
    }

    void navigate(String address, Until until, Duration limit)
            throws UnavailableException, NavigationException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        ask("Page.enable", Json.LENIENT.createObjectNode());
        JsonNode begun = ask("Page.navigate", Json.LENIENT.createObjectNode().put("url", address));
        String error = begun.path("errorText").asString("");
        if (!error.isEmpty()) {
            throw new NavigationException("The page cannot be shown: " + error + ".");
        }
        // A place within the page that is shown already loads nothing.
        boolean loads = begun.has("loaderId");
        if (until == Until.COMMIT || !loads) {
            return;
        }
        String event = until == Until.LOAD ? "Page.loadEventFired" : "Page.domContentEventFired";
        JsonNode message = next(deadline);
        while (!message.path("method").asString("").equals(event)) {
            message = next(deadline);
        }
    }

    boolean travel(int pages) throws UnavailableException, InterruptedException {
        JsonNode history = ask("Page.getNavigationHistory", Json.LENIENT.createObjectNode());
        int to = history.path("currentIndex").asInt(0) + pages;
        JsonNode entry = history.path("entries").path(to);
        if (to < 0 || entry.isMissingNode()) {
            return false;
        }
        ask(
                "Page.navigateToHistoryEntry",
                Json.LENIENT.createObjectNode().put("entryId", entry.path("id").asInt()));
        return true;
    }

    void reload() throws UnavailableException, InterruptedException {
        ask("Page.reload", Json.LENIENT.createObjectNode());
    }

    private JsonNode ask(String method, ObjectNode params) throws UnavailableException, InterruptedException {
        int id = ++last;
        ObjectNode message = Json.LENIENT.createObjectNode().put("id", id).put("method", method);
        message.set("params", params);
        socket.send(message.toString());
        long deadline = System.nanoTime() + ANSWERS_WITHIN.toNanos();
        JsonNode answer = take(deadline, method);
        while (answer.path("id").asInt(0) != id) {
            answer = take(deadline, method);
        }
        if (answer.has("error")) {
            throw new UnavailableException("The browser refused " + method + ": "
                    + answer.path("error").path("message").asString(""));
        }
        return answer.path("result");
    }

    private JsonNode take(long deadline, String method) throws UnavailableException, InterruptedException {
        JsonNode message = messages.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (message == null || message.equals(END)) {
            throw new UnavailableException("The browser did not answer " + method + ".");
        }
        return message;
    }

    private JsonNode next(long deadline) throws UnavailableException, NavigationException, InterruptedException {
        JsonNode message = messages.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new NavigationException("The page did not load in time; it may still do so.");
        }
        if (message.equals(END)) {
            throw new UnavailableException("The browser ended while the page was loading.");
        }
        return message;
    }

    @Override
    public void close() {
        socket.cancel();
    }
}
