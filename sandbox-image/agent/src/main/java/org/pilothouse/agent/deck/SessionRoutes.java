package org.pilothouse.agent.deck;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.agent.shell.CommandOutput;
import org.pilothouse.agent.shell.ShellSessions;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.WebSockets;

/** {@code /process/session*}. */
final class SessionRoutes {
    private static final String PATH = "/process/session";
    private static final String COMMAND = PATH + "/{id}/command/{command}";
    private static final Duration WAIT = Duration.ofHours(1);

    private final ShellSessions sessions;
    private final UserProcesses processes;

    SessionRoutes(ShellSessions sessions, UserProcesses processes) {
        this.sessions = sessions;
        this.processes = processes;
    }

    record Create(
            @Field(required = true, least = 1, most = 128, example = "\"work\"")
            String sessionId) {}

    record Execute(
            @Field(
                    value = "For the session's shell",
                    required = true,
                    least = 1,
                    most = 32_768,
                    example = "\"cd /tmp && export A=1\"")
            String command,

            @Field(value = "Answers at once, with the command's id", otherwise = "false") @Nullable
            Boolean runAsync,

            @Field("As runAsync") @Nullable Boolean async) {
        boolean background() {
            return Boolean.TRUE.equals(runAsync) || Boolean.TRUE.equals(async);
        }
    }

    record Session(
            @Field(required = true) String sessionId,
            @Field(required = true) List<Command> commands,
            @Field("Whether its shell still runs") boolean active) {
        static Session of(ShellSessions.Session session) {
            return new Session(
                    session.id(), session.commands().stream().map(Command::of).toList(), session.running());
        }
    }

    record Command(
            @Field(required = true) String id,
            @Field(required = true) String command,
            @Field("Absent while it runs") @Nullable Integer exitCode) {
        static Command of(ShellSessions.CommandState state) {
            return new Command(state.id(), state.command(), state.exitCode());
        }
    }

    record Executed(
            @Field(required = true) String cmdId,
            @Nullable String output,
            @Nullable String stdout,
            @Nullable String stderr,
            @Nullable Integer exitCode,

            @Field("There when it wrote more than is answered") @Nullable
            Boolean truncated) {}

    record Logs(@Nullable Boolean follow) {}

    void addTo(Api api) {
        api.add(session(Operation.get(PATH, "The sessions: shells that keep their folder and variables"))
                .gives(List.class)
                .by(_ -> sessions.list().stream().map(Session::of).toList()));
        api.add(session(Operation.post(PATH, "Starts a session").body(Create.class))
                .gives(201, Create.class)
                .refuses(409, "conflict")
                .by((_, asked) -> {
                    sessions.create(asked.sessionId());
                    return asked;
                }));
        api.add(session(Operation.get(PATH + "/{id}", "A session and its commands"))
                .gives(Session.class)
                .refuses(404, "not_found")
                .by(call -> Session.of(sessions.get(call.variable("id")))));
        api.add(session(Operation.delete(PATH + "/{id}", "Ends a session and what runs in it"))
                .givesBytes()
                .refuses(404, "not_found")
                .by(call -> {
                    sessions.delete(call.variable("id"));
                    return new Answer.Nothing();
                }));
        api.add(session(Operation.post(PATH + "/{id}/exec", "Runs a command in a session's shell")
                        .body(Execute.class))
                .gives(Executed.class)
                .refuses(404, "not_found")
                .refuses(408, "timeout")
                .refuses(409, "conflict")
                .by((call, asked) -> execute(call.variable("id"), asked)));
        api.add(session(Operation.get(COMMAND, "A command of a session"))
                .gives(Command.class)
                .refuses(404, "not_found")
                .by(call -> Command.of(sessions.command(call.variable("id"), call.variable("command")))));
        api.add(session(Operation.get(
                                COMMAND + "/logs",
                                "What a command wrote: text; JSON with the header X-Deck-Split-Output; a WebSocket with"
                                        + " follow=true")
                        .query(Logs.class))
                .givesBytes("text/plain")
                .refuses(404, "not_found")
                .by(this::logs));
    }

    private static <T> Operation<T> session(Operation<T> operation) {
        return operation.tag("process");
    }

    private Object execute(String id, Execute asked) throws ExecException, InterruptedException {
        String command = sessions.start(id, asked.command());
        if (asked.background()) {
            return new Answer.Json(202, new Executed(command, null, null, null, null, null));
        }
        CommandOutput output = sessions.output(id, command, processes.limits().maxOutputBytes(), WAIT);
        if (output.exitCode() == null) {
            throw new Refusal(
                    408,
                    "timeout",
                    "The command runs on after " + WAIT.toMinutes() + " minutes; its logs tell how it goes on.",
                    null,
                    Map.of("cmdId", command));
        }
        return new Executed(
                command,
                output.output(),
                output.stdout(),
                output.stderr(),
                output.exitCode(),
                output.truncated() ? true : null);
    }

    private Object logs(Call call, Logs asked) throws ExecException, InterruptedException {
        String id = call.variable("id");
        String command = call.variable("command");
        if (Boolean.TRUE.equals(asked.follow())) {
            return WebSockets.accept(new CommandSocket(sessions.follow(id, command)));
        }
        CommandOutput output = sessions.output(id, command, processes.limits().maxLogBytesPerProcess(), Duration.ZERO);
        return call.header("X-Deck-Split-Output").isPresent()
                ? Map.of("stdout", output.stdout(), "stderr", output.stderr())
                : new Answer.Bytes(
                        "text/plain; charset=utf-8", output.output().getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
