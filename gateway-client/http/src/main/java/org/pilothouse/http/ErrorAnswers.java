package org.pilothouse.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before it gets to a route, said in the same form as everything else and not as a web page. */
final class ErrorAnswers extends ErrorHandler {
    private final HttpApi api;

    ErrorAnswers(HttpApi api) {
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
        Refusals.Body body = body(status, request.getMethod(), path);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
        response.write(true, bytes(body), callback);
        return true;
    }

    private Refusals.Body body(int status, String method, String path) {
        Refusal refusal = new Refusal(
                status,
                status < 500 ? "invalid_request" : "internal_error",
                (status < 500 ? "The request is not valid: " : "The server failed: ") + HttpStatus.getMessage(status)
                        + ".");
        return api.refusals().body(refusal, method, path);
    }

    private ByteBuffer bytes(Refusals.Body body) {
        return ByteBuffer.wrap(api.writing().writeValueAsBytes(body.value()));
    }
}
