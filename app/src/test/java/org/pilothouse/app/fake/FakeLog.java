package org.pilothouse.app.fake;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/** The log of one environment, to be read and followed. */
public final class FakeLog {
    private final List<LogLine> lines = new ArrayList<>();
    private int generation;

    public synchronized FakeLog add(String stream, String text) {
        return add(Instant.now(), stream, text);
    }

    public synchronized FakeLog add(Instant at, String stream, String text) {
        lines.add(new LogLine(lines.size() + 1L, at, stream, text));
        notifyAll();
        return this;
    }

    synchronized List<String> texts() {
        return lines.stream().map(LogLine::line).toList();
    }

    /** Ends every stream. */
    synchronized void close() {
        generation++;
        notifyAll();
    }

    MockResponse stream(@Nullable String lastEventId) {
        long after = lastEventId == null ? 0 : Long.parseLong(lastEventId);
        return new MockResponse.Builder()
                .addHeader("Content-Type", "text/event-stream")
                .body(new MockResponseBody() {
                    @Override
                    public long getContentLength() {
                        return -1;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) throws IOException {
                        follow(sink, after);
                    }
                })
                .build();
    }

    private void follow(BufferedSink sink, long after) throws IOException {
        long sent = after;
        int mine;
        synchronized (this) {
            mine = generation;
        }
        while (true) {
            List<LogLine> fresh;
            synchronized (this) {
                while (lines.size() <= sent && generation == mine) {
                    try {
                        wait(1000);
                        if (lines.size() <= sent) {
                            break;
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
                if (generation != mine) {
                    return;
                }
                fresh = List.copyOf(lines.subList((int) sent, lines.size()));
            }
            if (fresh.isEmpty()) {
                sink.writeUtf8(": still here\n\n");
            }
            for (LogLine line : fresh) {
                sink.writeUtf8("event: log\nid: " + line.sequence() + "\ndata: " + Json.LENIENT.writeValueAsString(line)
                        + "\n\n");
                sent = line.sequence();
            }
            sink.flush();
        }
    }
}
