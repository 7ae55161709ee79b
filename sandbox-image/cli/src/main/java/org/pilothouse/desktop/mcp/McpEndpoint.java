package org.pilothouse.desktop.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.desktop.client.AgentClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The MCP server for streamable HTTP, without a session: each message is answered by itself, since a desktop has
 * nothing to say that nobody asked for. Whoever has the HTTP server hands the messages in; any thread.
 */
public final class McpEndpoint {
    private final McpJsonMapper mapper = new JacksonMcpJsonMapper(JsonMapper.shared());
    private final Transport transport = new Transport();

    /**
     * @param client to the agent whose desktop it is
     * @throws IOException where the agent does not tell what it offers
     */
    public McpEndpoint(AgentClient client, String version) throws IOException {
        var tools = new DesktopTools(client);
        var server = McpServer.sync(transport)
                .jsonMapper(mapper)
                .jsonSchemaValidator(StdioServer.NO_VALIDATOR)
                .serverInfo("pilothouse-desktop", version)
                .instructions(DesktopTools.INSTRUCTIONS)
                .validateToolInputs(false)
                .capabilities(StdioServer.CAPABILITIES);
        for (DesktopTools.Entry entry : tools.entries()) {
            server.toolCall(entry.tool(), (context, request) -> entry.call().apply(StdioServer.arguments(request)));
        }
        server.build();
    }

    /** What was sent is no JSON-RPC. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /**
     * @param message a JSON-RPC request or notification
     * @return the response; none to a notification
     */
    public Optional<String> answer(String message) throws MalformedException, IOException {
        JSONRPCMessage parsed;
        try {
            parsed = McpSchema.deserializeJsonRpcMessage(mapper, message);
        } catch (IOException | RuntimeException e) { // Jackson's own, and what is no JSON-RPC
            throw new MalformedException("the body must be one JSON-RPC message");
        }
        McpStatelessServerHandler handler = transport.handler;
        if (handler == null) {
            throw new IllegalStateException("the server was not built");
        }
        return switch (parsed) {
            case JSONRPCRequest request ->
                Optional.of(mapper.writeValueAsString(handler.handleRequest(McpTransportContext.EMPTY, request)
                        .block()));
            case JSONRPCNotification notification -> {
                handler.handleNotification(McpTransportContext.EMPTY, notification)
                        .block();
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static final class Transport implements McpStatelessServerTransport {
        private volatile @Nullable McpStatelessServerHandler handler;

        @Override
        public void setMcpHandler(McpStatelessServerHandler given) {
            handler = given;
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
