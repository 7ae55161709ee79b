package org.pilothouse.agent.deck;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.log.LogEntry;
import org.pilothouse.agent.log.ProcessLog;
import org.pilothouse.agent.process.ProcessStatus;
import org.pilothouse.agent.process.UnknownProcessException;
import org.pilothouse.agent.session.DesktopState;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/** {@code /computeruse/status}, {@code start}, {@code stop}, {@code process*}. */
final class DeckLife {
    private static final String PATH = "/computeruse/";
    private static final int LINES = 1000;
    static final int MAX_LINES = 10_000;
    /** Deck's processes, and what does their work here. */
    private static final Map<String, String> NAMES = Map.of("xvfb", "xvnc", "x11vnc", "xvnc", "xfce4", "xfwm4");

    private final DesktopControl control;

    DeckLife(DesktopControl control) {
        this.control = control;
    }

    record Status(
            @Field(required = true, value = "active, partial, inactive or error")
            String status) {}

    /** Members are written as Deck does. */
    record Running(
            @JsonProperty("Running") boolean running,
            @JsonProperty("Priority") int priority,
            @JsonProperty("AutoRestart") boolean autoRestart,
            @JsonProperty("Pid") @Nullable Long pid) {}

    record Changed(
            @Field(required = true) String message,
            @Field(required = true) Map<String, Running> status) {}

    record One(
            @Field(required = true) String processName,
            @Field(required = true) boolean running) {}

    record Restarted(
            @Field(required = true) String message,
            @Field(required = true) String processName) {}

    record Tail(
            @Field(value = "The last so many lines", min = 1, max = MAX_LINES, otherwise = "1000") @Nullable
            Integer tail) {}

    record Logs(
            @Field(required = true) String processName,
            @Field(required = true) String logs) {}

    record Errors(
            @Field(required = true) String processName,
            @Field(required = true) String errors) {}

    void addTo(Api api) {
        api.add(life(Operation.get(PATH + "status", "How the desktop is"))
                .gives(Status.class)
                .by(_ -> status()));
        api.add(life(Operation.get(PATH + "process-status", "How the desktop is"))
                .gives(Status.class)
                .by(_ -> status()));
        api.add(life(Operation.post(PATH + "start", "Starts the desktop, and waits until it can be used"))
                .gives(Changed.class)
                .refuses(503, "desktop_failed")
                .by(_ -> {
                    control.start();
                    requireWorking();
                    return new Changed("The desktop runs.", running());
                }));
        api.add(life(Operation.post(PATH + "stop", "Stops the desktop, which stays stopped"))
                .gives(Changed.class)
                .by(_ -> {
                    control.stop();
                    return new Changed("The desktop was stopped.", running());
                }));
        api.add(life(Operation.get(PATH + "process/{name}/status", "Whether a process of the desktop runs"))
                .gives(One.class)
                .refuses(503, "unknown_process")
                .by(call -> new One(call.variable("name"), find(call, 503).running())));
        api.add(life(Operation.post(PATH + "process/{name}/restart", "Starts a process of the desktop anew"))
                .gives(Restarted.class)
                .refuses(400, "unknown_process")
                .by(this::restart));
        api.add(life(Operation.get(PATH + "process/{name}/logs", "The end of what a process wrote")
                        .query(Tail.class))
                .gives(Logs.class)
                .by((call, tail) -> new Logs(call.variable("name"), text(call, tail, LogEntry.Stream.STDOUT))));
        api.add(life(Operation.get(PATH + "process/{name}/errors", "The end of what a process wrote to its errors")
                        .query(Tail.class))
                .gives(Errors.class)
                .by((call, tail) -> new Errors(call.variable("name"), text(call, tail, LogEntry.Stream.STDERR))));
    }

    private static <T> Operation<T> life(Operation<T> operation) {
        return operation.tag("computeruse");
    }

    private Status status() {
        return new Status(
                switch (control.state().phase()) {
                    case ACTIVE ->
                        control.processes().stream().anyMatch(p -> p.wanted() && !p.running()) ? "partial" : "active";
                    case STARTING, PARTIAL, STOPPING -> "partial";
                    case INACTIVE -> "inactive";
                    case FAILED -> "error";
                });
    }

    private void requireWorking() {
        DesktopState state = control.state();
        if (state.phase() != DesktopState.Phase.ACTIVE) {
            String problem = state.problem();
            throw new Refusal(503, "desktop_failed", problem == null ? "The desktop did not start in time." : problem);
        }
    }

    /** Ours, and Deck's names for them. */
    private Map<String, Running> running() {
        Map<String, Running> all = new LinkedHashMap<>();
        int priority = 100;
        for (ProcessStatus process : control.processes()) {
            Running running = new Running(
                    process.running(), priority, process.wanted(), process.running() ? process.pid() : null);
            all.put(process.name(), running);
            NAMES.forEach((deck, ours) -> {
                if (ours.equals(process.name())) {
                    all.put(deck, running);
                }
            });
            priority += 100;
        }
        return all;
    }

    private ProcessStatus find(Call call, int status) {
        String name = ours(call);
        return control.processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(call, status));
    }

    private static String ours(Call call) {
        String name = call.variable("name");
        return NAMES.getOrDefault(name, name);
    }

    private Refusal unknown(Call call, int status) {
        String known = control.processes().stream().map(ProcessStatus::name).collect(Collectors.joining(", "));
        return new Refusal(
                status,
                "unknown_process",
                "There is no process '" + call.variable("name") + "'; there are " + known + ".",
                "name",
                Map.of());
    }

    private Restarted restart(Call call) throws InterruptedException {
        try {
            control.restart(ours(call));
        } catch (UnknownProcessException e) {
            throw unknown(call, 400);
        }
        return new Restarted("The process is started anew.", call.variable("name"));
    }

    private String text(Call call, Tail tail, LogEntry.Stream stream) throws IOException {
        find(call, 400);
        Optional<ProcessLog> log = control.log(ours(call));
        if (log.isEmpty()) {
            return "";
        }
        int lines = tail.tail() == null ? LINES : tail.tail();
        List<LogEntry> entries = log.get().tail(lines, entry -> entry.stream() == stream);
        return entries.stream().map(entry -> entry.text() + "\n").collect(Collectors.joining());
    }
}
