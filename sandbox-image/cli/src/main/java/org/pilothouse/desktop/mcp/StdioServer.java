package org.pilothouse.desktop.mcp;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.pilothouse.desktop.client.AgentClient;
import tools.jackson.databind.json.JsonMapper;

/** The MCP server for a client that started this process: over standard input and output, until the input ends. */
public final class StdioServer {
    static final ServerCapabilities CAPABILITIES =
            ServerCapabilities.builder().tools(false).build();
    /** Arguments are checked by the actions themselves, whose sentences are better than a schema validator's. */
    static final JsonSchemaValidator NO_VALIDATOR =
            (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(null);

    private static final int UNAVAILABLE = 69;

    private StdioServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        String version = StdioServer.class.getPackage().getImplementationVersion();
        CountDownLatch ended = new CountDownLatch(1);
        try {
            serve(AgentClient.of(System.getenv()), version == null ? "dev" : version, new Watched(System.in, ended));
        } catch (IOException | IllegalArgumentException e) { // no agent, or an address that can't be meant
            System.err.println("pilothouse-desktop: " + e.getMessage());
            System.exit(UNAVAILABLE);
        }
        ended.await();
        System.exit(0);
    }

    private static void serve(AgentClient client, String version, InputStream in) throws IOException {
        var transport = new StdioServerTransportProvider(new JacksonMcpJsonMapper(JsonMapper.shared()), in, System.out);
        var server = McpServer.sync(transport)
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.shared()))
                .jsonSchemaValidator(NO_VALIDATOR)
                .serverInfo("pilothouse-desktop", version)
                .instructions(DesktopTools.INSTRUCTIONS)
                .validateToolInputs(false)
                .capabilities(CAPABILITIES);
        for (DesktopTools.Entry entry : new DesktopTools(client).entries()) {
            server.toolCall(entry.tool(), (exchange, request) -> entry.call().apply(arguments(request)));
        }
        server.build();
    }

    static Map<String, Object> arguments(CallToolRequest request) {
        Map<String, Object> arguments = request.arguments();
        return arguments == null ? Map.of() : arguments;
    }

    /** Tells when the input has ended: the SDK keeps that to itself. */
    private static final class Watched extends InputStream {
        private final InputStream in;
        private final CountDownLatch ended;

        Watched(InputStream in, CountDownLatch ended) {
            this.in = in;
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            return noted(in.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return noted(in.read(target, offset, length));
        }

        private int noted(int read) {
            if (read < 0) {
                ended.countDown();
            }
            return read;
        }
    }
}
