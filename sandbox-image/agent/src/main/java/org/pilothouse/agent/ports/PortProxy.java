package org.pilothouse.agent.ports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Refusal;

/**
 * Hands HTTP requests and WebSockets on to programs that listen on loopback in the sandbox. The caller's token, and
 * headers that are between two neighbours only, stay here. Safe for use by many threads.
 */
public final class PortProxy {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Set<String> NEIGHBOURS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    /** Ours, or made anew for the next connection. */
    private static final Set<String> NOT_HANDED_ON = Set.of(
            "host",
            "x-deck-token",
            "content-length",
            "expect",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-extensions",
            "sec-websocket-protocol");

    private static final String TOKEN_PARAMETER = "access_token";

    private final IntPredicate forbidden;
    private final OkHttpClient http;

    /**
     * @param forbidden ports that nobody is led to, such as the agent's own
     */
    public PortProxy(IntPredicate forbidden) {
        this.forbidden = forbidden;
        this.http = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(java.net.Proxy.NO_PROXY)
                .connectTimeout(CONNECT_WITHIN)
                // Events may be far apart; who asked goes away when it has enough.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /**
     * @param prefix of the path, which the program does not see
     */
    public Answer.Exchange exchange(int port, String prefix) {
        if (forbidden.test(port)) {
            throw new Refusal(403, "permission_denied", "Port " + port + " is the agent's own.");
        }
        return (request, response, callback) -> {
            HttpUrl url = url(request, port, prefix);
            if ("websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
                new SocketProxy(http, url, headers(request)).take(request, response, callback);
            } else {
                hand(request, url, response, callback);
            }
        };
    }

    /**
     * Leads a WebSocket to another path than it was asked for, as if it came from no page.
     *
     * @param path encoded
     */
    public Answer.Exchange socket(int port, String path) {
        return (request, response, callback) -> {
            HttpUrl url = new HttpUrl.Builder()
                    .scheme("http")
                    .host("127.0.0.1")
                    .port(port)
                    .encodedPath(path)
                    .build();
            Headers headers = headers(request).newBuilder().removeAll("Origin").build();
            new SocketProxy(http, url, headers).take(request, response, callback);
        };
    }

    private static HttpUrl url(Request request, int port, String prefix) {
        String path = String.valueOf(request.getHttpURI().getPath());
        String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
        HttpUrl.Builder url = new HttpUrl.Builder()
                .scheme("http")
                .host("127.0.0.1")
                .port(port)
                .encodedPath(rest.isEmpty() ? "/" : rest);
        String query = request.getHttpURI().getQuery();
        if (query != null) {
            url.encodedQuery(query).removeAllQueryParameters(TOKEN_PARAMETER);
        }
        return url.build();
    }

    private static Headers headers(Request request) {
        Set<String> left = named(request.getHeaders().getCSV(HttpHeader.CONNECTION, false));
        Headers.Builder headers = new Headers.Builder();
        boolean otherToken = request.getHeaders().contains("X-Deck-Token");
        for (HttpField field : request.getHeaders()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            // An Authorization header is the program's only where our token came by the other one.
            boolean ours = name.equals("authorization")
                    && (!otherToken || String.valueOf(field.getValue()).startsWith("Bearer "));
            if (!left.contains(name) && !NOT_HANDED_ON.contains(name) && !ours && field.getValue() != null) {
                headers.addUnsafeNonAscii(field.getName(), field.getValue());
            }
        }
        if (headers.get("Accept-Encoding") == null) {
            // or the client would ask for gzip itself, and unpack it
            headers.set("Accept-Encoding", "identity");
        }
        return headers.build();
    }

    /** Headers between neighbours: those that always are, and those that this connection names. */
    private static Set<String> named(Iterable<String> connection) {
        Set<String> names = new TreeSet<>(NEIGHBOURS);
        connection.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    private void hand(Request request, HttpUrl url, Response response, Callback callback) {
        okhttp3.Request next = new okhttp3.Request.Builder()
                .url(url)
                .headers(headers(request))
                .method(request.getMethod(), body(request))
                .build();
        try (okhttp3.Response answer = http.newCall(next).execute()) {
            respond(answer, response);
        } catch (IOException e) {
            if (response.isCommitted()) {
                callback.failed(e);
                return;
            }
            throw unreachable(url.port(), e);
        }
        callback.succeeded();
    }

    static Refusal unreachable(int port, Throwable e) {
        return new Refusal(
                502,
                "bad_gateway",
                "Nothing answers HTTP on port " + port + " of the sandbox: " + e.getMessage() + ".");
    }

    private static void respond(okhttp3.Response answer, Response response) throws IOException {
        response.setStatus(answer.code());
        Set<String> left = named(answer.headers().values("Connection").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .toList());
        Set<String> cleared = new TreeSet<>();
        answer.headers().forEach(header -> {
            String name = header.getFirst();
            if (!left.contains(name.toLowerCase(Locale.ROOT))) {
                if (cleared.add(name.toLowerCase(Locale.ROOT))) {
                    response.getHeaders().remove(name);
                }
                response.getHeaders().add(name, header.getSecond());
            }
        });
        try (InputStream in = answer.body().byteStream();
                OutputStream out = Content.Sink.asOutputStream(response)) {
            byte[] buffer = new byte[16 << 10];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        }
    }

    private static @Nullable RequestBody body(Request request) {
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            return null;
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        long length = request.getLength();
        boolean optional = !Set.of("POST", "PUT", "PATCH").contains(method);
        if (optional && length <= 0) {
            return null;
        }
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return type == null ? null : MediaType.parse(type);
            }

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                try (InputStream in = Content.Source.asInputStream(request)) {
                    byte[] buffer = new byte[16 << 10];
                    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                        sink.write(buffer, 0, count);
                    }
                }
            }
        };
    }
}
