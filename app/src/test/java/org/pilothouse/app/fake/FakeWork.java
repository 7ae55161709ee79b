package org.pilothouse.app.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.ErrorBody;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.policy.PolicyTrial;
import org.pilothouse.protocol.run.Run;
import org.pilothouse.protocol.run.RunStatus;
import org.pilothouse.protocol.run.RunStep;
import org.pilothouse.protocol.run.Runs;
import org.pilothouse.protocol.run.Workflow;
import org.pilothouse.protocol.run.WorkflowStart;

/** The part of the fake gateway that runs, approvals, artifacts, policy and pairings are in. */
public final class FakeWork {
    private final Map<String, Approval> approvals = new LinkedHashMap<>();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, Stored> artifacts = new ConcurrentHashMap<>();
    private final Map<Long, Pairing> pairings = new LinkedHashMap<>();
    private final List<WorkflowStart> started = new ArrayList<>();
    private final List<Approvals.Respond> answers = new ArrayList<>();
    private final FakeEvents events;
    private Policy policy = new Policy(1, List.of());

    private record Stored(byte[] bytes, String mime) {}

    FakeWork(FakeEvents events) {
        this.events = events;
    }

    public synchronized FakeWork with(Approval approval) {
        approvals.put(approval.approvalId(), approval);
        events.send(EventTypes.APPROVAL_UPDATED, Map.of("approval", approval));
        return this;
    }

    public synchronized FakeWork with(Run run) {
        runs.put(run.workflowRunId(), run);
        events.send(EventTypes.RUN_UPDATED, Map.of("run", run.withSteps(null)));
        return this;
    }

    /** Also tells of one of its steps. */
    public synchronized FakeWork with(Run run, RunStep step) {
        with(run);
        events.send(EventTypes.RUN_STEP_UPDATED, Map.of("workflow_run_id", run.workflowRunId(), "step", step));
        return this;
    }

    public synchronized FakeWork with(Pairing pairing) {
        pairings.put(pairing.pairingId(), pairing);
        events.send(EventTypes.PAIRING_UPDATED, Map.of("pairing", pairing));
        return this;
    }

    public synchronized FakeWork with(Policy rules) {
        policy = rules;
        return this;
    }

    public FakeWork artifact(String id, byte[] bytes, String mime) {
        artifacts.put(id, new Stored(bytes, mime));
        return this;
    }

    public synchronized Approval approval(String id) {
        return approvals.get(id);
    }

    public synchronized @Nullable Pairing pairing(long id) {
        return pairings.get(id);
    }

    public synchronized Policy policy() {
        return policy;
    }

    /** What was asked to be started, in order. */
    public synchronized List<WorkflowStart> started() {
        return List.copyOf(started);
    }

    public synchronized void change(String approvalId, UnaryOperator<Approval> change) {
        with(change.apply(approvals.get(approvalId)));
    }

    /** Without an event, as if it was lost. */
    public synchronized void quietly(String approvalId, UnaryOperator<Approval> change) {
        approvals.put(approvalId, change.apply(approvals.get(approvalId)));
    }

