package org.pilothouse.agent.v1;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.exec.Command;
import org.pilothouse.agent.exec.ExecException;
import org.pilothouse.agent.exec.ExecLimits;
import org.pilothouse.agent.exec.ProcessInfo;
import org.pilothouse.agent.exec.ProcessRequest;
import org.pilothouse.agent.exec.ResourceLimits;
import org.pilothouse.agent.exec.RunResult;
import org.pilothouse.agent.exec.UserProcesses;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Refusal;

/** Processes: started, run, looked at, ended. */
final class ProcessRoutes {
    static final int MAX_WAIT_MILLIS = 300_000;
    private static final int STOP_MILLIS = 2000;
    private static final int KILL_MILLIS = 1000;

    private final UserProcesses processes;

    ProcessRoutes(UserProcesses processes) {
        this.processes = processes;
    }

    enum Owner {
        USER,
        DESKTOP,
        SYSTEM
    }

    enum Restart {
        NEVER,
        ON_FAILURE,
        ALWAYS
    }

    record Limits(
            @Field(value = "Of address space", min = 1 << 20) @Nullable
            Long memoryBytes,

            @Field(value = "Of processor time", min = 1) @Nullable
            Integer cpuSeconds,

            @Field(min = 8) @Nullable Integer openFiles,

            @Field(value = "Of a file that it writes", min = 0) @Nullable
            Long fileBytes) {}

    record Create(
            @Field(
                    value = "A path, or a name in PATH; no shell reads it",
                    required = true,
                    least = 1,
                    example = "\"sleep\"")
            String command,

            @Field(example = "[\"30\"]") @Nullable List<String> args,

            @Field("Where it begins; the home folder where absent") @Nullable
            String cwd,

            @Field("Added to what every program gets") @Nullable
            Map<String, String> env,

            @Field(value = "On a terminal", otherwise = "false") @Nullable
            Boolean tty,

            @Field(value = "It gets a standard input", otherwise = "false") @Nullable
            Boolean interactive,

            @Field(otherwise = "\"never\"") @Nullable Restart restart,

            @Field(value = "After which it is ended", min = 1) @Nullable
            Long timeoutMs,

            @Nullable Limits limits) {}

    record Run(
            @Field(
                    value = "A path, or a name in PATH; no shell reads it",
                    required = true,
                    least = 1,
                    example = "\"uname\"")
            String command,

            @Field(example = "[\"-s\"]") @Nullable List<String> args,

            @Field("Where it begins; the home folder where absent") @Nullable
            String cwd,

            @Field("Added to what every program gets") @Nullable
            Map<String, String> env,

            @Field(value = "The configuration has the default and the most", min = 1) @Nullable
            Long timeoutMs,

            @Field(value = "Of each stream", min = 1) @Nullable
            Integer maxOutputBytes) {}

    record Ran(
            @Nullable Integer exitCode,
            @Field(required = true) boolean timedOut,
            @Field(required = true) String stdout,
            @Field(required = true) String stderr,
            @Field(required = true) boolean stdoutTruncated,
            @Field(required = true) boolean stderrTruncated,
            @Field(required = true) long durationMs) {
        static Ran of(RunResult result) {
            return new Ran(
                    result.exitCode(),
                    result.timedOut(),
                    new String(result.stdout(), StandardCharsets.UTF_8),
                    new String(result.stderr(), StandardCharsets.UTF_8),
                    result.stdoutTruncated(),
                    result.stderrTruncated(),
                    result.duration().toMillis());
        }
    }

