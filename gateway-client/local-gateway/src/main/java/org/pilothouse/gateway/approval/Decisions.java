package org.pilothouse.gateway.approval;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.policy.StepFacts;
import org.pilothouse.gateway.policy.Verdict;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.ApprovalStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.RunStore;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.review.ReviewEntry.ReviewState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes approvals out of their waiting, with all that a decision brings about. Always in the transaction of the caller. */
final class Decisions {
    private final ApprovalStore store;
    private final RunStore runs;
    private final Policies policies;
    private final Approvers approvers;
    private final ActivityLog activity;
    private final InstantSource clock;

    Decisions(
            Database database,
            ApprovalStore store,
            Policies policies,
            Approvers approvers,
            ActivityLog activity,
            InstantSource clock) {
        this.store = store;
        this.runs = new RunStore(database);
        this.policies = policies;
        this.approvers = approvers;
        this.activity = activity;
        this.clock = clock;
    }

    /** What became of an answer. */
    sealed interface Outcome {
        record Done(ApprovalRecord record, List<PolicyRule> rules) implements Outcome {}

        /** More people have to approve. */
        record OneOfSeveral(ApprovalRecord record) implements Outcome {}

        record SaidBefore(ApprovalRecord record) implements Outcome {}

        record TooLate(ApprovalRecord record, boolean justExpired) implements Outcome {}
    }

    Outcome decide(ApprovalRecord record, Answer answer, Actor actor) {
        Instant now = clock.instant();
        if (!record.status().isWaiting()) {
            boolean saidBefore = record.status() == answer.wanted()
                    && store.reviews(record.id()).stream()
                            .anyMatch(review -> actor.name().equals(review.reviewerId()));
            return saidBefore ? new Outcome.SaidBefore(record) : new Outcome.TooLate(record, false);
        }
        if (!now.isBefore(record.expiresAt())) {
            return new Outcome.TooLate(expire(record, now), true);
        }
        if (answer.wanted() == ApprovalStatus.APPROVED) {
            refuseOwn(record, actor);
            // the holders of one token are told apart by name only where nobody has a token of their own
            boolean byName = approvers.isAlone(actor);
            Set<String> before = approvedBy(record, byName);
            if (before.contains(byName ? actor.name() : actor.identity().identityId())) {
                return new Outcome.SaidBefore(record);
            }
            if (before.size() + 1 < Answer.needed(record)) {
                ApprovalRecord said = record.decided(ApprovalStatus.APPROVED, now);
                store.addReview(ApprovalViews.byPerson(said, answer, actor, now));
                activity.append(actor, "approval.seconded", "approval", record.id(), detail(record, answer));
                return new Outcome.OneOfSeveral(record);
            }
        }
        return carryOut(record, answer, actor, now);
    }

    private Outcome carryOut(ApprovalRecord record, Answer answer, Actor actor, Instant now) {
        ApprovalRecord decided = record.decided(answer.wanted(), now);
        if (answer.args() != null) {
            refuseForbidden(record, answer.args());
            runs.edit(record.stepId(), answer.args());
        }
        store.decide(decided);
        store.addReview(ApprovalViews.byPerson(decided, answer, actor, now));
        activity.append(actor, "approval." + name(answer.wanted()), "approval", record.id(), detail(record, answer));
        String askedBy = PolicyContext.ruleId(record.context());
        List<PolicyRule> rules = answer.rules().stream()
                .map(rule -> policies.addAlways(rule, record.id(), askedBy, actor))
                .toList();
        return new Outcome.Done(decided, rules);
    }

    /** Whoever asked for it is no second pair of eyes. */
    private void refuseOwn(ApprovalRecord record, Actor actor) {
        boolean own = record.context().path("requested_by").asString("").equals(actor.name());
        if (own && (Answer.needed(record) > 0 || !approvers.isAlone(actor))) {
            throw new GatewayException(
                    Code.FORBIDDEN, "you started this run yourself, so somebody else has to approve it", null);
        }
    }

    private Set<String> approvedBy(ApprovalRecord record, boolean byName) {
        return store.reviews(record.id()).stream()
                .filter(review -> review.state() == ReviewState.APPROVED)
                .map(review -> ApprovalViews.person(review, byName))
                .collect(Collectors.toSet());
    }

    private void refuseForbidden(ApprovalRecord record, ObjectNode args) {
        JsonNode context = record.context();
        JsonNode target = context.path("desktop").path("target");
        StepFacts facts = StepFacts.of(
                        args,
                        new StepFacts.Circumstances(
                                record.environmentId(),
                                text(context, "environment_label"),
                                context.path("agent").asString(""),
                                context.path("requested_by").asString("")))
                .seen(null, null, text(target, "name"));
        Verdict verdict = policies.decide(facts);
        if (verdict.decision() == PolicyDecision.DENY) {
            throw GatewayException.invalid(
                    "args", "the policy's rule '" + verdict.rule().ruleId() + "' forbids what you made of it");
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.path(name).isString() ? node.path(name).asString() : null;
    }

    private static Map<String, Object> detail(ApprovalRecord record, Answer answer) {
        Map<String, Object> detail = new HashMap<>(Map.of("run", record.runId()));
        if (answer.reason() != null) {
            detail.put("reason", answer.reason());
        }
        if (answer.args() != null) {
            detail.put("changed", true); // what to is in the review, as it may be a secret
        }
        return detail;
    }

    ApprovalRecord expire(ApprovalRecord record, Instant now) {
        ApprovalRecord expired = record.decided(ApprovalStatus.EXPIRED, now);
        store.decide(expired);
        store.addReview(ApprovalViews.bySystem(expired, ReviewState.EXPIRED, "nobody decided in time", now));
        activity.append(Actor.GATEWAY, "approval.expired", "approval", record.id(), Map.of("run", record.runId()));
        return expired;
    }

    ApprovalRecord cancel(ApprovalRecord record, String reason) {
        Instant now = clock.instant();
        ApprovalRecord cancelled = record.decided(ApprovalStatus.CANCELLED, now);
        store.decide(cancelled);
        store.addReview(ApprovalViews.bySystem(cancelled, ReviewState.CANCELLED, reason, now));
        return cancelled;
    }

    private static String name(ApprovalStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
