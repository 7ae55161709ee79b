package org.pilothouse.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** One request on its way through a route. */
public final class Call {
    /** Of a body that is read whole; whoever takes more reads {@link #content}. */
    public static final int MAX_BODY = 1024 * 1024;

    private final Request request;
    private final Map<String, String> variables;
    private final Caller caller;
    private final StrictJson json;
    /** In place of what the request has; null where the request itself is meant. */
    private final @Nullable Step step;

    /**
     * @param variables what the path's {@code {name}} parts stand for
     */
    Call(Request request, Map<String, String> variables, Caller caller, StrictJson json) {
        this(request, variables, caller, json, null);
    }

    private Call(Request request, Map<String, String> variables, Caller caller, StrictJson json, @Nullable Step step) {
        this.request = request;
        this.variables = Map.copyOf(variables);
        this.caller = caller;
        this.json = json;
        this.step = step;
    }

    /** What a step of a request asks. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Step(Map<String, String> queries, byte[] body) {}

    /** A part of this call that another route answers. */
    Call step(Map<String, String> itsVariables, Map<String, String> queries, byte[] body) {
        return new Call(request, itsVariables, caller, json, new Step(Map.copyOf(queries), body));
    }

    public Request request() {
        return request;
    }

    public Caller caller() {
        return caller;
    }

    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /** The variable {@code id}, where it is a positive number. */
    public long id() {
        try {
            long id = Long.parseLong(variable("id"));
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw Refusal.invalid("id", "id must be a positive integer");
    }

    /** A variable that is a number from 0. */
    public int number(String name) {
        try {
            int number = Integer.parseInt(variable(name));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw Refusal.invalid(name, name + " must be a number from 0");
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(queries().get(name)).map(Fields.Field::getValue);
    }

    /** All query parameters. */
    public Fields queries() {
        if (step != null) {
            Fields fields = new Fields(true);
            step.queries().forEach(fields::put);
            return fields;
        }
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException _) { // Jetty has several for a query that is no UTF-8 or not encoded
            throw Refusal.invalid(null, "The query is not valid: it must be percent-encoded UTF-8.");
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The body as this type, strictly. */
    public <T> T body(Class<T> type) {
        return json.read(bytes(MAX_BODY), type);
    }

    /** As {@link #body}, where no body at all stands for the empty object. */
    public <T> T bodyOrEmpty(Class<T> type) {
        byte[] bytes = bytes(MAX_BODY);
        return json.read(bytes.length == 0 ? new byte[] {'{', '}'} : bytes, type);
    }

    /** The whole body, where it has at most so many bytes. */
    public byte[] bytes(int most) {
        if (step == null && request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > most) {
            throw tooLarge(most);
        }
        try (InputStream in = content()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLarge(most);
            }
            return bytes;
        } catch (IOException _) {
            throw Refusal.invalid(null, "The request's body did not arrive whole.");
        }
    }

    /** The body as it arrives, without a limit. */
    public InputStream content() {
        return step == null ? Content.Source.asInputStream(request) : new ByteArrayInputStream(step.body());
    }

    private static Refusal tooLarge(int most) {
        String size = most % (1024 * 1024) == 0 ? most / (1024 * 1024) + " MiB" : most + " bytes";
        return new Refusal(413, "too_large", "The request's body is larger than " + size + ".");
    }
}
