package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.ApiJson;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.log.LogEntry;
import org.pilothouse.agent.log.LogFollower;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.ServerEvents;

/** {@code processes*} below the desktop's prefix: what the desktop is made of, each part's health, logs and life. */
final class DesktopProcessRoutes {
    static final int MAX_LINES = 10_000;
    private static final int LINES = 1000;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final int LONGEST = Integer.MAX_VALUE;

    private final DesktopLife life;

    DesktopProcessRoutes(DesktopLife life) {
        this.life = life;
    }

    enum Stream {
        STDOUT,
        STDERR
    }

    record Exit(
            @Field("128 and the signal's number where one ended it; absent where an earlier agent started it") @Nullable
            Integer status,

            @Field(required = true) Instant at) {}

    record Detail(
            @Field(required = true) String name,

            @Field(required = true, value = "waiting, starting, ready, stopping, backing_off or stopped")
            String state,

            @Field(required = true, value = "False for one that was stopped")
            boolean wanted,

            @Field(required = true) boolean running,
            @Nullable Long pid,
            @Nullable Instant startedAt,
            @Nullable Long uptimeMs,

            @Field(required = true, value = "How often it was started again")
            int restarts,

            @Field("Of the last one that ended") @Nullable Exit lastExit,

            @Field(required = true, value = "Whether it keeps ending shortly after its start")
            boolean crashLoop,

            @Field("One sentence, while something is wrong") @Nullable
            String problem) {
        static Detail of(ProcessStatus process) {
            Instant started = process.startedAt();
            ProcessStatus.Exit exit = process.lastExit();
            return new Detail(
                    process.name(),
                    process.state().wire(),
                    process.wanted(),
                    process.running(),
                    process.running() ? process.pid() : null,
                    started,
                    started == null
                            ? null
                            : Duration.between(started, Instant.now()).toMillis(),
                    process.restarts(),
                    exit == null
                            ? null
                            : new Exit(exit.status().isPresent() ? exit.status().getAsInt() : null, exit.at()),
                    process.crashLoop(),
                    process.problem());
        }
    }

    record Many(@Field(required = true) List<Detail> processes) {}

    record LogQuery(
            @Field("Both where absent") @Nullable Stream stream,

            @Field(value = "Only the last so many lines", min = 1, max = MAX_LINES, otherwise = "1000") @Nullable
            Integer tail,

            @Field(value = "Only lines with a greater sequence; the oldest first", min = 0) @Nullable
            Long since,

            @Field(
                    value = "As server-sent events, and on as it writes more; Last-Event-ID resumes",
                    otherwise = "false")
            @Nullable
            Boolean follow) {}

    record Line(
            @Field(required = true, value = "Only grows, also across agents; a gap is what was lost for the log's size")
            long sequence,

            @Field(required = true) Instant at,
            @Field(required = true) String stream,
            @Field(required = true) String text) {
        static Line of(LogEntry entry) {
            return new Line(entry.sequence(), entry.at(), entry.stream().wire(), entry.text());
        }
    }

    record Lines(
            @Field(required = true) String name,
            @Field(required = true) List<Line> lines) {}

    void addTo(Api api) {
        api.explain(DesktopProcessRoutes::refusal);
        api.add(get("processes", "The processes of the desktop")
                .tag("desktop")
                .gives(Many.class)
                .by(_ -> new Many(life.processes().stream().map(Detail::of).toList())));
        api.add(one(get("processes/{name}", "A process of the desktop")).by(this::find));
        api.add(one(post("processes/{name}/start", "Has a process run from now on"))
                .by(call -> {
                    life.startProcess(call.variable("name"));
                    return find(call);
                }));
        api.add(one(post("processes/{name}/stop", "Ends a process, which stays stopped until it is started"))
                .by(call -> {
                    life.stopProcess(call.variable("name"));
                    return find(call);
                }));
        api.add(one(post("processes/{name}/restart", "Ends a process and starts it anew"))
                .by(call -> {
                    life.restartProcess(call.variable("name"));
                    return find(call);
                }));
        api.add(one(get("processes/{name}/logs", "What a process of the desktop wrote")
                        .query(LogQuery.class))
                .gives(Lines.class)
                .by(this::logs));
    }

    private static <T> Operation<T> one(Operation<T> operation) {
        return operation.tag("desktop").gives(Detail.class).refuses(404, "not_found");
    }

    private static Optional<Refusal> refusal(Exception exception) {
        return exception instanceof UnknownProcessException e
                ? Optional.of(new Refusal(404, "not_found", DesktopRefusals.sentence(e), "name", Map.of()))
                : Optional.empty();
    }

    private Detail find(Call call) {
        String name = call.variable("name");
        return life.processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .map(Detail::of)
                .orElseThrow(() ->
                        new Refusal(404, "not_found", "The desktop has no process '" + name + "'.", "name", Map.of()));
    }

    private Object logs(Call call, LogQuery query) throws IOException {
        String name = find(call).name();
        Optional<ProcessLog> log = life.log(name);
        boolean follow = Boolean.TRUE.equals(query.follow());
        if (log.isEmpty()) {
            if (follow) {
                throw Refusal.conflict("The process has written nothing yet; there is nothing to follow.");
            }
            return new Lines(name, List.of());
        }
        Long since = follow ? resumed(call).orElse(query.since()) : query.since();
        List<LogEntry> entries = since == null
                ? log.get().tail(query.tail() == null ? LINES : query.tail(), entry -> fits(entry, query))
                : newest(log.get().since(since, LONGEST, entry -> fits(entry, query)), query.tail());
        if (!follow) {
            return new Lines(name, entries.stream().map(Line::of).toList());
        }
        return new Answer.Stream(ServerEvents.CONTENT_TYPE, out -> follow(log.get(), entries, query, out));
    }

    private static List<LogEntry> newest(List<LogEntry> entries, @Nullable Integer tail) {
        int most = tail == null ? MAX_LINES : tail;
        return entries.subList(Math.max(0, entries.size() - most), entries.size());
    }

    private static boolean fits(LogEntry entry, LogQuery query) {
        return query.stream() == null
                || entry.stream().name().equals(query.stream().name());
    }

    private static Optional<Long> resumed(Call call) {
        return call.header("Last-Event-ID").map(text -> {
            try {
                return Math.max(0, Long.parseLong(text));
            } catch (NumberFormatException _) {
                throw Refusal.invalid("Last-Event-ID", "Last-Event-ID must be the id of a log event");
            }
        });
    }

    private static void follow(ProcessLog log, List<LogEntry> first, LogQuery query, OutputStream out)
            throws IOException, InterruptedException {
        for (LogEntry entry : first) {
            write(entry, out);
        }
        out.flush();
        LogFollower follower = log.follow(
                first.isEmpty() ? log.lastSequence() : first.getLast().sequence());
        while (true) { // until the client goes away, which writing to it shows
            List<LogEntry> entries = follower.next(KEEP_ALIVE);
            for (LogEntry entry : entries) {
                if (fits(entry, query)) {
                    write(entry, out);
                }
            }
            if (entries.isEmpty()) {
                out.write(ServerEvents.keepAlive());
            }
            out.flush();
        }
    }

    private static void write(LogEntry entry, OutputStream out) throws IOException {
        out.write(ServerEvents.event(entry.sequence(), "log", ApiJson.MAPPER.writeValueAsString(Line.of(entry))));
    }
}
