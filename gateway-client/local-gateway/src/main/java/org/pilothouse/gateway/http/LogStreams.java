package org.pilothouse.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pilothouse.gateway.control.Environments;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.fleet.EnvironmentLog;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.ServerEvents;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.EnvironmentResponses.LogLine;

/** Live logs as server-sent events; a client that comes back says with {@code Last-Event-ID} what it has. */
final class LogStreams {
    private static final int BATCH = 500;
    private static final int FIRST_LINES = 200;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final Environments environments;
    private volatile boolean closed;

    LogStreams(Environments environments) {
        this.environments = environments;
    }

    Answer open(Call call) {
        String id = call.variable("id");
        EnvironmentLog log = environments.log(id);
        String resume =
                call.header("Last-Event-ID").or(() -> call.query("after")).orElse("");
        long after = resume.isEmpty() ? start(log, id) : sequence(resume);
        return new Answer.Stream(ServerEvents.CONTENT_TYPE, out -> write(id, log, after, out));
    }

    void close() {
        closed = true;
        environments.wakeFollowers();
    }

    private static long start(EnvironmentLog log, String id) {
        List<LogLine> tail = log.tail(id, FIRST_LINES);
        return tail.isEmpty() ? 0 : tail.getFirst().sequence() - 1;
    }

    private static long sequence(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw GatewayException.invalid("Last-Event-ID", "Last-Event-ID must be the id of a log event");
        }
    }

    private void write(String id, EnvironmentLog log, long after, OutputStream out)
            throws IOException, InterruptedException {
        Semaphore changed = new Semaphore(0);
        Runnable unfollow = log.follow(id, changed::release);
        try {
            long last = after;
            while (!closed) {
                List<LogLine> lines = log.after(id, last, BATCH);
                for (LogLine line : lines) {
                    out.write(event(line));
                    last = line.sequence();
                }
                if (!lines.isEmpty()) {
                    out.flush();
                } else if (!environments.exists(id)) {
                    out.write(ServerEvents.event("end", "{}"));
                    return;
                } else if (!changed.tryAcquire(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)) {
                    // finds out whether the client is still there
                    out.write(ServerEvents.keepAlive());
                    out.flush();
                }
                changed.drainPermits();
            }
        } finally {
            unfollow.run();
        }
    }

    private static byte[] event(LogLine line) {
        return ServerEvents.event(line.sequence(), "log", Json.LENIENT.writeValueAsString(line));
    }
}
