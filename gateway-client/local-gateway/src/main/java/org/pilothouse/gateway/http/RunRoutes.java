package org.pilothouse.gateway.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.run.Runs;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.protocol.artifact.Artifacts;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.Runs.One;
import org.pilothouse.protocol.run.Workflow;
import org.pilothouse.protocol.run.WorkflowStart;

/** {@code /workflow} and {@code /runs}. */
final class RunRoutes {
    private final Runs runs;

    RunRoutes(Runs runs) {
        this.runs = runs;
    }

    void addTo(Router router) {
        router.add(
                "POST",
                "/workflow/start",
                call -> Answer.ok(runs.start(call.body(WorkflowStart.class), Callers.actor(call))));
        router.add("POST", "/workflow/resume", call -> Answer.ok(runs.resume(call.body(Workflow.Resume.class))));
        router.add(
                "POST",
                "/workflow/cancel",
                call -> Answer.ok(runs.cancel(call.body(Workflow.Cancel.class), Callers.actor(call))));
        router.add(
                "POST",
                "/runs/{id}/pause",
                call -> Answer.ok(new One(runs.pause(call.variable("id"), Callers.actor(call)))));
        router.add(
                "POST",
                "/runs/{id}/resume",
                call -> Answer.ok(new One(runs.letGoOn(call.variable("id"), Callers.actor(call)))));
        router.add("GET", "/runs", this::list);
        router.add("GET", "/runs/{id}", call -> Answer.ok(new One(runs.get(call.variable("id")))));
        router.add(
                "GET",
                "/runs/{id}/artifacts",
                call -> Answer.ok(new Artifacts(runs.artifactsOfRun(call.variable("id")))));
        router.add(
                "GET",
                "/runs/{id}/steps/{step}/artifacts",
                call -> Answer.ok(new Artifacts(runs.artifactsOfStep(call.variable("id"), call.number("step")))));
        router.add(
                "GET",
                "/runs/{id}/steps/{step}/attempts/{attempt}/artifacts",
                call -> Answer.ok(new Artifacts(
                        runs.artifactsOfAttempt(call.variable("id"), call.number("step"), call.number("attempt")))));
    }

    private Answer list(Call call) {
        return Answer.ok(runs.list(
                status(call.query("status")),
                call.query("environment_id").orElse(null),
                Paging.before(call),
                Paging.limit(call)));
    }

    private static @Nullable RunStatus status(Optional<String> name) {
        if (name.isEmpty()) {
            return null;
        }
        return Arrays.stream(RunStatus.values())
                .filter(status -> status != RunStatus.UNKNOWN)
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(name.get()))
                .findFirst()
                .orElseThrow(() -> GatewayException.invalid(
                        "status", "status must be one of queued, running, paused, succeeded, failed, cancelled"));
    }
}
