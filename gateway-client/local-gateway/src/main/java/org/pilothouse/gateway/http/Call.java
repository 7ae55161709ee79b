package org.pilothouse.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;

/**
 * One request on its way through a route.
 *
 * @param variables what the path's {@code {name}} parts stand for
 * @param actor who asks
 */
record Call(Request request, Map<String, String> variables, Actor actor) {
    private static final int MAX_BODY = 1024 * 1024;

    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    long id() {
        try {
            long id = Long.parseLong(variable("id"));
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw GatewayException.invalid("id", "id must be a positive integer");
    }

    /** A variable that is a number from 0. */
    int number(String name) {
        try {
            int number = Integer.parseInt(variable(name));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw GatewayException.invalid(name, name + " must be a number from 0");
    }

    Optional<String> query(String name) {
        Fields.Field field = Request.extractQueryParameters(request).get(name);
        return field == null ? Optional.empty() : Optional.of(field.getValue());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The body as this type, strictly. */
    <T> T body(Class<T> type) {
        return StrictJson.read(bytes(), type);
    }

    /** As {@link #body}, where no body at all stands for the empty object. */
    <T> T bodyOrEmpty(Class<T> type) {
        byte[] bytes = bytes();
        return StrictJson.read(bytes.length == 0 ? new byte[] {'{', '}'} : bytes, type);
    }

    private byte[] bytes() {
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > MAX_BODY) {
            throw tooLarge();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException _) {
            throw GatewayException.invalid(null, "The request's body did not arrive whole.");
        }
    }

    private static GatewayException tooLarge() {
        return new GatewayException(GatewayException.Code.TOO_LARGE, "The request's body is larger than 1 MiB.", null);
    }
}