    /** @return null where the path is none of these */
    synchronized @Nullable MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        List<String> path = url.pathSegments();
        return switch (path.getFirst()) {
            case "approvals" -> approvals(request, path, url);
            case "runs" -> runs(path, url);
            case "a" -> bytes(path.get(1));
            case "artifacts" -> new MockResponse.Builder().code(204).build();
            case "workflow" -> workflow(request, path.get(1));
            case "pairings" -> pairings(request, path);
            case "policy" -> policy(request, path);
            default -> null;
        };
    }

    private MockResponse approvals(RecordedRequest request, List<String> path, HttpUrl url) {
        if (path.size() == 1) {
            boolean decided = "decided".equals(url.queryParameter("status"));
            Predicate<Approval> wanted = approval -> approval.status().isWaiting() != decided;
            List<Approval> all = approvals.values().stream()
                    .filter(wanted)
                    .sorted(Comparator.comparing(Approval::createdAt).reversed())
                    .toList();
            return page(url, all, (some, cursor) -> FakeGateway.json(200, new Approvals.Page(some, cursor)));
        }
        if (path.get(1).equals("respond")) {
            return several(request);
        }
        Approval approval = approvals.get(path.get(1));
        if (approval == null) {
            return missing();
        }
        if (path.size() == 2) {
            return FakeGateway.json(200, new Approvals.One(approval));
        }
        Approvals.Respond answer = Json.LENIENT.readValue(request.getBody().utf8(), Approvals.Respond.class);
        answers.add(answer);
        if (answer.args() != null && !answer.args().has("op")) {
            return FakeGateway.json(400, ErrorBody.problem(400, "invalid_request", "args.op must stay.", "args.op"));
        }
        if (!approval.status().isWaiting()) {
            ErrorBody refusal = ErrorBody.problem(
                    409,
                    ErrorBody.ALREADY_DECIDED,
                    "Already " + approval.status().name().toLowerCase(Locale.ROOT) + " by Anna at 10:15.",
                    null);
            return FakeGateway.json(
                    409,
                    new ErrorBody(
                            refusal.error(),
                            refusal.message(),
                            null,
                            refusal.type(),
                            refusal.title(),
                            409,
                            refusal.detail(),
                            Json.LENIENT.valueToTree(approval)));
        }
        Approval decided = WorkSamples.decided(
                approval,
                answer.decision() == Approvals.Decision.APPROVED ? ApprovalStatus.APPROVED : ApprovalStatus.DENIED,
                "you",
                answer.reason());
        with(decided);
        return FakeGateway.json(200, new Approvals.Responded(decided, null));
    }

    /** What was answered to single approvals, in order. */
    public synchronized List<Approvals.Respond> answers() {
        return List.copyOf(answers);
    }

    private MockResponse several(RecordedRequest request) {
        Approvals.RespondMany many = Json.LENIENT.readValue(request.getBody().utf8(), Approvals.RespondMany.class);
        List<Approvals.Result> results = new ArrayList<>();
        for (String id : many.approvalIds()) {
            Approval approval = WorkSamples.decided(
                    approvals.get(id),
                    many.decision() == Approvals.Decision.APPROVED ? ApprovalStatus.APPROVED : ApprovalStatus.DENIED,
                    "you",
                    many.reason());
            with(approval);
            results.add(new Approvals.Result(id, approval, null));
        }
        return FakeGateway.json(200, new Approvals.RespondedMany(results));
    }

    private MockResponse policy(RecordedRequest request, List<String> path) {
        String method = String.valueOf(request.getMethod());
        if (method.equals("DELETE")) {
            policy = new Policy(
                    policy.revision() + 1,
                    policy.rules().stream()
                            .filter(rule -> !rule.ruleId().equals(path.get(2)))
                            .toList());
        } else if (method.equals("PUT")) {
            Policy.Put wanted = Json.LENIENT.readValue(request.getBody().utf8(), Policy.Put.class);
            if (wanted.rules().stream().anyMatch(rule -> "(".equals(rule.text()))) {
                return FakeGateway.json(
                        400, ErrorBody.problem(400, "invalid_request", "rules[0].text is no pattern", "rules[0].text"));
            }
            policy = new Policy(wanted.expectedRevision() + 1, wanted.rules());
        } else if (method.equals("POST")) {
            PolicyRule rule = policy.rules().getLast();
            return FakeGateway.json(
                    200,
                    new PolicyTrial.Answer(
                            rule.decision(),
                            rule,
                            "rule '" + rule.ruleId() + "' is the first that is about this step",
                            false,
                            List.of(new PolicyTrial.Line(
                                    rule.ruleId(), PolicyTrial.Matched.YES, "all that the rule names fits"))));
        }
        return FakeGateway.json(200, policy);
    }

    private MockResponse runs(List<String> path, HttpUrl url) {
        if (path.size() == 1) {
            String status = url.queryParameter("status");
            String environment = url.queryParameter("environment_id");
            List<Run> all = runs.values().stream()
                    .filter(run -> status == null
                            || run.status().name().toLowerCase(Locale.ROOT).equals(status))
                    .filter(run -> environment == null || environment.equals(run.environmentId()))
                    .sorted(Comparator.comparing(Run::createdAt).reversed())
                    .map(run -> run.withSteps(null))
                    .toList();
            return page(url, all, (some, cursor) -> FakeGateway.json(200, new Runs.Page(some, cursor)));
        }
        Run run = runs.get(path.get(1));
        return run == null ? missing() : FakeGateway.json(200, new Runs.One(run));
    }

    private MockResponse workflow(RecordedRequest request, String verb) {
        if (verb.equals("cancel")) {
            Workflow.Cancel cancel = Json.LENIENT.readValue(request.getBody().utf8(), Workflow.Cancel.class);
            Run run = runs.get(cancel.workflowRunId());
            boolean cancelled = !run.status().isFinal();
            if (cancelled) {
                with(WorkSamples.withStatus(run, RunStatus.CANCELLED));
            }
            return FakeGateway.json(200, new Workflow.Cancelled("ok", run.workflowRunId(), cancelled));
        }
        WorkflowStart start = Json.LENIENT.readValue(request.getBody().utf8(), WorkflowStart.class);
        started.add(start);
        Run run = WorkSamples.run(UUID.randomUUID().toString(), start);
        with(run);
        return FakeGateway.json(
                200,
                new Workflow.Started(
                        "ok",
                        run.workflowRunId(),
                        "plan",
                        "request",
                        start.conversationKey(),
                        start.steps().size()));
    }

    private MockResponse pairings(RecordedRequest request, List<String> path) {
        if (path.size() == 1) {
            return FakeGateway.json(200, new Pairing.Many("ok", List.copyOf(pairings.values())));
        }
        Pairing pairing = pairings.get(Long.parseLong(path.get(1)));
        if (path.size() > 2) {
            pairing =
                    WorkSamples.decided(pairing, path.get(2), request.getBody().utf8());
            with(pairing);
        }
        return FakeGateway.json(200, new Pairing.One("ok", pairing));
    }

    private MockResponse bytes(String id) {
        Stored stored = artifacts.get(id);
        return stored == null
                ? missing()
                : new MockResponse.Builder()
                        .code(200)
                        .addHeader("Content-Type", stored.mime())
                        .body(new Buffer().write(stored.bytes()))
                        .build();
    }

    private interface Answer<T> {
        MockResponse of(List<T> some, @Nullable String cursor);
    }

    /** Cursors are offsets here. */
    private static <T> MockResponse page(HttpUrl url, List<T> all, Answer<T> answer) {
        String cursor = url.queryParameter("cursor");
        String limit = url.queryParameter("limit");
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + (limit == null ? 100 : Integer.parseInt(limit)));
        return answer.of(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }

    private static MockResponse missing() {
        return FakeGateway.json(404, ErrorBody.problem(404, "not_found", "There is no such thing.", null));
    }
}