    record Info(
            @Field(required = true) String id,
            @Field(required = true) String command,
            @Field(required = true) List<String> args,

            @Field(required = true, value = "running or exited")
            String status,

            @Field(required = true, value = "user, desktop or system")
            String owner,

            @Field(required = true) boolean interactive,
            @Field(required = true) boolean tty,
            @Field(required = true) long createdAtMs,
            @Nullable String cwd,
            @Nullable Long pid,
            @Nullable Integer exitCode,
            @Nullable Long exitedAtMs,
            @Field("Times that it was started again") int restarts) {
        static Info of(ProcessInfo process) {
            ProcessRequest request = process.request();
            Path folder = request.command().folder();
            return new Info(
                    process.id(),
                    request.command().program(),
                    request.command().arguments(),
                    process.running() ? "running" : "exited",
                    request.owner().name().toLowerCase(Locale.ROOT),
                    request.interactive(),
                    request.onTerminal(),
                    process.createdAt().toEpochMilli(),
                    folder == null ? null : folder.toString(),
                    process.pid(),
                    process.exitCode(),
                    process.exitedAt() == null ? null : process.exitedAt().toEpochMilli(),
                    process.restarts());
        }
    }

    record Many(@Field(required = true) List<Info> processes) {}

    record Which(@Nullable Owner owner) {}

    record Config(
            @Field(required = true, min = 1, example = "64") Integer maxConcurrentProcesses,

            @Field(required = true, min = 1, example = "30000")
            Integer defaultRunTimeoutMs,

            @Field(required = true, min = 1, example = "300000")
            Integer maxRunTimeoutMs,

            @Field(required = true, min = 1, example = "1048576")
            Integer maxOutputBytes,

            @Field(required = true, min = 1, example = "10485760")
            Integer maxLogBytesPerProcess,

            @Field(required = true, min = 1, example = "65536")
            Integer maxInputBytesPerRequest) {
        static Config of(ExecLimits limits) {
            return new Config(
                    limits.maxConcurrentProcesses(),
                    limits.defaultRunTimeoutMs(),
                    limits.maxRunTimeoutMs(),
                    limits.maxOutputBytes(),
                    limits.maxLogBytesPerProcess(),
                    limits.maxInputBytesPerRequest());
        }

        ExecLimits limits() {
            return new ExecLimits(
                    maxConcurrentProcesses,
                    defaultRunTimeoutMs,
                    maxRunTimeoutMs,
                    maxOutputBytes,
                    maxLogBytesPerProcess,
                    maxInputBytesPerRequest);
        }
    }

    record Wait(
            @Field(value = "How long its end is waited for", min = 0, max = MAX_WAIT_MILLIS) @Nullable
            Integer waitMs) {
        Duration orElse(int millis) {
            return Duration.ofMillis(waitMs == null ? millis : waitMs);
        }
    }

    enum Encoding {
        BASE64,
        UTF8,
        TEXT
    }

    record Input(
            @Field(required = true, example = "\"aGVsbG8K\"")
            String data,

            @Field(otherwise = "\"base64\"") @Nullable Encoding encoding) {
        byte[] bytes() {
            if (encoding != null && encoding != Encoding.BASE64) {
                return data.getBytes(StandardCharsets.UTF_8);
            }
            try {
                return Base64.getDecoder().decode(data);
            } catch (IllegalArgumentException _) {
                throw Refusal.invalid("data", "data is not valid base64; for plain text say \"encoding\": \"utf8\"");
            }
        }
    }

    record Written(@Field(required = true) int bytesWritten) {}

