package org.pilothouse.desktop.mcp;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.action.ArgumentException;
import org.pilothouse.desktop.action.Catalogue;
import org.pilothouse.desktop.client.AgentClient;
import org.pilothouse.desktop.client.Refusals;
import org.pilothouse.desktop.client.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The actions as tools: those that this agent has. What goes wrong is a tool error with a sentence in it. */
final class DesktopTools {
    static final String INSTRUCTIONS = """
            These tools look at and work on a Linux desktop. Positions are px from the upper left corner of the screen.
            Look first (screenshot, windows, elements), act, wait for what should come of it (wait_element, wait_window,
            wait_stable), then look again. Prefer elements by role and name to positions: a click on one cannot miss; a ref is
            good for as long as its element is there. Where a picture was made smaller, divide positions in it by its scale. Windows are named by id; ids do not outlive their window.
            """;

    private final AgentClient client;

    DesktopTools(AgentClient client) {
        this.client = client;
    }

    /** A tool and what carries it out. */
    record Entry(Tool tool, Function<Map<String, Object>, CallToolResult> call) {}

    /**
     * @throws IOException where the agent cannot be reached
     */
    List<Entry> entries() throws IOException {
        Set<String> offered = offered();
        return Catalogue.actions().stream()
                .filter(action -> action.gives() != Action.Gives.FILE)
                .filter(action -> offered.contains(action.method() + " " + action.path()))
                .map(action -> new Entry(tool(action), arguments -> call(action, arguments)))
                .toList();
    }

    private Set<String> offered() throws IOException {
        Reply reply = client.send("GET", "/openapi.json", null);
        if (reply.refused()) {
            throw new IOException(Refusals.sentence(reply));
        }
        Set<String> offered = new HashSet<>();
        for (Map.Entry<String, JsonNode> path :
                JsonMapper.shared().readTree(reply.text()).path("paths").properties()) {
            path.getValue()
                    .propertyNames()
                    .forEach(method -> offered.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        return offered;
    }

    private static Tool tool(Action action) {
        boolean destroys = action.method().equals("DELETE") || action.command().matches("stop|process (stop|kill)");
        return Tool.builder(action.tool(), action.schema())
                .description(action.does())
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(!action.changes())
                        .destructiveHint(destroys)
                        .openWorldHint(false)
                        .build())
                .build();
    }

    private CallToolResult call(Action action, Map<String, Object> arguments) {
        try {
            Action.Request request = action.request(arguments);
            boolean bare = request.method().equals("GET") || request.method().equals("DELETE");
            byte[] body = bare ? null : JsonMapper.shared().writeValueAsBytes(request.body());
            Reply reply = client.send(request.method(), request.target(), body);
            if (reply.refused()) {
                return error(Refusals.sentence(reply));
            }
            return action.gives() == Action.Gives.PICTURE ? picture(reply) : text(reply);
        } catch (ArgumentException | IOException e) {
            return error(String.valueOf(e.getMessage()));
        }
    }

    private static CallToolResult error(String sentence) {
        return CallToolResult.builder().addTextContent(sentence).isError(true).build();
    }

    private static CallToolResult text(Reply reply) {
        return CallToolResult.builder()
                .addTextContent(reply.body().length == 0 ? "done" : reply.text())
                .isError(false)
                .build();
    }

    private static CallToolResult picture(Reply reply) {
        StringBuilder measures = new StringBuilder();
        reply.headers().forEach((name, value) -> {
            if (name.startsWith("x-") && !name.equals("x-request-id") && !name.equals("x-content-type-options")) {
                measures.append(name.substring(2)).append(' ').append(value).append('\n');
            }
        });
        CallToolResult.Builder result = CallToolResult.builder()
                .addContent(ImageContent.builder(Base64.getEncoder().encodeToString(reply.body()), reply.contentType())
                        .build());
        if (!measures.isEmpty()) {
            result.addTextContent(measures.toString().strip());
        }
        return result.isError(false).build();
    }
}
