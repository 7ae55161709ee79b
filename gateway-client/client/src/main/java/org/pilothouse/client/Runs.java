package org.pilothouse.client;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.Artifacts;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.Runs.One;
import org.pilothouse.protocol.run.Runs.Page;
import org.pilothouse.protocol.run.Workflow;
import org.pilothouse.protocol.run.WorkflowStart;

/** Runs: start, watch, cancel. A Tyrum gateway can start and cancel them, but not show them. */
public final class Runs {
    private final HttpCalls http;

    Runs(HttpCalls http) {
        this.http = http;
    }

    /** Newest first, without steps. */
    public Page list(RunQuery query) throws GatewayException {
        String status = query.status() == null ? null : query.status().name().toLowerCase(Locale.ROOT);
        return http.get(
                HttpCalls.query("runs")
                        .with("status", status)
                        .with("environment_id", query.environmentId())
                        .with("limit", Integer.toString(query.limit()))
                        .with("cursor", query.cursor())
                        .path(),
                Page.class);
    }

    /** With steps and attempts. */
    public Run get(String workflowRunId) throws GatewayException {
        return http.get(path(workflowRunId), One.class).run();
    }

    /** Returns as soon as the run is recorded; it goes on by itself. */
    public Workflow.Started start(WorkflowStart workflow) throws GatewayException {
        return http.post("workflow/start", workflow, Workflow.Started.class);
    }

    /**
     * Ends a run; what its desktop is doing right now is not called back.
     *
     * @return false where it had ended already
     */
    public boolean cancel(String workflowRunId, @Nullable String reason) throws GatewayException {
        return http.post("workflow/cancel", new Workflow.Cancel(workflowRunId, reason), Workflow.Cancelled.class)
                .cancelled();
    }

    /**
     * Makes a paused run look again at what it waits for.
     *
     * @param token from the approval's context
     */
    public Workflow.Resumed resume(String token) throws GatewayException {
        return http.post("workflow/resume", new Workflow.Resume(token), Workflow.Resumed.class);
    }

    /** Nothing more is begun until {@link #letGoOn}. Only a Pilothouse gateway can. */
    public Run pause(String workflowRunId) throws GatewayException {
        return http.post(path(workflowRunId) + "/pause", Map.of(), One.class).run();
    }

    /** Lets a paused run go on. */
    public Run letGoOn(String workflowRunId) throws GatewayException {
        return http.post(path(workflowRunId) + "/resume", Map.of(), One.class).run();
    }

    /** All that the run left behind, oldest first. */
    public List<ArtifactRef> artifacts(String workflowRunId) throws GatewayException {
        return http.get(path(workflowRunId) + "/artifacts", Artifacts.class).artifacts();
    }

    /**
     * Writes the run as a ZIP that opens offline; only where the features name {@code runs.export}. The gateway records
     * who took it.
     *
     * @param sensitive whether sensitive artifacts are to be in it
     */
    public void export(String workflowRunId, boolean sensitive, OutputStream out) throws GatewayException {
        http.copy(path(workflowRunId) + "/export?sensitive=" + sensitive, out);
    }

    private static String path(String workflowRunId) {
        return "runs/" + HttpCalls.segment(workflowRunId);
    }
}
