package org.pilothouse.gateway.approval;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.ApprovalStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals.Decision;
import org.pilothouse.protocol.approval.Approvals.Page;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.review.ReviewEntry;
import org.pilothouse.protocol.review.ReviewEntry.ReviewState;

/**
 * What waits for a person. An approval leaves the waiting state once, in one transaction, by whoever comes first: a
 * person, the clock, or the end of its run.
 */
public final class Approvals {
    private static final int MAX_REASON = 2000;
    private static final int MOST_WAITING = 500;

    private final Database database;
    private final ApprovalStore store;
    private final ActivityLog activity;
    private final Events events;
    private final InstantSource clock;
    private final Duration life;
    private volatile Consumer<String> onDecided = runId -> {};

    /**
     * @param life how long an approval can be decided
     */
    public Approvals(Database database, Duration life, ActivityLog activity, Events events, InstantSource clock) {
        this.database = database;
        this.store = new ApprovalStore(database);
        this.life = life;
        this.activity = activity;
        this.events = events;
        this.clock = clock;
    }

    /** Told the run's id whenever something about one of its approvals was decided. */
    public void onDecided(Consumer<String> listener) {
        onDecided = listener;
    }

    /** Stores the question; in the transaction of the caller, who announces it afterwards. */
    public ApprovalRecord create(NewApproval a) {
        Instant now = clock.instant();
        String token = "resume-" + UUID.randomUUID();
        return store.insert(new ApprovalRecord(
                UUID.randomUUID().toString(),
                0,
                a.key(),
                a.kind(),
                ApprovalStatus.AWAITING_HUMAN,
                a.prompt(),
                a.motivation(),
                a.context().deepCopy().put("resume_token", token),
                a.conversationKey(),
                a.runId(),
                a.stepId(),
                a.attempt(),
                a.environmentId(),
                token,
                now,
                now.plus(life),
                null));
    }

    public void announce(ApprovalRecord record) {
        events.publish(new Events.Event(EventTypes.APPROVAL_UPDATED, Map.of("approval", view(record))));
    }

    private Approval view(ApprovalRecord record) {
        return ApprovalViews.of(record, store.reviews(record.id()));
    }

    public Optional<ApprovalRecord> find(String id) {
        return store.find(id);
    }

    public Optional<ApprovalRecord> findByResumeToken(String token) {
        return store.findByResumeToken(token);
    }

    /** With all its reviews. */
    public Approval get(String id) {
        ApprovalRecord record = require(id);
        return ApprovalViews.detailed(record, store.reviews(id));
    }

    /**
     * Newest first.
     *
     * @param status null for what waits; a status, {@code decided} or {@code all}
     * @param before the place of the last one seen; null from the newest
     */
    public Page page(@Nullable String status, @Nullable Long before, @Nullable Integer limit) {
        int most = limit == null ? MOST_WAITING : limit;
        List<ApprovalRecord> records = store.page(new ApprovalStore.Filter(statuses(status), before, most));
        return new Page(
                records.stream().map(this::view).toList(),
                records.size() < most ? null : Long.toString(records.getLast().sequence()));
    }

    private static List<ApprovalStatus> statuses(@Nullable String status) {
        List<ApprovalStatus> known = Arrays.stream(ApprovalStatus.values())
                .filter(s -> s != ApprovalStatus.UNKNOWN)
                .toList();
        if (status == null) {
            return known.stream().filter(ApprovalStatus::isWaiting).toList();
        }
        return switch (status) {
            case "all" -> known;
            case "decided" -> known.stream().filter(s -> !s.isWaiting()).toList();
            default ->
                known.stream()
                        .filter(s -> name(s).equals(status))
                        .findFirst()
                        .map(List::of)
                        .orElseThrow(() -> GatewayException.invalid(
                                "status",
                                "Invalid status. Allowed: queued, reviewing, awaiting_human, approved, denied, expired,"
                                        + " cancelled, decided, all"));
        };
    }

    /** What became of a decision. */
    private sealed interface Outcome {
        record Done(ApprovalRecord record) implements Outcome {}

        record SaidBefore(ApprovalRecord record) implements Outcome {}

        record TooLate(ApprovalRecord record, boolean justExpired) implements Outcome {}
    }

