package org.pilothouse.gateway.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Dispatcher;
import org.pilothouse.gateway.control.Dispatcher.Order;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.policy.StepFacts;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.RunRecord;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.Scope;
import org.pilothouse.protocol.node.Dispatch;
import org.pilothouse.protocol.node.Dispatch.ErrorCode;
import org.pilothouse.protocol.node.Dispatch.Outcome;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.run.WorkflowStart;

/**
 * Dispatches under the same policy as runs: what is allowed is done, what is forbidden is refused, and what has to be
 * asked becomes a run of one step, whose outcome is waited for. Who gives up waiting and asks for the same again gets
 * that run's outcome, and nothing happens twice.
 */
public final class Dispatches {
    /** The agent's name, where policies and conversations want one. */
    static final String AGENT = "direct";

    /** What ended longer ago is not what somebody who asks for the same now waits for. */
    private static final Duration COLLECTABLE = Duration.ofMinutes(2);

    private static final int MAX_REASON = 500;

    private final Dispatcher dispatcher;
    private final Runs runs;
    private final StepPolicy policy;
    private final RunStore store;
    private final RunOutcome outcomes;
    private final ActivityLog activity;
    private final InstantSource clock;
    /** Runs that somebody waits for right now: who asks for the same meanwhile means it twice. */
    private final Set<String> attended = ConcurrentHashMap.newKeySet();

    Dispatches(
            Dispatcher dispatcher,
            Runs runs,
            StepPolicy policy,
            Database database,
            RunOutcome outcomes,
            ActivityLog activity,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.runs = runs;
        this.policy = policy;
        this.store = new RunStore(database);
        this.outcomes = outcomes;
        this.activity = activity;
        this.clock = clock;
    }

    public Outcome dispatch(String nodeId, String capability, String action, Dispatch.Call call, Actor actor) {
        String byHand = call.byHand();
        if (byHand != null && (byHand.isBlank() || byHand.length() > MAX_REASON)) {
            throw GatewayException.invalid("by_hand", "by_hand must say why in 1 to " + MAX_REASON + " characters");
        }
        if (byHand != null && (!actor.may(Scope.ADMIN) || actor.isAgent())) {
            throw new GatewayException(
                    GatewayException.Code.FORBIDDEN,
                    "by_hand is for administrators; leave it out to have a person asked",
                    null);
        }
        return switch (dispatcher.order(nodeId, capability, action, call)) {
            case Order.Refused(Outcome outcome) -> outcome;
            case Order.Ready order -> decide(order, byHand, actor);
        };
    }

    private Outcome decide(Order.Ready order, @Nullable String byHand, Actor actor) {
        String place = order.environmentId() == null ? order.target().nodeId() : order.environmentId();
        StepFacts facts = StepFacts.of(order.args(), policy.circumstances(place, AGENT, actor.name()));
        Verdict verdict = policy.decide(facts);
        boolean certain = !verdict.needsLook();
        if (verdict.decision() == PolicyDecision.DENY && certain) {
            return refused(order, NextMove.denied(verdict).message(), verdict);
        }
        if (byHand != null) {
            activity.append(
                    actor,
                    "dispatch.by_hand",
                    "node",
                    order.target().nodeId(),
                    Map.of("operation", facts.operationInFull(), "reason", byHand));
            return dispatcher.dispatch(order);
        }
        if (verdict.decision() == PolicyDecision.ALLOW && certain) {
            return dispatcher.dispatch(order);
        }
        if (order.environmentId() == null) {
            return refused(
                    order,
                    "the policy wants a person asked, which this gateway can for desktops of its own environments only",
                    verdict);
        }
        return ask(order, order.environmentId(), actor);
    }

    private static Outcome refused(Order.Ready order, String message, Verdict verdict) {
        return order.target()
                .refused(
                        ErrorCode.POLICY_DENIED,
                        message,
                        false,
                        Json.LENIENT
                                .createObjectNode()
                                .put("rule_id", verdict.rule().ruleId()));
    }

    private Outcome ask(Order.Ready order, String environmentId, Actor actor) {
        String key = key(order, actor);
        String runId = takeUp(key).orElseGet(() -> start(order, environmentId, key, actor));
        try {
            Outcome outcome = outcomes.await(order, runId, actor);
            if (store.find(runId).filter(run -> run.status().isFinal()).isPresent()) {
                store.collected(runId, clock.instant());
            }
            return outcome;
        } finally {
            attended.remove(runId);
        }
    }

    /** What the same caller asked for before and did not wait for long enough. */
    private Optional<String> takeUp(String key) {
        return store.uncollected(key).stream()
                .filter(this::isFresh)
                .map(RunRecord::id)
                .filter(attended::add)
                .findFirst();
    }

    private boolean isFresh(RunRecord run) {
        return run.finishedAt() == null || run.finishedAt().plus(COLLECTABLE).isAfter(clock.instant());
    }

    private String start(Order.Ready order, String environmentId, String key, Actor actor) {
        WorkflowStart.Step step = new WorkflowStart.Step(
                "Desktop", order.args(), null, null, order.timeoutMs(), null, environmentId, null);
        WorkflowStart start = new WorkflowStart(
                "agent:" + AGENT + ":main",
                null,
                null,
                environmentId,
                List.of(step),
                null,
                WorkflowStart.OnTakeover.FAIL);
        String runId = runs.start(start, key, actor).workflowRunId();
        attended.add(runId);
        return runId;
    }

    private static String key(Order.Ready order, Actor actor) {
        String text = actor.name() + "\n" + order.target().nodeId() + "\n" + order.args();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
