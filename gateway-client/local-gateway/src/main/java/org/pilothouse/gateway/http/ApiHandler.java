package org.pilothouse.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request: checks who asks and from where, finds the route, and writes what it gives back. */
final class ApiHandler extends Handler.Abstract {
    private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);

    private final Gatekeeper gatekeeper;
    private final Router router;
    private final Sockets sockets;

    /** The WebSocket endpoints. */
    interface Sockets {
        /**
         * Upgrades, or writes why not.
         *
         * @param path decoded
         * @return whether this path is a WebSocket endpoint at all
         */
        boolean upgrade(String path, Request request, Response response, Callback callback);
    }

    ApiHandler(Gatekeeper gatekeeper, Router router, Sockets sockets) {
        super(InvocationType.BLOCKING);
        this.gatekeeper = gatekeeper;
        this.router = router;
        this.sockets = sockets;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = Gatekeeper.requestId(request);
        response.getHeaders().put("x-request-id", requestId);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        try {
            gatekeeper.checkPlace(request);
            String path = Optional.ofNullable(Request.getPathInContext(request)).orElse("/");
            if (sockets.upgrade(path, request, response, callback)) {
                return true;
            }
            write(answer(path, request), response, callback);
        } catch (GatewayException e) {
            refuse(e, response, callback);
        } catch (RuntimeException e) {
            // a bug; the caller gets no trace of it, the log gets all
            log.error(
                    "request {} {} failed ({})",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    requestId,
                    e);
            refuse(
                    new GatewayException(
                            Code.INTERNAL_ERROR,
                            "The gateway failed on this request; its log has the reason under " + requestId + ".",
                            null),
                    response,
                    callback);
        }
        return true;
    }

    private Answer answer(String path, Request request) {
        Actor actor = path.equals("/healthz") ? new Actor("nobody", "") : gatekeeper.authenticate(request);
        Router.Match match = router.find(request.getMethod(), path);
        return match.action().answer(new Call(request, match.variables(), actor));
    }

    private static void write(Answer answer, Response response, Callback callback) {
        switch (answer) {
            case Answer.Json json -> writeJson(json.status(), "application/json", json.body(), response, callback);
            case Answer.Bytes bytes -> {
                bytes.headers().forEach(response.getHeaders()::put);
                writeBytes(200, bytes.contentType(), bytes.body(), response, callback);
            }
            case Answer.Nothing _ -> {
                response.setStatus(204);
                callback.succeeded();
            }
            case Answer.Stream stream -> {
                response.setStatus(200);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    // the headers go out before the first event
                    out.flush();
                    stream.writer().write(out);
                    callback.succeeded();
                } catch (IOException e) {
                    callback.failed(e); // the client went away
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    callback.failed(e);
                } catch (UncheckedIOException e) {
                    callback.failed(e.getCause());
                }
            }
        }
    }

    static void refuse(GatewayException e, Response response, Callback callback) {
        int status =
                switch (e.code()) {
                    case INVALID_REQUEST -> 400;
                    case UNAUTHORIZED -> 401;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case METHOD_NOT_ALLOWED -> 405;
                    case CONFLICT, ALREADY_DECIDED -> 409;
                    case TOO_LARGE -> 413;
                    case UNAVAILABLE -> 503;
                    case ARTIFACT_DAMAGED, INTERNAL_ERROR -> 500;
                };
        if (status == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        @Nullable String field = e.field();
        writeJson(
                status,
                "application/problem+json",
                ErrorBody.problem(status, e.code().name().toLowerCase(Locale.ROOT), e.sentence(), field)
                        .with(e.approval()),
                response,
                callback);
    }

    private static void writeJson(int status, String contentType, Object body, Response response, Callback callback) {
        writeBytes(status, contentType, Json.LENIENT.writeValueAsBytes(body), response, callback);
    }

    private static void writeBytes(int status, String contentType, byte[] bytes, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
