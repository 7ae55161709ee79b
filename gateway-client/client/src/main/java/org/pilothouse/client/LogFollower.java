package org.pilothouse.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;
import tools.jackson.core.JacksonException;

/** Follows the log of one environment until closed. */
public abstract sealed class LogFollower implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Called on a virtual thread, one call at a time. */
    public interface Listener {
        void line(LogLine line);

        /** The stream broke and will be resumed; {@code null} once it is back. */
        default void interrupted(@Nullable GatewayException why) {}
    }

    @Override
    public void close() {
        closed.countDown();
    }

    final boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits that long, or until closed; whether it was closed. */
    final boolean closedWithin(Duration duration) {
        try {
            return closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Server-sent events, resumed by sequence number. */
    static final class Streaming extends LogFollower {
        private final HttpCalls http;
        private final OkHttpClient okHttp;
        private final String path;
        private final Listener listener;
        private volatile @Nullable Call call;
        private long last;

        Streaming(HttpCalls http, OkHttpClient okHttp, String path, long after, Listener listener) {
            this.http = http;
            // The gateway sends a comment every 15 s at least.
            this.okHttp =
                    okHttp.newBuilder().readTimeout(Duration.ofSeconds(45)).build();
            this.path = path;
            this.last = after;
            this.listener = listener;
            Thread.ofVirtual().name("log-follower").start(this::run);
        }

        @Override
        public void close() {
            super.close();
            Call current = call;
            if (current != null) {
                current.cancel();
            }
        }

        private void run() {
            do {
                try {
                    follow();
                } catch (GatewayException.Refused e) {
                    listener.interrupted(e);
                    if (e.status() != 429 && e.status() < 500) {
                        return; // gone or forbidden: asking again would not help
                    }
                } catch (GatewayException e) {
                    if (!isClosed()) {
                        listener.interrupted(e);
                    }
                }
            } while (!closedWithin(RETRY));
        }

        private void follow() throws GatewayException {
            Call current = okHttp.newCall(http.request(path)
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", Long.toString(last))
                    .build());
            call = current;
            if (isClosed()) {
                return;
            }
            try (Response response = HttpCalls.execute(current)) {
                if (!response.isSuccessful()) {
                    throw HttpCalls.refusal(response, "GET " + path);
                }
                listener.interrupted(null);
                read(new BufferedReader(new InputStreamReader(response.body().byteStream(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new GatewayException.Unreachable("GET " + path, e);
            }
        }

        private void read(BufferedReader lines) throws IOException, GatewayException {
            for (String line = lines.readLine(); line != null && !isClosed(); line = lines.readLine()) {
                if (!line.startsWith("data:")) {
                    continue; // event names, ids and comments repeat what the data says
                }
                try {
                    LogLine entry = Json.LENIENT.readValue(line.substring(5), LogLine.class);
                    last = entry.sequence();
                    listener.line(entry);
                } catch (JacksonException e) {
                    throw new GatewayException.BadAnswer("GET " + path, e.getOriginalMessage(), e);
                }
            }
        }
    }

    /** For a Tyrum gateway: its last lines, asked for again and again, each shown once. */
    static final class Polling extends LogFollower {
        private static final Duration PERIOD = Duration.ofSeconds(5);

        private final Callable<List<String>> lines;
        private final Listener listener;
        private List<String> before = List.of();
        private long sequence;

        Polling(Callable<List<String>> lines, Listener listener) {
            this.lines = lines;
            this.listener = listener;
            Thread.ofVirtual().name("log-poller").start(this::run);
        }

        private void run() {
            do {
                try {
                    List<String> now = lines.call();
                    listener.interrupted(null);
                    for (String line : now.subList(overlap(before, now), now.size())) {
                        listener.line(new LogLine(++sequence, Instant.now(), "stdout", line));
                    }
                    before = now;
                } catch (GatewayException e) {
                    listener.interrupted(e);
                } catch (Exception e) {
                    throw new IllegalStateException("a log source throws gateway exceptions alone", e);
                }
            } while (!closedWithin(PERIOD));
        }
    }

    /** How many lines at the start of {@code now} are the end of {@code before}. */
    static int overlap(List<String> before, List<String> now) {
        for (int length = Math.min(before.size(), now.size()); length > 0; length--) {
            if (before.subList(before.size() - length, before.size()).equals(now.subList(0, length))) {
                return length;
            }
        }
        return 0;
    }
}
