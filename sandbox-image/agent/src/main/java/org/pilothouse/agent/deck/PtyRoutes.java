package org.pilothouse.agent.deck;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ProcessRequest.Input;
import org.pilothouse.agent.shell.Terminals;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.WebSockets;

/** {@code /process/pty*}. */
final class PtyRoutes {
    static final int EDGE = 1000;
    private static final String PATH = "/process/pty";
    private static final String GONE = "gone";

    private final Terminals terminals;

    PtyRoutes(Terminals terminals) {
        this.terminals = terminals;
    }

    record Create(
            @Field(required = true, least = 1, most = 128, example = "\"main\"")
            String id,

            @Field(value = "Where its shell begins", most = 4096) @Nullable
            String cwd,

            @Field("Variables of its shell") @Nullable Map<String, String> envs,

            @Field(min = 1, max = EDGE, otherwise = "80", example = "100") @Nullable
            Integer cols,

            @Field(min = 1, max = EDGE, otherwise = "24", example = "30") @Nullable
            Integer rows,

            @Field(value = "Starts its shell when the first one connects", otherwise = "false") @Nullable
            Boolean lazyStart) {}

    record Created(@Field(required = true) String sessionId) {}

    record Resize(
            @Field(required = true, min = 1, max = EDGE, example = "120")
            Integer cols,

            @Field(required = true, min = 1, max = EDGE, example = "40")
            Integer rows) {}

    record Pty(
            @Field(required = true) String id,
            @Nullable String cwd,
            Map<String, String> envs,
            int cols,
            int rows,
            Instant createdAt,
            @Field("Whether its shell runs") boolean active,
            boolean lazyStart,
            @Nullable Integer exitCode) {
        static Pty of(Terminals.Terminal terminal) {
            return new Pty(
                    terminal.id(),
                    terminal.folder() == null ? null : terminal.folder().toString(),
                    terminal.environment(),
                    terminal.columns(),
                    terminal.rows(),
                    terminal.createdAt(),
                    terminal.active(),
                    terminal.lazy(),
                    terminal.exitCode());
        }
    }

    record Many(@Field(required = true) List<Pty> sessions) {}

    void addTo(Api api) {
        api.add(Operation.get(PATH, "The terminals")
                .tag("process")
                .gives(Many.class)
                .by(_ -> new Many(terminals.list().stream().map(Pty::of).toList())));
        api.add(Operation.post(PATH, "Starts a shell on a terminal")
                .body(Create.class)
                .tag("process")
                .gives(201, Created.class)
                .refuses(409, "conflict")
                .by((_, asked) -> create(asked)));
        api.add(terminal(Operation.get(PATH + "/{id}", "A terminal"))
                .gives(Pty.class)
                .by(call -> Pty.of(terminals.get(call.variable("id")))));
        api.add(terminal(Operation.delete(PATH + "/{id}", "Ends a terminal and what runs on it"))
                .gives(Map.class)
                .by(call -> {
                    terminals.delete(call.variable("id"));
                    return Map.of("message", "The terminal has ended.");
                }));
        api.add(terminal(Operation.get(PATH + "/{id}/connect", "A WebSocket: what is typed and what is shown"))
                .refuses(410, GONE)
                .audited(true)
                .by(this::connect));
        api.add(terminal(Operation.post(PATH + "/{id}/resize", "Gives a terminal another size")
                        .body(Resize.class))
                .gives(Pty.class)
                .refuses(410, GONE)
                .by((call, size) -> {
                    String id = call.variable("id");
                    requireAlive(id);
                    return Pty.of(terminals.resize(id, size.cols(), size.rows()));
                }));
    }

    private static <T> Operation<T> terminal(Operation<T> operation) {
        return operation.tag("process").refuses(404, "not_found");
    }

    private Created create(Create asked) throws ExecException {
        Terminals.Terminal made = terminals.create(
                asked.id(),
                ExecuteRoutes.folder(asked.cwd()),
                asked.envs() == null ? Map.of() : asked.envs(),
                asked.cols() == null ? Input.Terminal.DEFAULT_COLUMNS : asked.cols(),
                asked.rows() == null ? Input.Terminal.DEFAULT_ROWS : asked.rows(),
                Boolean.TRUE.equals(asked.lazyStart()));
        return new Created(made.id());
    }

    private Answer connect(Call call) throws ExecException {
        String id = call.variable("id");
        requireAlive(id);
        WebSockets.requireUpgrade(call.request());
        return WebSockets.accept(new PtySocket(terminals, id, terminals.attach(id)));
    }

    private void requireAlive(String id) throws ExecException {
        Terminals.Terminal terminal = terminals.get(id);
        if (!terminal.active() && !terminal.lazy()) {
            throw new Refusal(410, GONE, "Terminal '" + id + "' has ended.");
        }
    }
}
