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
import org.pilothouse.gateway.policy.Policies;
import org.pilothouse.gateway.store.ApprovalRecord;
import org.pilothouse.gateway.store.ApprovalStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.approval.ApprovalStatus;
import org.pilothouse.protocol.approval.Approvals.Failure;
import org.pilothouse.protocol.approval.Approvals.Page;
import org.pilothouse.protocol.approval.Approvals.Respond;
import org.pilothouse.protocol.approval.Approvals.RespondMany;
import org.pilothouse.protocol.approval.Approvals.Responded;
import org.pilothouse.protocol.approval.Approvals.RespondedMany;
import org.pilothouse.protocol.approval.Approvals.Result;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.policy.PolicyRule;
import org.pilothouse.protocol.review.ReviewEntry;

/**
 * What waits for a person. An approval leaves the waiting state once, in one transaction, by whoever comes first: a
 * person, the clock, or the end of its run.
 */
public final class Approvals {
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_WAITING = 500;

    private final Database database;
    private final ApprovalStore store;
    private final Decisions decisions;
    private final Policies policies;
    private final Events events;
    private final InstantSource clock;
    private final Duration life;
    private volatile Consumer<String> onDecided = runId -> {};

    /**
     * @param life how long an approval can be decided
     * @param approvers who else there is to decide
     */
    public Approvals(
            Database database,
            Duration life,
            Policies policies,
            Approvers approvers,
            ActivityLog activity,
            Events events,
            InstantSource clock) {
        this.database = database;
        this.store = new ApprovalStore(database);
        this.decisions = new Decisions(database, store, policies, approvers, activity, clock);
        this.life = life;
        this.policies = policies;
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

    /**
     * Decides. It is durable when this returns; who comes second is told who came first. Where several people have to
     * approve, it waits on for the others.
     */
    public Responded respond(String id, Respond answer, Actor actor) {
        Answer.check(answer);
        Decisions.Outcome outcome = database.transaction(tx -> {
            ApprovalRecord record = require(id);
            return decisions.decide(record, Answer.to(record, answer), actor);
        });
        return switch (outcome) {
            case Decisions.Outcome.Done(ApprovalRecord record, List<PolicyRule> rules) -> {
                announce(record);
                if (!rules.isEmpty()) {
                    policies.announce(policies.current());
                }
                onDecided.accept(record.runId());
                yield new Responded(view(record), ApprovalViews.overrides(record, rules));
            }
            case Decisions.Outcome.OneOfSeveral(ApprovalRecord record) -> {
                announce(record);
                yield new Responded(view(record), null);
            }
            case Decisions.Outcome.SaidBefore(ApprovalRecord record) -> new Responded(view(record), null);
            case Decisions.Outcome.TooLate(ApprovalRecord record, boolean justExpired) -> {
                if (justExpired) {
                    announce(record);
                    onDecided.accept(record.runId());
                }
                Approval now = view(record);
                throw GatewayException.alreadyDecided(ApprovalViews.already(now), now);
            }
        };
    }

    /** One answer to several; what cannot be decided is told and keeps none of the others back. */
    @SuppressWarnings({"NullAway", "ConstantValue"}) // a record filled by Jackson
    public RespondedMany respond(RespondMany many, Actor actor) {
        List<String> ids = many.approvalIds();
        if (ids == null || ids.isEmpty() || ids.size() > MOST_AT_ONCE) {
            throw GatewayException.invalid(
                    "approval_ids", "approval_ids must name 1 to " + MOST_AT_ONCE + " approvals");
        }
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i) == null || ids.indexOf(ids.get(i)) < i) {
                throw GatewayException.invalid(
                        "approval_ids[" + i + "]", "approval_ids[" + i + "] must be an id that is not there twice");
            }
        }
        Respond answer = Respond.of(many.decision(), many.reason());
        Answer.check(answer);
        return new RespondedMany(ids.stream().map(id -> one(id, answer, actor)).toList());
    }

    private Result one(String id, Respond answer, Actor actor) {
        try {
            return new Result(id, respond(id, answer, actor).approval(), null);
        } catch (GatewayException e) {
            return new Result(id, e.approval(), new Failure(e.code().name().toLowerCase(Locale.ROOT), e.sentence()));
        }
    }

    /** Ends all that nobody decided in time. Wall-clock time counts, also while the gateway did not run. */
    public void expireDue() {
        List<ApprovalRecord> expired = new ArrayList<>();
        database.transaction(tx -> {
            Instant now = clock.instant();
            store.due(now).forEach(record -> expired.add(decisions.expire(record, now)));
            return true;
        });
        expired.forEach(record -> {
            announce(record);
            onDecided.accept(record.runId());
        });
    }

    /** A run is over: nobody needs to decide for it. In the transaction of the caller, who announces the result. */
    public List<ApprovalRecord> cancelOfRun(String runId, String reason) {
        return store.waitingOfRun(runId).stream()
                .map(record -> decisions.cancel(record, reason))
                .toList();
    }

    /** The desktop that these are about is gone for good. */
    public void cancelOfEnvironment(String environmentId, String reason) {
        List<ApprovalRecord> cancelled = database.transaction(tx -> store.waitingOfEnvironment(environmentId).stream()
                .map(record -> decisions.cancel(record, reason))
                .toList());
        cancelled.forEach(record -> {
            announce(record);
            onDecided.accept(record.runId());
        });
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
