package org.pilothouse.agent.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.http.Listen;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.Refusals;
import tools.jackson.databind.JsonNode;

/** The server with a face of the test's own: tokens, checks of what is asked, refusals, audit, description. */
class ApiServerTest {
    @TempDir
    Path folder;

    private ApiClient client;
    private final List<AuditLog.Action> audit = new CopyOnWriteArrayList<>();
    private ApiServer server;
    private String token;

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Dot(
            @Field(required = true, min = 0, max = 100, example = "5")
            Integer x,

            @Field(value = "Its colour", example = "\"red\"") @Nullable
            Colour colour,

            @Field(least = 1, most = 3) @Nullable String name,
            @Nullable Inner inner) {}

    record Inner(@Field(required = true, min = 0.1, max = 1) Double scale) {}

    record Sheet(
            @Field(min = 1, max = 9, otherwise = "3") @Nullable
            Integer count,

            @Nullable Boolean grid,
            @Nullable Colour colour) {}

    @BeforeEach
    void start() throws Exception {
        Path file = folder.resolve("config/api-token");
        server = ApiServer.start(settings(file, true), "1", audit::add, List.of(ApiServerTest::face));
        token = Files.readString(file).strip();
        client = new ApiClient(server.uri(), "");
    }

    private static ApiSettings settings(Path file, boolean authenticated) {
        return new ApiSettings(List.of(new Listen.Tcp("127.0.0.1", 0)), file, Set.of(), authenticated);
    }

