package org.pilothouse.agent.api;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;

/** A test's way to speak to the API. */
public final class ApiClient implements AutoCloseable {
    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
    private final URI server;
    private final String token;

    /**
     * @param token sent with each request that has no headers of its own; none where empty
     */
    public ApiClient(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Reply(int status, Headers headers, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return ApiJson.MAPPER.readTree(bytes);
        }

        public String header(String name) {
            return String.valueOf(headers.get(name));
        }

        /** The code of a problem. */
        public String code() {
            return json().path("code").asString("");
        }
    }

    public Reply get(String path) throws IOException {
        return send("GET", path, "");
    }

    public Reply post(String path, String body) throws IOException {
        return send("POST", path, body);
    }

    public Reply delete(String path) throws IOException {
        return send("DELETE", path, "");
    }

    /**
     * @param headers names and values
     */
    public Reply send(String method, String path, String body, String... headers) throws IOException {
        boolean bodiless = method.equals("GET") || method.equals("DELETE") && body.isEmpty();
        Request.Builder request = new Request.Builder()
                .url(server.resolve(path).toString())
                .method(method, bodiless ? null : RequestBody.create(body, MediaType.get("application/json")));
        if (headers.length == 0 && !token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try (Response response = http.newCall(request.build()).execute()) {
            return new Reply(
                    response.code(), response.headers(), response.body().bytes());
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