    /** Decides. It is durable when this returns; who comes second is told who came first. */
    public Approval respond(String id, Respond answer, Actor actor) {
        check(answer);
        ApprovalStatus wanted =
                answer.decision() == Decision.APPROVED ? ApprovalStatus.APPROVED : ApprovalStatus.DENIED;
        Outcome outcome = database.transaction(tx -> decide(require(id), wanted, answer.reason(), actor));
        return switch (outcome) {
            case Outcome.Done(ApprovalRecord record) -> {
                announce(record);
                onDecided.accept(record.runId());
                yield view(record);
            }
            case Outcome.SaidBefore(ApprovalRecord record) -> view(record);
            case Outcome.TooLate(ApprovalRecord record, boolean justExpired) -> {
                if (justExpired) {
                    announce(record);
                    onDecided.accept(record.runId());
                }
                Approval now = view(record);
                throw GatewayException.alreadyDecided(ApprovalViews.already(now), now);
            }
        };
    }

    private Outcome decide(ApprovalRecord record, ApprovalStatus wanted, @Nullable String reason, Actor actor) {
        Instant now = clock.instant();
        if (!record.status().isWaiting()) {
            boolean saidBefore = record.status() == wanted
                    && store.reviews(record.id()).stream()
                            .anyMatch(review -> actor.name().equals(review.reviewerId()));
            return saidBefore ? new Outcome.SaidBefore(record) : new Outcome.TooLate(record, false);
        }
        if (!now.isBefore(record.expiresAt())) {
            return new Outcome.TooLate(expire(record, now), true);
        }
        ApprovalRecord decided = record.decided(wanted, now);
        store.decide(decided);
        store.addReview(ApprovalViews.byPerson(decided, reason, actor, now));
        activity.append(
                actor,
                "approval." + name(wanted),
                "approval",
                record.id(),
                reason == null ? Map.of("run", record.runId()) : Map.of("run", record.runId(), "reason", reason));
        return new Outcome.Done(decided);
    }

    private static void check(Respond answer) {
        if (answer.decision() == null) {
            throw GatewayException.invalid("decision", "decision must be approved or denied");
        }
        if (answer.mode() != null && !answer.mode().equals("once")) {
            throw GatewayException.invalid("mode", "mode must be once; change the policy to allow something for good");
        }
        String reason = answer.reason();
        if (answer.decision() == Decision.DENIED && (reason == null || reason.isBlank())) {
            throw GatewayException.invalid("reason", "reason is required to deny; the agent is told it");
        }
        if (reason != null && reason.length() > MAX_REASON) {
            throw GatewayException.invalid("reason", "reason must be at most " + MAX_REASON + " characters");
        }
    }

    /** Ends all that nobody decided in time. Wall-clock time counts, also while the gateway did not run. */
    public void expireDue() {
        List<ApprovalRecord> expired = new ArrayList<>();
        database.transaction(tx -> {
            Instant now = clock.instant();
            store.due(now).forEach(record -> expired.add(expire(record, now)));
            return true;
        });
        expired.forEach(record -> {
            announce(record);
            onDecided.accept(record.runId());
        });
    }

    private ApprovalRecord expire(ApprovalRecord record, Instant now) {
        ApprovalRecord expired = record.decided(ApprovalStatus.EXPIRED, now);
        store.decide(expired);
        store.addReview(ApprovalViews.bySystem(expired, ReviewState.EXPIRED, "nobody decided in time", now));
        activity.append(Actor.GATEWAY, "approval.expired", "approval", record.id(), Map.of("run", record.runId()));
        return expired;
    }

    /** A run is over: nobody needs to decide for it. In the transaction of the caller, who announces the result. */
    public List<ApprovalRecord> cancelOfRun(String runId, String reason) {
        return store.waitingOfRun(runId).stream()
                .map(record -> cancel(record, reason))
                .toList();
    }

    /** The desktop that these are about is gone for good. */
    public void cancelOfEnvironment(String environmentId, String reason) {
        List<ApprovalRecord> cancelled = database.transaction(tx -> store.waitingOfEnvironment(environmentId).stream()
                .map(record -> cancel(record, reason))
                .toList());
        cancelled.forEach(record -> {
            announce(record);
            onDecided.accept(record.runId());
        });
    }

    private ApprovalRecord cancel(ApprovalRecord record, String reason) {
        Instant now = clock.instant();
        ApprovalRecord cancelled = record.decided(ApprovalStatus.CANCELLED, now);
        store.decide(cancelled);
        store.addReview(ApprovalViews.bySystem(cancelled, ReviewState.CANCELLED, reason, now));
        return cancelled;
    }

    /** The words of whoever decided, or empty. */
    public String reason(String approvalId) {
        List<ReviewEntry> reviews = store.reviews(approvalId);
        String reason = reviews.isEmpty() ? null : reviews.getLast().reason();
        return reason == null ? "" : reason;
    }

    private ApprovalRecord require(String id) {
        return store.find(id).orElseThrow(() -> GatewayException.notFound("approval " + id + " not found"));
    }

    private static String name(ApprovalStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
