package org.pilothouse.agent.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.desktop.client.Address;
import org.pilothouse.desktop.client.AgentClient;
import org.pilothouse.desktop.mcp.McpEndpoint;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Listen;
import org.pilothouse.http.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /mcp}: streamable HTTP. Its tools use the agent's own HTTP API, as those of the server on standard input and
 * output do, so that both do the same, refuse the same, and leave the same audit lines. Nothing of the MCP library is
 * loaded before the first message.
 */
public final class McpFace implements Api.Face {
    private static final int MAX_MESSAGE = 4 * 1024 * 1024;
    private static final Logger log = LoggerFactory.getLogger(McpFace.class);

    private final AgentClient client;
    private final String version;
    private @Nullable McpEndpoint endpoint;

    public McpFace(ApiSettings settings, String version) {
        this.client = new AgentClient(Address.of(nearest(settings.listen()).toString()), () -> token(settings));
        this.version = version;
    }

    private static Listen nearest(List<Listen> places) {
        return places.stream().filter(Listen.Unix.class::isInstance).findFirst().orElseGet(places::getFirst);
    }

    @Override
    public void addTo(Api api) {
        api.add(Operation.post("/mcp", "One message of the Model Context Protocol (streamable HTTP, no session)")
                .tag("mcp")
                .audited(false)
                .by(this::answer));
    }

    private Answer answer(Call call) throws IOException {
        String message = new String(call.bytes(MAX_MESSAGE), StandardCharsets.UTF_8);
        try {
            Optional<String> response = endpoint().answer(message);
            return response.isPresent()
                    ? new Answer.Bytes("application/json", response.get().getBytes(StandardCharsets.UTF_8), Map.of())
                    : new Answer.Bytes(202, "application/json", new byte[0], Map.of());
        } catch (McpEndpoint.MalformedException e) {
            throw new Refusal(400, "invalid_request", "This is no MCP message: " + e.getMessage() + ".");
        }
    }

    private synchronized McpEndpoint endpoint() throws IOException {
        McpEndpoint there = endpoint;
        if (there == null) {
            there = new McpEndpoint(client, version);
            endpoint = there;
        }
        return there;
    }

    private static String token(ApiSettings settings) {
        try {
            return settings.authenticated()
                    ? Files.readString(settings.tokenFile()).strip()
                    : "";
        } catch (IOException e) {
            log.warn("MCP tools are refused, as the API token cannot be read: {}", e.toString());
            return "";
        }
    }
}
