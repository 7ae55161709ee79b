package org.pilothouse.gateway.approval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalScope;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.node.Pairing.ManagedDesktop;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.review.ReviewEntry;
import org.pilothouse.protocol.review.ReviewEntry.ReviewState;
import org.pilothouse.protocol.review.ReviewEntry.ReviewerKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Approvals as others see them. */
final class ApprovalViews {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** Member of a review's actor: who it was, under whichever name. */
    private static final String IDENTITY = "identity_id";

    private ApprovalViews() {}

    /** Who made this review; by name where names are all there is. */
    static String person(ReviewEntry review, boolean byName) {
        JsonNode payload = review.decisionPayload();
        String id = payload == null ? "" : payload.path("actor").path(IDENTITY).asString("");
        return byName || id.isEmpty() ? String.valueOf(review.reviewerId()) : id;
    }

    static Approval of(ApprovalRecord record, List<ReviewEntry> reviews) {
        return view(record, reviews, null);
    }

    static Approval detailed(ApprovalRecord record, List<ReviewEntry> reviews) {
        return view(record, reviews, reviews);
    }

    private static Approval view(ApprovalRecord a, List<ReviewEntry> reviews, @Nullable List<ReviewEntry> shown) {
        return new Approval(
                a.id(),
                a.key(),
                null,
                a.kind(),
                a.status(),
                a.prompt(),
                a.motivation(),
                a.context(),
                new ApprovalScope(a.conversationKey(), null, null, a.runId(), a.stepId(), null, null),
                a.createdAt(),
                a.expiresAt(),
                reviews.isEmpty() ? null : reviews.getLast(),
                shown,
                new ManagedDesktop(a.environmentId()));
    }

    static ReviewEntry byPerson(ApprovalRecord decided, Answer answer, Actor actor, Instant at) {
        String reason = answer.reason();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("decision", decided.status().name().toLowerCase(Locale.ROOT));
        payload.put("mode", answer.rules().isEmpty() ? "once" : "always");
        if (answer.args() != null) {
            payload.put("args", answer.args());
        }
        if (reason != null) {
            payload.put("reason", reason);
        }
        payload.put(
                "actor",
                Map.of(
                        "kind",
                        "token",
                        "name",
                        actor.name(),
                        "token_id",
                        actor.tokenId(),
                        IDENTITY,
                        actor.identity().identityId()));
        ReviewState state = decided.status() == ApprovalStatus.APPROVED ? ReviewState.APPROVED : ReviewState.DENIED;
        return review(decided, ReviewerKind.HUMAN, actor.name(), state, reason, payload, at);
    }

    static ReviewEntry bySystem(ApprovalRecord decided, ReviewState state, String reason, Instant at) {
        return review(decided, ReviewerKind.SYSTEM, null, state, reason, Map.of(), at);
    }

    private static ReviewEntry review(
            ApprovalRecord decided,
            ReviewerKind kind,
            @Nullable String reviewerId,
            ReviewState state,
            @Nullable String reason,
            Map<String, Object> payload,
            Instant at) {
        return new ReviewEntry(
                UUID.randomUUID().toString(),
                "approval",
                decided.id(),
                kind,
                reviewerId,
                state,
                reason,
                null,
                null,
                null,
                payload.isEmpty() ? null : Json.LENIENT.valueToTree(payload),
                at,
                null,
                at);
    }

    /** The rules that an answer made, as Tyrum tells its overrides; null for none. */
    static @Nullable JsonNode overrides(ApprovalRecord record, List<PolicyRule> rules) {
        if (rules.isEmpty()) {
            return null;
        }
        ArrayNode overrides = Json.LENIENT.createArrayNode();
        for (PolicyRule rule : rules) {
            overrides
                    .addObject()
                    .put("policy_override_id", rule.ruleId())
                    .put("status", "active")
                    .put("tool_id", record.context().path("tool_id").asString(""))
                    .set("rule", Json.LENIENT.valueToTree(rule));
        }
        return overrides;
    }

    /** Who was first, and when. */
    static String already(Approval a) {
        ReviewEntry review = a.latestReview();
        Instant at = review == null ? null : review.completedAt();
        String when = at == null ? "" : " at " + WHEN.format(at);
        String who = review == null || review.reviewerId() == null ? "" : " by " + review.reviewerId();
        return switch (a.status()) {
            case APPROVED -> "Already approved" + who + when + ".";
            case DENIED -> "Already denied" + who + when + ".";
            case EXPIRED -> "Expired" + when + " before anybody decided.";
            case CANCELLED -> "Withdrawn" + when + ", so there is nothing to decide.";
            default -> "It cannot be decided now.";
        };
    }
}
