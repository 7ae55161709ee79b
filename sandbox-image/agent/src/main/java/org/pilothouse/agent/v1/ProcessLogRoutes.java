package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.ProcessRoutes.one;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.ApiJson;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.LogEntry;
import org.pilothouse.agent.exec.LogFollower;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.ServerEvents;

/** What a process writes: so far, or as it writes it. */
final class ProcessLogRoutes {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final UserProcesses processes;

    ProcessLogRoutes(UserProcesses processes) {
        this.processes = processes;
    }

    enum Stream {
        STDOUT,
        STDERR,
        COMBINED,
        PTY
    }

    record Query(
            @Field(value = "combined where absent, pty for a terminal") @Nullable
            Stream stream,

            @Field(value = "Only the last so many entries", min = 0) @Nullable
            Integer tail,

            @Field(
                    value = "As server-sent events, and on as it writes more; Last-Event-ID resumes",
                    otherwise = "false")
            @Nullable
            Boolean follow,

            @Field(value = "Only entries with a greater sequence", min = 0) @Nullable
            Long since) {}

    record Entry(
            @Field(required = true, value = "From 1; a gap is what was lost for the log's size")
            long sequence,

            @Field(required = true) String stream,
            @Field(required = true) long timestampMs,
            @Field(required = true) String data,
            @Field(required = true, value = "Always base64") String encoding) {
        static Entry of(LogEntry entry) {
            return new Entry(
                    entry.sequence(),
                    entry.stream().name().toLowerCase(Locale.ROOT),
                    entry.at().toEpochMilli(),
                    Base64.getEncoder().encodeToString(entry.data()),
                    "base64");
        }
    }

    record Entries(
            @Field(required = true) String processId,
            @Field(required = true) String stream,
            @Field(required = true) List<Entry> entries) {}

    void addTo(Api api) {
        api.add(one(Operation.get("/v1/processes/{id}/logs", "What a process wrote")
                        .query(Query.class))
                .gives(Entries.class)
                .by(this::logs));
    }

    private Object logs(Call call, Query query) throws ExecException {
        String id = call.variable("id");
        boolean terminal = processes.get(id).request().onTerminal();
        Stream stream = query.stream() == null ? terminal ? Stream.PTY : Stream.COMBINED : query.stream();
        List<LogEntry.Stream> wanted =
                stream == Stream.COMBINED ? List.of() : List.of(LogEntry.Stream.valueOf(stream.name()));
        boolean follow = Boolean.TRUE.equals(query.follow());
        long since = follow ? resumed(call).orElse(orZero(query.since())) : orZero(query.since());
        if (!follow) {
            List<LogEntry> entries = processes.logs(id, wanted, since, query.tail());
            return new Entries(
                    id,
                    stream.name().toLowerCase(Locale.ROOT),
                    entries.stream().map(Entry::of).toList());
        }
        long from = query.tail() == null ? since : before(processes.logs(id, wanted, since, query.tail()), id);
        LogFollower follower = processes.follow(id, wanted, from);
        return new Answer.Stream(ServerEvents.CONTENT_TYPE, out -> follow(follower, out));
    }

    /** The sequence after which exactly these come. */
    private long before(List<LogEntry> tail, String id) throws ExecException {
        if (!tail.isEmpty()) {
            return tail.getFirst().sequence() - 1;
        }
        List<LogEntry> last = processes.logs(id, List.of(), 0, 1);
        return last.isEmpty() ? 0 : last.getFirst().sequence();
    }

    private static long orZero(@Nullable Long since) {
        return since == null ? 0 : since;
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

    private static void follow(LogFollower follower, OutputStream out) throws IOException, InterruptedException {
        List<LogEntry> entries = follower.next(KEEP_ALIVE);
        while (entries != null) {
            for (LogEntry entry : entries) {
                out.write(ServerEvents.event(
                        entry.sequence(), "log", ApiJson.MAPPER.writeValueAsString(Entry.of(entry))));
            }
            if (entries.isEmpty()) {
                out.write(ServerEvents.keepAlive());
            }
            out.flush();
            entries = follower.next(KEEP_ALIVE);
        }
    }
}
