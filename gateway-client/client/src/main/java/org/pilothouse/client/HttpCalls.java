package org.pilothouse.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.Json;
import tools.jackson.core.JacksonException;

/** JSON over HTTP: one method per verb, errors turned into the three kinds of {@link GatewayException}. */
final class HttpCalls {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final int MAX_OPERATOR = 64;
    /** Far above any list; a server that sends more is not a gateway. */
    private static final long MAX_BODY = 64L * 1024 * 1024;

    /** By what name decisions are recorded, beside the token; a claim, not a proof. */
    private static final String OPERATOR = operator();

    private final OkHttpClient okHttp;
    private final GatewayProfile profile;
    private final HttpUrl base;

    HttpCalls(OkHttpClient okHttp, GatewayProfile profile) {
        this.okHttp = okHttp;
        this.profile = profile;
        this.base = HttpUrl.get(profile.base().toString());
    }

    <T> T get(String path, Class<T> type) throws GatewayException {
        return call(okHttp, request(path).get().build(), type);
    }

    <T> T post(String path, @Nullable Object body, Class<T> type) throws GatewayException {
        return call(okHttp, request(path).post(json(body)).build(), type);
    }

    /** A post whose answer may take {@code longest}, as the gateway itself waits for something. */
    <T> T post(String path, Object body, Class<T> type, Duration longest) throws GatewayException {
        OkHttpClient patient = okHttp.newBuilder().readTimeout(longest).build();
        return call(patient, request(path).post(json(body)).build(), type);
    }

    <T> T put(String path, Object body, Class<T> type) throws GatewayException {
        return call(okHttp, request(path).put(json(body)).build(), type);
    }

    <T> T patch(String path, Object body, Class<T> type) throws GatewayException {
        return call(okHttp, request(path).patch(json(body)).build(), type);
    }

    <T> T delete(String path, Class<T> type) throws GatewayException {
        return call(okHttp, request(path).delete().build(), type);
    }

    /** Posts an empty object where no answer but success is of interest. */
    void postForNothing(String path) throws GatewayException {
        Request request = request(path).post(json(null)).build();
        String what = what(request);
        try (Response response = execute(okHttp.newCall(request))) {
            if (!response.isSuccessful()) {
                throw refusal(response, what);
            }
        } catch (IOException e) {
            throw new GatewayException.Unreachable(what, e);
        }
    }

    /** The body as it is, at most so many bytes of it. */
    byte[] bytes(String path, long most) throws GatewayException {
        Request request = request(path).get().build();
        String what = what(request);
        try (Response response = execute(okHttp.newCall(request))) {
            if (!response.isSuccessful()) {
                throw refusal(response, what);
            }
            long limit = Math.min(most, MAX_BODY);
            // the length may be missing or a lie, so what arrives is counted
            byte[] bytes = response.body().byteStream().readNBytes((int) limit + 1);
            if (bytes.length > limit) {
                throw new GatewayException.BadAnswer(what, "it is larger than " + limit + " bytes", null);
            }
            return bytes;
        } catch (IOException e) {
            throw new GatewayException.Unreachable(what, e);
        }
    }

    /** Writes the body to a stream as it comes. */
    void copy(String path, OutputStream out) throws GatewayException {
        Request request = request(path).get().build();
        String what = what(request);
        try (Response response = execute(okHttp.newCall(request))) {
            if (!response.isSuccessful()) {
                throw refusal(response, what);
            }
            response.body().byteStream().transferTo(out);
        } catch (IOException e) {
            throw new GatewayException.Unreachable(what, e);
        }
    }

    /** Starts a path with a query. */
    static Query query(String path) {
        return new Query(path, "");
    }

    /** A path whose query's values are encoded. */
    record Query(String base, String parameters) {
        Query with(String name, @Nullable String value) {
            if (value == null) {
                return this;
            }
            String encoded = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
            return new Query(base, parameters.isEmpty() ? "?" + encoded : parameters + "&" + encoded);
        }

        String path() {
            return base + parameters;
        }
    }

    private static String what(Request request) {
        return request.method() + " " + request.url().encodedPath();
    }

    /** A request with the token, to a path below the gateway's base; segments must be encoded by {@link #segment}. */
    Request.Builder request(String path) {
        return anonymous(path)
                .header("Authorization", "Bearer " + profile.token().get())
                .header("X-Operator", OPERATOR);
    }

    Request.Builder anonymous(String path) {
        HttpUrl url = base.resolve(path);
        if (url == null || !url.host().equals(base.host()) || url.port() != base.port()) {
            throw new IllegalArgumentException("not a path below the gateway: " + path);
        }
        return new Request.Builder().url(url);
    }

    private static String operator() {
        String name = System.getProperty("user.name", "").strip();
        String shortened = name.substring(0, Math.min(name.length(), MAX_OPERATOR));
        return URLEncoder.encode(shortened.isEmpty() ? "operator" : shortened, StandardCharsets.UTF_8);
    }

    /** Makes an id safe as one path segment. */
    static String segment(String id) {
        return new HttpUrl.Builder()
                .scheme("http")
                .host("h")
                .addPathSegment(id)
                .build()
                .encodedPathSegments()
                .getFirst();
    }

    static GatewayException refusal(Response response, String what) throws IOException {
        String text = response.peekBody(64 * 1024).string();
        try {
            ErrorBody body = Json.LENIENT.readValue(text, ErrorBody.class);
            if (hasSentence(body)) {
                return new GatewayException.Refused(response.code(), body);
            }
        } catch (JacksonException e) {
            // Proxies answer in HTML and Tyrum's takeover in plain text: fall through to the status alone.
        }
        return new GatewayException.Refused(
                response.code(),
                ErrorBody.problem(
                        response.code(),
                        "http_" + response.code(),
                        "The gateway answered " + response.code() + " to " + what + ".",
                        null));
    }

    @SuppressWarnings({"NullAway", "ConstantValue"}) // a record read by Jackson holds null where a member is missing
    private static boolean hasSentence(@Nullable ErrorBody body) {
        return body != null && body.error() != null && body.message() != null;
    }

    /** OkHttp lets an InterruptedException out that it does not declare: Kotlin knows no checked exceptions. */
    static Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("the call was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static <T> T call(OkHttpClient okHttp, Request request, Class<T> type) throws GatewayException {
        String what = what(request);
        try (Response response = execute(okHttp.newCall(request))) {
            if (!response.isSuccessful()) {
                throw refusal(response, what);
            }
            if (response.body().contentLength() > MAX_BODY) {
                throw new GatewayException.BadAnswer(what, "it is larger than 64 MiB", null);
            }
            T value = Json.LENIENT.readValue(response.body().byteStream(), type);
            if (value == null) {
                throw new GatewayException.BadAnswer(what, "it is empty", null);
            }
            return value;
        } catch (IOException e) {
            throw new GatewayException.Unreachable(what, e);
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw new GatewayException.Unreachable(what, io);
            }
            throw new GatewayException.BadAnswer(what, e.getOriginalMessage(), e);
        }
    }

    private static RequestBody json(@Nullable Object body) {
        return RequestBody.create(body == null ? "{}" : Json.LENIENT.writeValueAsString(body), JSON);
    }
}
