package org.pilothouse.agent.api;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.http.Authenticator;
import org.pilothouse.http.Caller;
import org.pilothouse.http.HttpApi;
import org.pilothouse.http.HttpServer;
import org.pilothouse.http.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The door of this package: the agent's HTTP server with all its faces. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_REQUESTS = 512;
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    private final HttpServer server;

    private ApiServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to listen.
     *
     * @param faces the earlier one's routes go first
     * @throws IOException where there is no usable token
     * @throws IllegalStateException where a port or socket is taken
     */
    public static ApiServer start(ApiSettings settings, String version, AuditLog audit, List<? extends Api.Face> faces)
            throws IOException {
        Authenticator callers = callers(settings);
        Api api = new Api(audit);
        api.add(Operation.get("/v1/health", "Whether the agent answers")
                .tag("meta")
                .gives(Health.class)
                .open()
                .by(_ -> new Health("ok")));
        faces.forEach(face -> face.addTo(api));
        api.add(Operation.get("/openapi.json", "This description")
                .tag("meta")
                .gives(Map.class)
                .by(_ -> document(api, version)));
        HttpServer server = new HttpServer(
                settings.listen(),
                new HttpApi(
                        api.router(),
                        new Place("agent", settings.names()),
                        callers,
                        api.refusals(),
                        ApiJson.MAPPER,
                        ApiJson.MAPPER),
                MAX_REQUESTS);
        server.start();
        log.info("HTTP API on {}", settings.listen());
        return new ApiServer(server);
    }

    /** Of {@code /v1/health}. */
    public record Health(
            @Field(required = true, example = "\"ok\"") String status) {}

    private static Authenticator callers(ApiSettings settings) throws IOException {
        if (settings.authenticated()) {
            return ApiToken.of(settings.tokenFile());
        }
        log.warn("the HTTP API needs no token, as PILOTHOUSE_API_AUTH says; every program here can use it");
        return _ -> Caller.ANYBODY;
    }

    private static ObjectNode document(Api api, String version) {
        return new OpenApi(api.operations(), version).document();
    }

    /** Of the first TCP address. */
    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
