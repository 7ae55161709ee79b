package org.pilothouse.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Exchanges recorded from a running Tyrum gateway. */
record Fixture(JsonNode request, int status, JsonNode body) {

    static Fixture load(String name) {
        JsonNode exchange = Json.LENIENT.readTree(text(name + ".json"));
        return new Fixture(
                exchange.path("request"),
                exchange.path("response").path("status").asInt(),
                exchange.path("response").path("body"));
    }

    static List<String> lines(String file) {
        return text(file).lines().toList();
    }

    static String text(String file) {
        try (InputStream in = Fixture.class.getResourceAsStream("/tyrum/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no such fixture: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a value looks like on the wire; a detour over text, as in-memory number nodes differ by Java type. */
    static JsonNode onTheWire(Object value) {
        return Json.LENIENT.readTree(Json.LENIENT.writeValueAsString(value));
    }

    <T> T as(Class<T> type) {
        return Json.LENIENT.treeToValue(body, type);
    }
}
