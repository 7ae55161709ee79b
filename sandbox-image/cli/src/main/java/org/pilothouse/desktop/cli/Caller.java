package org.pilothouse.desktop.cli;

import java.io.IOException;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.ArgumentException;
import org.pilothouse.desktop.client.AgentClient;
import org.pilothouse.desktop.client.Reply;
import tools.jackson.databind.json.JsonMapper;

/** Carries out one call. */
final class Caller {
    private final AgentClient client;
    private final Output output;

    Caller(AgentClient client, Output output) {
        this.client = client;
        this.output = output;
    }

    /**
     * @return the exit status
     */
    int call(CommandLine.Call call) throws ArgumentException, IOException {
        Action action = call.action();
        Action.Request request = action.request(call.arguments());
        boolean bare = request.method().equals("GET") || request.method().equals("DELETE");
        byte[] body = bare ? null : JsonMapper.shared().writeValueAsBytes(request.body());
        Reply reply = client.send(request.method(), request.target(), body);
        if (reply.refused()) {
            return output.refusal(reply);
        }
        return switch (action.gives()) {
            case PICTURE, FILE -> output.bytes(action, reply);
            case JSON -> action.command().equals("process run") ? output.run(reply) : output.answer(reply);
        };
    }
}
