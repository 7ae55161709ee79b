package org.pilothouse.agent.deck;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.exec.Command;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.RunResult;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Refusal;

/** {@code /process/execute}. */
final class ExecuteRoutes {
    static final int MAX_COMMAND = 100_000;
    static final int MAX_SECONDS = 3600;
    private static final int SECONDS = 360;

    private final UserProcesses processes;

    ExecuteRoutes(UserProcesses processes) {
        this.processes = processes;
    }

    record Execute(
            @Field(
                    value = "Words, quoted as in a shell; no shell reads them",
                    required = true,
                    least = 1,
                    most = MAX_COMMAND,
                    example = "\"ls -l /tmp\"")
            String command,

            @Field(value = "Where it begins; the home folder where absent", most = 4096) @Nullable
            String cwd,

            @Field(value = "Seconds", min = 1, max = MAX_SECONDS, otherwise = "360") @Nullable
            Integer timeout) {}

    record Executed(
            @Field(required = true) int exitCode,

            @Field(required = true, value = "What it wrote to standard output and standard error")
            String result,

            @Field("There when it wrote more than is answered") @Nullable
            Boolean truncated) {}

    void addTo(Api api) {
        api.add(Operation.post("/process/execute", "Runs a command to its end")
                .tag("process")
                .body(Execute.class)
                .gives(Executed.class)
                .refuses(408, "timeout")
                .refuses(409, "conflict")
                .by((_, asked) -> execute(asked)));
    }

    private Executed execute(Execute asked) throws ExecException, InterruptedException {
        List<String> words = Words.split(asked.command());
        if (words.isEmpty()) {
            throw Refusal.invalid("command", "command is empty");
        }
        Command command = new Command(words.getFirst(), words.subList(1, words.size()), folder(asked.cwd()), Map.of());
        int seconds = asked.timeout() == null ? SECONDS : asked.timeout();
        RunResult result = processes.run(
                command, Duration.ofSeconds(seconds), processes.limits().maxOutputBytes(), true);
        String text = new String(result.stdout(), StandardCharsets.UTF_8);
        if (result.timedOut()) {
            throw new Refusal(
                    408,
                    "timeout",
                    "The command took longer than " + seconds + " s and was ended.",
                    null,
                    Map.of("result", text));
        }
        Integer code = result.exitCode();
        return new Executed(code == null ? -1 : code, text, result.stdoutTruncated() ? true : null);
    }

    static @Nullable Path folder(@Nullable String cwd) {
        if (cwd == null || cwd.isEmpty()) {
            return null;
        }
        if (cwd.indexOf('\0') >= 0) {
            throw Refusal.invalid("cwd", "cwd must not hold a zero character");
        }
        return Path.of(cwd);
    }
}
