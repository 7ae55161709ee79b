package org.pilothouse.desktop.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.desktop.action.Action;
import org.pilothouse.desktop.client.Refusals;
import org.pilothouse.desktop.client.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows what the agent answered: JSON as it came, or text for people. */
final class Output {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int TIMED_OUT = 124;

    private final boolean json;
    private final @Nullable String file;
    private final Path folder;
    private final PrintStream out;
    private final PrintStream err;

    Output(boolean json, @Nullable String file, Path folder, PrintStream out, PrintStream err) {
        this.json = json;
        this.file = file;
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    int refusal(Reply reply) {
        err.println(
                json && reply.contentType().endsWith("json")
                        ? reply.text()
                        : "pilothouse-desktop: " + Refusals.sentence(reply));
        return 1;
    }

    int answer(Reply reply) {
        if (reply.body().length > 0) {
            out.println(json ? reply.text() : Text.of(JsonMapper.shared().readTree(reply.text())));
        }
        return 0;
    }

    /** What the program wrote, where it wrote it, and its exit status. */
    int run(Reply reply) {
        if (json) {
            return answer(reply);
        }
        JsonNode result = JsonMapper.shared().readTree(reply.text());
        out.print(result.path("stdout").asString(""));
        err.print(result.path("stderr").asString(""));
        if (result.path("timedOut").asBoolean(false)) {
            err.println("pilothouse-desktop: the program took too long and was ended");
            return TIMED_OUT;
        }
        return result.path("exitCode").asInt(0);
    }

    int bytes(Action action, Reply reply) throws IOException {
        if ("-".equals(file)) {
            out.write(reply.body());
            return 0;
        }
        String extension = reply.contentType().replaceFirst(".*/", "").replace("jpeg", "jpg");
        Path target = folder.resolve(Optional.ofNullable(file)
                .orElseGet(() -> action.command().replaceFirst(" .*", "") + "-"
                        + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP) + "." + extension));
        Files.write(target, reply.body());
        if (json) {
            var described = JsonMapper.shared().createObjectNode();
            described.put("file", target.toString());
            described.put("bytes", reply.body().length);
            described.put("contentType", reply.contentType());
            reply.headers().forEach((name, value) -> {
                if (name.startsWith("x-") && !name.equals("x-request-id") && !name.equals("x-content-type-options")) {
                    described.put(name.substring(2), value);
                }
            });
            out.println(described);
        } else {
            out.println(target);
        }
        return 0;
    }
}
