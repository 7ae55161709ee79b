package org.pilothouse.agent.deck;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pilothouse.agent.api.Api;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Refusals;

/** Refusals as Deck writes them, with the field at fault beside. */
final class DeckErrors implements Api.ErrorStyle {
    private static final String DESKTOP = "/computeruse";
    private static final List<String> PATHS = List.of(
            DESKTOP,
            "/process/",
            "/files",
            "/port",
            "/proxy/",
            "/version",
            "/work-dir",
            "/user-home-dir",
            "/project-dir",
            "/git/",
            "/lsp/");

    private final Clock clock;

    DeckErrors(Clock clock) {
        this.clock = clock;
    }

    void addTo(Api api) {
        PATHS.forEach(path -> api.errors(path, this));
    }

    @Override
    public Refusals.Body body(Refusal refusal, String method, String path) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (refusal.status() == 401) {
            body.put("error", refusal.sentence());
        } else if (path.startsWith(DESKTOP)) {
            desktop(refusal, body);
        } else {
            body.put("statusCode", refusal.status());
            body.put("message", refusal.sentence());
            body.put("code", refusal.code().toUpperCase(Locale.ROOT));
            body.put("timestamp", clock.instant().toString());
            body.put("path", path);
            body.put("method", method);
        }
        if (refusal.field() != null) {
            body.put("field", refusal.field());
        }
        body.putAll(refusal.members());
        return new Refusals.Body("application/json", body);
    }

    private static void desktop(Refusal refusal, Map<String, Object> body) {
        body.put("error", refusal.sentence());
        if (refusal.status() == 503) {
            body.put("message", "The desktop is not available.");
            body.put("details", refusal.sentence());
            body.put("solution", "POST /computeruse/start, or wait until GET /computeruse/status says active.");
        }
    }
}
