package org.pilothouse.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.OutcomeException;
import org.pilothouse.cli.Output;
import org.pilothouse.cli.Table;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.RunQuery;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.Runs;
import org.pilothouse.protocol.run.StepStatus;
import org.pilothouse.protocol.run.Workflow;
import org.pilothouse.protocol.run.WorkflowStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilothouse runs}. */
@Command(name = "runs", description = "What agents do, step by step.")
public final class RunsCommand extends GatewayCommands {
    private static final String ID = "RUN";
    private static final Duration LOOK = Duration.ofMillis(500);

    @Command(description = "The newest first, without steps.")
    void list(
            @Option(names = "--status", description = "Only these: ${COMPLETION-CANDIDATES}.") @Nullable
                    RunStatus status,
            @Option(names = "--environment", description = "Only those of this environment.") @Nullable
                    String environment,
            @Option(names = "--limit", defaultValue = "100", description = "1 to 500 (default: ${DEFAULT-VALUE}).")
                    int limit)
            throws GatewayException {
        Runs.Page page = call(client -> client.runs()
                .list(new RunQuery(
                        status, environment == null ? null : EnvironmentNames.id(client, environment), limit, null)));
        show(page.runs(), () -> {
            Table table = Table.of("run", "status", "environment", "steps", "created", "error");
            page.runs()
                    .forEach(each -> table.row(
                            each.workflowRunId(),
                            each.status(),
                            each.environmentLabel(),
                            each.stepsDone() + "/" + each.stepsCount(),
                            each.createdAt(),
                            error(each.error())));
            return table;
        });
    }

    @Command(description = "One run, with its steps and attempts.")
    void show(@Parameters(paramLabel = ID) String id) throws GatewayException {
        Run run = call(client -> client.runs().get(id));
        show(run, () -> {
            Table table = Table.of("step", "status", "operation", "attempts", "error");
            steps(run)
                    .forEach(step -> table.row(
                            step.stepIndex(),
                            step.status(),
                            operation(step),
                            step.attempts().size(),
                            error(step.error())));
            return run.workflowRunId() + ": " + word(run.status()) + "\n\n" + table;
        });
    }

    @Command(
            description =
                    "Start a run from a file: {\"conversation_key\": …, \"steps\": […]}, or - for standard input.")
    void start(
            @Parameters(paramLabel = "FILE") String file,
            @Option(names = "--environment", description = "Where it runs (default: what the file says).") @Nullable
                    String environment,
            @Option(names = "--watch", description = "Print its steps until it ends; 5 where it fails.") boolean watch)
            throws GatewayException {
        WorkflowStart read = Documents.parse("workflow", Documents.file(file), WorkflowStart.class);
        Output output = output();
        call(client -> {
            String place = environment == null ? read.environment() : EnvironmentNames.id(client, environment);
            Workflow.Started started = client.runs()
                    .start(new WorkflowStart(
                            read.conversationKey(),
                            read.planId(),
                            read.requestId(),
                            place,
                            read.steps(),
                            read.budgets()));
            output.next(started, started::workflowRunId);
            return watch ? follow(client, output, started.workflowRunId()) : started;
        });
    }

    @Command(description = "Print its steps as they go on, until it ends; 5 where it did not succeed.")
    void watch(@Parameters(paramLabel = ID) String id) throws GatewayException {
        Output output = output();
        call(client -> follow(client, output, id));
    }

    @Command(description = "End it; its approvals are withdrawn.")
    void cancel(@Parameters(paramLabel = ID) String id, @Option(names = "--reason") @Nullable String reason)
            throws GatewayException {
        boolean cancelled = call(client -> client.runs().cancel(id, reason));
        show(new Cancelled(id, cancelled), () -> cancelled ? id + " is cancelled." : id + " was over already.");
    }

    @Command(description = "Begin nothing more until it is resumed.")
    void pause(@Parameters(paramLabel = ID) String id) throws GatewayException {
        tell(call(client -> client.runs().pause(id)));
    }

    @Command(description = "Let a paused one go on.")
    void resume(@Parameters(paramLabel = ID) String id) throws GatewayException {
        tell(call(client -> client.runs().letGoOn(id)));
    }

    private void tell(Run run) {
        show(run, () -> run.workflowRunId() + ": " + word(run.status()));
    }

    @Command(description = "Save all of it as a ZIP that opens offline, to a file that is not there yet.")
    void export(
            @Parameters(paramLabel = ID) String id,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            required = true,
                            description = "Where to.")
                    Path file,
            @Option(names = "--sensitive", description = "With sensitive artifacts; the gateway records who took them.")
                    boolean sensitive)
            throws GatewayException {
        long size = NewFile.write(
                file,
                out -> call(client -> {
                    client.runs().export(id, sensitive, out);
                    return id;
                }));
        show(new Exported(id, file.toString(), size), () -> file + ": " + size + " bytes");
    }

    private record Exported(String workflowRunId, String file, long sizeBytes) {}

    private record Cancelled(String workflowRunId, boolean cancelled) {}

    @Command(description = "What it left behind.")
    void artifacts(@Parameters(paramLabel = ID) String id) throws GatewayException {
        List<ArtifactRef> artifacts = call(client -> client.runs().artifacts(id));
        show(artifacts, () -> {
            Table table = Table.of("artifact", "kind", "type", "bytes", "created", "sensitivity");
            artifacts.forEach(each -> table.row(
                    each.artifactId(),
                    each.kind(),
                    each.mimeType(),
                    each.sizeBytes(),
                    each.createdAt(),
                    each.sensitivity()));
            return table;
        });
    }

    private static Run follow(GatewayClient client, Output output, String id) throws GatewayException {
        Map<Integer, StepStatus> seen = new HashMap<>();
        while (true) {
            Run run = client.runs().get(id);
            for (RunStep step : steps(run)) {
                if (seen.put(step.stepIndex(), step.status()) != step.status()) {
                    output.next(step, () -> words(step));
                }
            }
            if (run.status().isFinal()) {
                return ended(run);
            }
            if (output.isClosed()) {
                return run;
            }
            Patience.pause(LOOK);
        }
    }

    private static Run ended(Run run) {
        if (run.status() == RunStatus.SUCCEEDED) {
            return run;
        }
        RunError error = run.error();
        throw OutcomeException.failed(
                error == null ? "cancelled" : error.code(), error == null ? "The run was cancelled." : error.message());
    }

    private static String words(RunStep step) {
        String error = error(step.error());
        return Table.printable("step " + step.stepIndex() + "  " + word(step.status()) + "  " + operation(step)
                + (error.isEmpty() ? "" : "  " + error));
    }

    private static String operation(RunStep step) {
        return step.action().args().path("op").asString(step.action().type());
    }

    private static List<RunStep> steps(Run run) {
        return run.steps() == null ? List.of() : run.steps();
    }

    private static String error(@Nullable RunError error) {
        return error == null ? "" : error.code() + ": " + error.message();
    }
}
