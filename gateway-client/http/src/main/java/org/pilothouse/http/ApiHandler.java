package org.pilothouse.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request: checks who asks and from where, finds the route, and writes what it gives back. */
final class ApiHandler extends Handler.Abstract {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int MOST_DRAINED = 64 * 1024;
    private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);

    private final HttpApi api;
    private final StrictJson json;
    private final OpenStreams streams;

    ApiHandler(HttpApi api, OpenStreams streams) {
        super(InvocationType.BLOCKING);
        this.api = api;
        this.streams = streams;
        this.json = new StrictJson(api.reading());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = requestId(request);
        String path = Optional.ofNullable(Request.getPathInContext(request)).orElse("/");
        response.getHeaders().put("x-request-id", requestId);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        try {
            api.place().check(request);
            answer(path, request, response, callback);
        } catch (Exception e) { // whatever a route throws is answered
            refuse(refusal(e, request, path, requestId), request, path, response, callback);
        }
        return true;
    }

    private static String requestId(Request request) {
        String given = request.getHeaders().get("x-request-id");
        return given != null && REQUEST_ID.matcher(given).matches() ? given : "req-" + UUID.randomUUID();
    }

    private void answer(String path, Request request, Response response, Callback callback) throws Exception {
        Optional<Router.Match> match = api.router().find(request.getMethod(), path);
        boolean open = match.isPresent() && match.get().open();
        // whoever proves nothing does not learn which paths there are
        Caller caller = open ? Caller.ANYBODY : api.authenticator().authenticate(request);
        if (match.isEmpty()) {
            throw api.router().unanswered(request.getMethod(), path);
        }
        Router.Match found = match.get();
        if (!open) {
            api.guard().check(caller, found.route().method(), found.route().path());
        }
        Answer answer = found.action().answer(new Call(request, found.variables(), caller, json));
        write(answer, caller, request, response, callback);
    }

    private void write(Answer answer, Caller caller, Request request, Response response, Callback callback) {
        switch (answer) {
            case Answer.Json body -> writeJson(body.status(), "application/json", body.body(), response, callback);
            case Answer.Bytes bytes -> {
                bytes.headers().forEach(response.getHeaders()::put);
                writeBytes(bytes.status(), bytes.contentType(), bytes.body(), response, callback);
            }
            case Answer.Nothing _ -> {
                response.setStatus(204);
                callback.succeeded();
            }
            case Answer.Stream stream -> {
                try (OpenStreams.Entry _ = streams.register(caller.credential())) {
                    if (!caller.equals(Caller.ANYBODY)) {
                        // it may have ended between the first look and the registration
                        api.authenticator().authenticate(request);
                    }
                    writeStream(stream, response, callback);
                }
            }
            case Answer.Raw raw -> raw.exchange().take(request, response, callback);
        }
    }

    private static void writeStream(Answer.Stream stream, Response response, Callback callback) {
        response.setStatus(stream.status());
        stream.headers().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.contentType());
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            // the headers go out before the first event
            out.flush();
            stream.writer().write(out);
        } catch (IOException e) {
            callback.failed(e); // the client went away
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e); // the server ends, or the caller's token did
            return;
        } catch (UncheckedIOException e) {
            callback.failed(e.getCause());
            return;
        }
        callback.succeeded();
    }

    private Refusal refusal(Exception e, Request request, String path, String requestId) {
        if (e instanceof Refusal refusal) {
            return refusal;
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new Refusal(503, "unavailable", "The server is stopping.");
        }
        return api.refusals().of(e).orElseGet(() -> {
            // a bug; the caller gets no trace of it, the log gets all
            log.error("request {} {} failed ({})", request.getMethod(), path, requestId, e);
            return new Refusal(
                    500,
                    "internal_error",
                    "The server failed on this request; its log has the reason under " + requestId + ".");
        });
    }

    private void refuse(Refusal refusal, Request request, String path, Response response, Callback callback) {
        if (response.isCommitted()) {
            callback.failed(refusal);
            return;
        }
        if (refusal.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.members().get(Refusal.RETRY_AFTER) instanceof Long seconds) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        }
        if (!isDrained(request)) {
            // with an unread body before it no further request can be found; a client must not try
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        Refusals.Body body = api.refusals().body(refusal, request.getMethod(), path);
        writeJson(refusal.status(), body.contentType(), body.value(), response, callback);
    }

    /** Reads what is left of a small body, as Jetty would otherwise cut the connection under the client's next request. */
    private static boolean isDrained(Request request) {
        boolean none = request.getLength() == 0
                || (request.getLength() < 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
        if (none) {
            return true;
        }
        if (request.getLength() < 0 || request.getLength() > MOST_DRAINED) {
            return false;
        }
        try (InputStream rest = Content.Source.asInputStream(request)) {
            return rest.readNBytes(MOST_DRAINED + 1).length <= MOST_DRAINED;
        } catch (IOException _) {
            return false;
        }
    }

    private void writeJson(int status, String contentType, Object body, Response response, Callback callback) {
        writeBytes(status, contentType, api.writing().writeValueAsBytes(body), response, callback);
    }

    private static void writeBytes(int status, String contentType, byte[] bytes, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
