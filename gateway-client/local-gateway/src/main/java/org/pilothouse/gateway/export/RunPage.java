package org.pilothouse.gateway.export;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.export.RunExports.Bundle;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.Sensitivity;
import org.pilothouse.protocol.review.ReviewEntry;
import org.pilothouse.protocol.run.Attempt;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunError;
import org.pilothouse.protocol.run.RunStep;
import tools.jackson.databind.SerializationFeature;

/**
 * The page of an export: one file without a script that loads nothing but the pictures beside it. All that agents,
 * sandboxes and people wrote is text in it, never markup.
 */
final class RunPage {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid #8884;padding-top:1rem}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{opacity:.7}dd{margin:0}
            pre{background:#8881;padding:.6rem;overflow:auto;max-height:24rem;border-radius:6px;white-space:pre-wrap}
            img{max-width:100%;border:1px solid #8884;border-radius:6px}
            .status{font-weight:600}.mark{border:1px solid currentColor;border-radius:4px;padding:0 .3rem;font-size:.8em}
            .failed,.denied,.expired{color:#c62828}.succeeded,.approved{color:#2e7d32}
            section{margin-left:1rem}""";

    private final Bundle bundle;
    private final Map<String, String> absent;
    private final Instant now;
    private final StringBuilder page = new StringBuilder();

    RunPage(Bundle bundle, Map<String, String> absent, Instant now) {
        this.bundle = bundle;
        this.absent = absent;
        this.now = now;
    }

    byte[] html() {
        Run run = bundle.run();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:;")
                .append(" style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Run ");
        text(run.workflowRunId());
        page.append("</title>\n<style>").append(STYLE).append("</style></head><body>\n<h1>Run ");
        text(run.workflowRunId());
        page.append("</h1>\n");
        facts(run);
        List<RunStep> steps = run.steps() == null ? List.of() : run.steps();
        steps.forEach(this::step);
        page.append("<h2>Artifacts</h2>\n");
        bundle.artifacts().forEach(this::artifact);
        page.append("</body></html>\n");
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void facts(Run run) {
        page.append("<dl>");
        status("Status", run.status());
        fact("Environment", run.environmentLabel() == null ? run.environmentId() : run.environmentLabel());
        fact("Conversation", run.conversationKey());
        fact("Requested by", run.requestedBy());
        fact("Created", run.createdAt());
        fact("Started", run.startedAt());
        fact("Finished", run.finishedAt());
        error(run.error());
        fact("Exported", now + " by " + bundle.by().name());
        fact("Sensitive artifacts", bundle.sensitive() ? "included" : "left out");
        page.append("</dl>\n");
    }

    private void step(RunStep step) {
        page.append("<h2>Step ").append(step.stepIndex() + 1).append(": ");
        text(step.action().args().path("op").asString(step.action().type()));
        page.append("</h2>\n<dl>");
        status("Status", step.status());
        fact("Motivation (the agent's words)", step.motivation());
        fact("Started", step.startedAt());
        fact("Finished", step.finishedAt());
        error(step.error());
        page.append("</dl>\n");
        json(step.action().args());
        bundle.approvals().stream()
                .filter(approval -> approval.approvalId().equals(step.approvalId()))
                .forEach(this::approval);
        step.attempts().forEach(this::attempt);
    }

    private void approval(Approval approval) {
        page.append("<section><h3>Approval</h3><dl>");
        status("Status", approval.status());
        fact("Asked", approval.prompt());
        fact("Created", approval.createdAt());
        List<ReviewEntry> reviews = approval.reviews() == null ? List.of() : approval.reviews();
        for (ReviewEntry review : reviews) {
            String who = review.reviewerId() == null ? lower(review.reviewerKind()) : review.reviewerId();
            fact(
                    "Review",
                    lower(review.state()) + " by " + who + " at " + review.completedAt()
                            + (review.reason() == null ? "" : ": " + review.reason()));
        }
        page.append("</dl></section>\n");
    }

    private void attempt(Attempt attempt) {
        page.append("<section><h3>Attempt ").append(attempt.attempt()).append("</h3><dl>");
        status("Status", attempt.status());
        fact("Started", attempt.startedAt());
        fact("Finished", attempt.finishedAt());
        error(attempt.error());
        page.append("</dl>\n");
        if (attempt.result() != null && !attempt.result().isNull()) {
            json(attempt.result());
        }
        attempt.artifacts().forEach(artifact -> {
            page.append("<p>");
            link(artifact);
            page.append("</p>\n");
        });
        page.append("</section>\n");
    }

    private void artifact(ArtifactRef artifact) {
        page.append("<section id=\"a-");
        text(artifact.artifactId());
        page.append("\"><h3>");
        link(artifact);
        page.append("</h3><dl>");
        fact("Kind", lower(artifact.kind()));
        fact("Made", artifact.createdAt());
        fact("SHA-256", artifact.sha256());
        fact("Not in this file", absent.get(artifact.artifactId()));
        page.append("</dl>\n");
        if (!absent.containsKey(artifact.artifactId()) && artifact.holdsPicture()) {
            page.append("<img loading=\"lazy\" alt=\"\" src=\"");
            text(RunExports.path(artifact));
            page.append("\">\n");
        }
        page.append("</section>\n");
    }

    private void link(ArtifactRef artifact) {
        boolean here = !absent.containsKey(artifact.artifactId());
        if (here) {
            page.append("<a href=\"");
            text(RunExports.path(artifact));
            page.append("\">");
        }
        text(artifact.filename());
        page.append(here ? "</a>" : "");
        if (artifact.sensitivity() != Sensitivity.NORMAL) {
            page.append(" <span class=\"mark\">Sensitive</span>");
        }
    }

    private void json(Object value) {
        page.append("<pre>");
        text(Json.LENIENT.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value));
        page.append("</pre>\n");
    }

    private void status(String name, Enum<?> status) {
        page.append("<dt>");
        text(name);
        page.append("</dt><dd class=\"status ").append(lower(status)).append("\">");
        text(lower(status));
        page.append("</dd>");
    }

    private void error(@Nullable RunError error) {
        fact("Error", error == null ? null : error.code() + ": " + error.message());
    }

    private void fact(String name, @Nullable Object value) {
        if (value != null) {
            page.append("<dt>");
            text(name);
            page.append("</dt><dd>");
            text(value.toString());
            page.append("</dd>");
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The only way for anything from outside into the page. Characters that turn the text's direction are shown as such. */
    private void text(@Nullable String given) {
        String.valueOf(given).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> {
                    boolean plain = c == '\n' || c == '\t' || !Character.isISOControl(c);
                    if (plain
                            && Character.getType(c) != Character.FORMAT
                            && Character.getType(c) != Character.SURROGATE) {
                        page.appendCodePoint(c);
                    } else {
                        page.append(String.format(Locale.ROOT, "\\u%04x", c));
                    }
                }
            }
        });
    }
}
