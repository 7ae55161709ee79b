package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.ProcessRoutes.one;

import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;
import org.pilothouse.http.WebSockets;

/** Terminals of processes. */
final class TerminalRoutes {
    static final int MAX_EDGE = 1000;

    private final UserProcesses processes;

    TerminalRoutes(UserProcesses processes) {
        this.processes = processes;
    }

    record Size(
            @Field(required = true, min = 1, max = MAX_EDGE, example = "120")
            Integer cols,

            @Field(required = true, min = 1, max = MAX_EDGE, example = "40")
            Integer rows) {}

    void addTo(Api api) {
        api.add(one(Operation.post("/v1/processes/{id}/terminal/resize", "Changes a terminal's size")
                        .body(Size.class))
                .gives(Size.class)
                .refuses(409, "conflict")
                .by((call, size) -> {
                    processes.resize(call.variable("id"), size.cols(), size.rows());
                    return size;
                }));
        api.add(one(Operation.get("/v1/processes/{id}/terminal/ws", "A terminal, by WebSocket"))
                .refuses(409, "conflict")
                .audited(true)
                .by(this::open));
    }

    private Object open(Call call) throws Exception {
        String id = call.variable("id");
        if (!processes.get(id).request().onTerminal()) {
            throw Refusal.conflict(id + " has no terminal; it was not started with \"tty\": true");
        }
        return WebSockets.accept(new TerminalSocket(processes, id));
    }
}