    private static void face(Api api) {
        api.add(Operation.post("/v1/dots", "Draws a dot")
                .body(Dot.class)
                .gives(Dot.class)
                .by((_, dot) -> dot));
        api.add(Operation.get("/v1/sheet", "The sheet")
                .query(Sheet.class)
                .gives(Sheet.class)
                .by((_, sheet) -> sheet));
        api.add(Operation.delete("/other/{id}", "Takes a dot away").givesBytes().by(call -> {
            throw Refusal.notFound("There is no dot " + call.variable("id") + ".");
        }));
        api.errors(
                "/other/",
                (refusal, _, _) -> new Refusals.Body("application/json", Map.of("error", refusal.sentence())));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private ApiClient.Reply send(String method, String path, String body, String... headers) throws Exception {
        return client.send(
                method, path, body, headers.length > 0 ? headers : new String[] {"Authorization", "Bearer " + token});
    }

    @Test
    void healthNeedsNoTokenAndAllElseDoes() throws Exception {
        assertEquals(
                "{\"status\":\"ok\"}",
                send("GET", "/v1/health", "", "X-None", "1").text());
        for (String given : List.of("Bearer wrong", "Bearer ", "Basic " + token, token)) {
            ApiClient.Reply refused = send("GET", "/v1/sheet", "", "Authorization", given);
            assertEquals(401, refused.status());
            assertEquals("token_invalid", refused.json().path("code").asString());
        }
        assertEquals(
                401,
                send("GET", "/v1/sheet?access_token=" + token, "", "X-None", "1")
                        .status());
        assertEquals(200, send("GET", "/v1/sheet", "", "X-Deck-Token", token).status());
    }

    @Test
    void aTokenIsMadeOnceAndOnlyItsOwnerCanReadIt() throws Exception {
        Path file = folder.resolve("config/api-token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (ApiServer second = ApiServer.start(settings(file, true), "1", AuditLog.NONE, List.of())) {
            assertEquals(token, Files.readString(file).strip());
            assertTrue(second.uri().getPort() > 0);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var open = assertThrows(
                IOException.class, () -> ApiServer.start(settings(file, true), "1", AuditLog.NONE, List.of()));
        assertTrue(open.getMessage().contains("can be read by others"), open.getMessage());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "short\n");
        assertThrows(IOException.class, () -> ApiServer.start(settings(file, true), "1", AuditLog.NONE, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'x':101} | x | x is 101; it must be from 0 to 100",
                "{'x':-1} | x | x is -1; it must be from 0 to 100",
                "{} | x | x is missing",
                "{'x':null} | x | x is missing",
                "{'x':'1'} | x | x must be a whole number",
                "{'x':1.5} | x | x must be a whole number",
                "{'x':99999999999} | x | x must be a whole number that is not so large",
                "{'x':1,'colour':'pink'} | colour | colour must be one of red, dark_blue",
                "{'x':1,'name':''} | name | name has 0 characters; it must have 1 to 3",
                "{'x':1,'name':'four'} | name | name has 4 characters; it must have 1 to 3",
                "{'x':1,'name':7} | name | name must be a string",
                "{'x':1,'inner':{'scale':0}} | inner.scale | inner.scale is 0.0; it must be from 0.1 to 1",
                "{'x':1,'inner':{}} | inner.scale | inner.scale is missing",
                "{'x':1,'z':1} | z | unknown field z",
            })
    void whatIsNotAllowedIsRefusedWithTheField(String body, String field, String detail) throws Exception {
        ApiClient.Reply refused = send("POST", "/v1/dots", body.replace('\'', '"'));
        assertEquals(400, refused.status(), refused.text());
        assertEquals("application/problem+json", refused.header("Content-Type"));
        assertEquals(field, refused.json().path("field").asString(""), refused.text());
        assertEquals(detail, refused.json().path("detail").asString(), refused.text());
        assertEquals(
                "urn:sandbox-agent:error:invalid_request",
                refused.json().path("type").asString());
        assertEquals(400, refused.json().path("status").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=0 | count is 0; it must be from 1 to 9",
                "count=x | count is 'x'; it must be a whole number",
                "count=1.5 | count is '1.5'; it must be a whole number",
                "count=99999999999 | count is '99999999999'; it must be a whole number that is not so large",
                "count=1&count=2 | count is there more than once",
                "grid=yes | grid is 'yes'; it must be true or false",
                "colour=pink | colour must be one of red, dark_blue",
                "cuont=1 | unknown parameter cuont; there are count, grid, colour",
                "count=%ff%zz | The query is not valid: it must be percent-encoded UTF-8.",
            })
    void parametersAreCheckedAlike(String query, String detail) throws Exception {
        ApiClient.Reply refused = send("GET", "/v1/sheet?" + query.replace("%zz", "%c3%28"), "");
        assertEquals(400, refused.status(), refused.text());
        assertEquals(detail, refused.json().path("detail").asString());
    }

    @Test
    void whatIsAllowedIsDone() throws Exception {
        assertEquals(
                "{\"x\":100,\"colour\":\"dark_blue\",\"inner\":{\"scale\":0.1}}",
                send("POST", "/v1/dots", "{\"x\":100,\"colour\":\"dark_blue\",\"inner\":{\"scale\":0.1}}")
                        .text());
        assertEquals(
                "{\"count\":9,\"grid\":true,\"colour\":\"red\"}",
                send("GET", "/v1/sheet?count=9&grid=true&colour=red", "").text());
    }

    @Test
    void facesSayNoInTheirOwnWayAndEveryActionIsNoted() throws Exception {
        assertEquals(
                "{\"error\":\"There is no dot 7.\"}",
                send("DELETE", "/other/7", "").text());
        send("POST", "/v1/dots", "{\"x\":1}");
        send("GET", "/v1/sheet", "");
        assertEquals(
                List.of("DELETE /other/{id} /other/7 not_found 404", "POST /v1/dots /v1/dots ok 200"),
                audit.stream()
                        .map(a -> a.what() + " " + a.path() + " " + a.outcome() + " " + a.status())
                        .toList());
    }

    @Test
    void allIsDescribed() throws Exception {
        JsonNode document = send("GET", "/openapi.json", "").json();
        assertEquals("3.1.0", document.path("openapi").asString());
        JsonNode dot = document.at("/components/schemas/ApiServerTest.Dot");
        assertEquals(100, dot.at("/properties/x/maximum").asInt(), document.toPrettyString());
        assertEquals("[\"x\"]", dot.path("required").toString());
        assertEquals(
                "[\"red\",\"dark_blue\"]", dot.at("/properties/colour/enum").toString());
        assertEquals(
                "{\"x\":5,\"colour\":\"red\"}",
                document.at("/paths/~1v1~1dots/post/requestBody/content/application~1json/example")
                        .toString());
        assertEquals(
                "count", document.at("/paths/~1v1~1sheet/get/parameters/0/name").asString());
        assertEquals(
                "id",
                document.at("/paths/~1other~1{id}/delete/parameters/0/name").asString());
        assertFalse(document.at("/paths/~1other~1{id}/delete/responses/204").isMissingNode());
        assertTrue(document.at("/paths/~1v1~1health/get/security").isEmpty());
    }
}
