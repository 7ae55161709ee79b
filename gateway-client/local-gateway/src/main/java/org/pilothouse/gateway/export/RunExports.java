package org.pilothouse.gateway.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.approval.Approvals;
import org.pilothouse.gateway.artifact.Artifacts;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.run.Runs;
import org.pilothouse.gateway.store.Digests;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.Sensitivity;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStep;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a run, its approvals and its artifacts into a ZIP: a page that opens offline, the same as JSON, the files, and
 * the SHA-256 of each.
 */
public final class RunExports {
    private final Runs runs;
    private final Approvals approvals;
    private final Artifacts artifacts;
    private final ActivityLog activity;
    private final InstantSource clock;

    public RunExports(Runs runs, Approvals approvals, Artifacts artifacts, ActivityLog activity, InstantSource clock) {
        this.runs = runs;
        this.approvals = approvals;
        this.artifacts = artifacts;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * What goes into the file.
     *
     * @param by who asked for it; recorded in it
     * @param sensitive whether sensitive artifacts are in it too
     */
    public record Bundle(Run run, List<Approval> approvals, List<ArtifactRef> artifacts, Actor by, boolean sensitive) {
        /** Whether this one's bytes are in it, as far as they can be read. */
        boolean holds(ArtifactRef artifact) {
            return sensitive || artifact.sensitivity() == Sensitivity.NORMAL;
        }

        public String filename() {
            return "run-" + run.workflowRunId() + ".zip";
        }
    }

    /**
     * Looks up what belongs to a run, and writes down that it leaves the gateway.
     *
     * @throws GatewayException where there is no such run
     */
    public Bundle bundle(String runId, boolean sensitive, Actor by) {
        Run run = runs.get(runId);
        List<RunStep> steps = run.steps() == null ? List.of() : run.steps();
        List<Approval> decided = steps.stream()
                .map(RunStep::approvalId)
                .filter(Objects::nonNull)
                .distinct()
                .map(approvals::get)
                .map(RunExports::withoutSecrets)
                .toList();
        Bundle bundle = new Bundle(run, decided, runs.artifactsOfRun(runId), by, sensitive);
        activity.append(
                by,
                "run.exported",
                "run",
                runId,
                Map.of("artifacts", bundle.artifacts().size(), "sensitive", sensitive));
        return bundle;
    }

    /** Whoever gets the file must not be able to do anything with this gateway. */
    private static Approval withoutSecrets(Approval a) {
        if (!(a.context() instanceof ObjectNode context)) {
            return a;
        }
        ObjectNode kept = context.deepCopy();
        kept.remove("resume_token");
        return new Approval(
                a.approvalId(),
                a.approvalKey(),
                a.agentId(),
                a.kind(),
                a.status(),
                a.prompt(),
                a.motivation(),
                kept,
                a.scope(),
                a.createdAt(),
                a.expiresAt(),
                a.latestReview(),
                a.reviews(),
                a.managedDesktop());
    }

    /** Writes the ZIP. An artifact whose bytes cannot be had is named in it as such. */
    public void write(Bundle bundle, OutputStream out) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        Map<String, String> absent = new LinkedHashMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (ArtifactRef artifact : bundle.artifacts()) {
                @Nullable String why = artifact(zip, bundle, artifact, hashes);
                if (why != null) {
                    absent.put(artifact.artifactId(), why);
                }
            }
            add(zip, "run.json", json(bundle.run()), hashes);
            add(zip, "approvals.json", json(bundle.approvals()), hashes);
            add(zip, "artifacts.json", json(described(bundle, absent)), hashes);
            add(zip, "index.html", new RunPage(bundle, absent, clock.instant()).html(), hashes);
            String sums = hashes.entrySet().stream()
                    .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                    .collect(Collectors.joining());
            add(zip, "SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8), new TreeMap<>());
        }
    }

    /** Null where it is in the file, else why it is not. */
    private @Nullable String artifact(
            ZipOutputStream zip, Bundle bundle, ArtifactRef artifact, Map<String, String> hashes) throws IOException {
        if (!bundle.holds(artifact)) {
            return "sensitive, and not asked for";
        }
        byte[] bytes;
        try {
            bytes = artifacts.content(artifact.artifactId(), bundle.by()).bytes();
        } catch (GatewayException e) {
            return e.sentence();
        }
        add(zip, path(artifact), bytes, hashes);
        return null;
    }

    static String path(ArtifactRef artifact) {
        String name = String.valueOf(artifact.filename()).replaceAll("[^A-Za-z0-9._-]", "_");
        return "artifacts/" + name;
    }

    private static List<Map<String, Object>> described(Bundle bundle, Map<String, String> absent) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ArtifactRef artifact : bundle.artifacts()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("artifact", artifact);
            @Nullable String why = absent.get(artifact.artifactId());
            one.put(why == null ? "file" : "absent_because", why == null ? path(artifact) : why);
            all.add(one);
        }
        return all;
    }

    private static byte[] json(Object value) {
        return Json.LENIENT.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(value);
    }

    private static void add(ZipOutputStream zip, String path, byte[] bytes, Map<String, String> hashes)
            throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(bytes);
        zip.closeEntry();
        hashes.put(path, HexFormat.of().formatHex(Digests.sha256(bytes)));
    }
}