    void addTo(Api api) {
        api.add(process(Operation.get("/v1/processes/config", "The limits"))
                .gives(Config.class)
                .by(_ -> Config.of(processes.limits())));
        api.add(process(Operation.post("/v1/processes/config", "Changes the limits, for what is started from now on")
                        .body(Config.class))
                .gives(Config.class)
                .by((_, config) -> Config.of(processes.limits(config.limits()))));
        api.add(process(Operation.post("/v1/processes/run", "Runs a command to its end")
                        .body(Run.class))
                .gives(Ran.class)
                .refuses(409, "conflict")
                .by((_, run) -> Ran.of(processes.run(
                        command(run.command(), run.args(), run.cwd(), run.env()),
                        run.timeoutMs() == null ? null : Duration.ofMillis(run.timeoutMs()),
                        run.maxOutputBytes()))));
        api.add(process(Operation.post("/v1/processes", "Starts a process in the background")
                        .body(Create.class))
                .gives(Info.class)
                .refuses(409, "conflict")
                .by((_, create) -> Info.of(processes.start(request(create)))));
        api.add(process(Operation.get("/v1/processes", "The processes, the oldest first")
                        .query(Which.class))
                .gives(Many.class)
                .by((_, which) -> new Many(list(which.owner()))));
        api.add(one(Operation.get("/v1/processes/{id}", "A process"))
                .gives(Info.class)
                .by(call -> Info.of(processes.get(call.variable("id")))));
        api.add(one(Operation.post("/v1/processes/{id}/stop", "Asks a process to end (TERM)")
                        .query(Wait.class))
                .gives(Info.class)
                .by((call, wait) -> Info.of(processes.stop(call.variable("id"), wait.orElse(STOP_MILLIS)))));
        api.add(one(Operation.post("/v1/processes/{id}/kill", "Ends a process (KILL)")
                        .query(Wait.class))
                .gives(Info.class)
                .by((call, wait) -> Info.of(processes.kill(call.variable("id"), wait.orElse(KILL_MILLIS)))));
        api.add(one(Operation.delete("/v1/processes/{id}", "Forgets a process that has ended"))
                .givesBytes()
                .refuses(409, "conflict")
                .by(call -> {
                    processes.remove(call.variable("id"));
                    return new Answer.Nothing();
                }));
        api.add(one(Operation.post("/v1/processes/{id}/input", "Sends to a process's standard input")
                        .body(Input.class))
                .gives(Written.class)
                .refuses(409, "conflict")
                .refuses(413, "too_large")
                .by((call, input) -> new Written(processes.input(call.variable("id"), input.bytes()))));
    }

    static <T> Operation<T> process(Operation<T> operation) {
        return operation.tag("processes");
    }

    static <T> Operation<T> one(Operation<T> operation) {
        return process(operation).refuses(404, "not_found");
    }

    private List<Info> list(@Nullable Owner owner) {
        return processes
                .list(info -> owner == null || info.request().owner().name().equals(owner.name()))
                .stream()
                .map(Info::of)
                .toList();
    }

    private static ProcessRequest request(Create create) throws ExecException {
        boolean interactive = Boolean.TRUE.equals(create.interactive());
        ProcessRequest.Input input;
        if (Boolean.TRUE.equals(create.tty())) {
            input = new ProcessRequest.Input.Terminal(
                    ProcessRequest.Input.Terminal.DEFAULT_COLUMNS, ProcessRequest.Input.Terminal.DEFAULT_ROWS);
        } else {
            input = interactive ? new ProcessRequest.Input.Pipe() : new ProcessRequest.Input.None();
        }
        Limits limits = create.limits();
        return new ProcessRequest(
                command(create.command(), create.args(), create.cwd(), create.env()),
                input,
                interactive,
                ProcessRequest.Owner.USER,
                create.restart() == null
                        ? ProcessRequest.RestartPolicy.NEVER
                        : ProcessRequest.RestartPolicy.valueOf(create.restart().name()),
                limits == null
                        ? ResourceLimits.NONE
                        : new ResourceLimits(
                                limits.memoryBytes(), limits.cpuSeconds(), limits.openFiles(), limits.fileBytes()),
                create.timeoutMs() == null ? null : Duration.ofMillis(create.timeoutMs()));
    }

    private static Command command(
            String program,
            @Nullable List<String> arguments,
            @Nullable String folder,
            @Nullable Map<String, String> environment) {
        if (environment != null && environment.containsValue(null)) {
            throw Refusal.invalid("env", "env has a value that is null; it must be a string");
        }
        try {
            return new Command(
                    program,
                    arguments == null ? List.of() : arguments,
                    folder == null || folder.isEmpty() ? null : Path.of(folder),
                    environment == null ? Map.of() : environment);
        } catch (InvalidPathException _) {
            throw Refusal.invalid("cwd", "cwd is not a path");
        }
    }
}
