package org.pilothouse.gateway.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.PairingStore;
import org.pilothouse.gateway.store.PairingStore.PairingRecord;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.frame.EventTypes;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.node.Pairing.Status;
import org.pilothouse.protocol.node.Pairing.TrustLevel;
import org.pilothouse.protocol.review.ReviewEntry;
import tools.jackson.databind.JsonNode;

/** Which nodes are trusted, with what, and who decided it. */
public final class Pairings {
    private static final int LISTED = 100;
    private static final int MAX_REASON = 2000;
    private static final String MOTIVATION =
            "A node asks to be paired; check what it may do before it is given anything to do.";
    /** All that the gateway gives a desktop of its own to do: never files, never a shell. */
    static final List<Capability> MANAGED = Arrays.stream(DesktopCapability.values())
            .map(DesktopCapability::capability)
            .toList();

    private final Database database;
    private final PairingStore store;
    private final Events events;
    private final ActivityLog activity;
    private final InstantSource clock;

    Pairings(Database database, PairingStore store, Events events, ActivityLog activity, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.activity = activity;
        this.clock = clock;
    }

    /** What a node says of itself when it connects. */
    public record Introduction(
            String nodeId, @Nullable String label, List<Capability> capabilities, Map<String, String> metadata) {}

    public List<Pairing> list(@Nullable String status) {
        Optional<Status> wanted = status == null
                ? Optional.empty()
                : Arrays.stream(Status.values())
                        .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(status))
                        .findFirst();
        if (status != null && wanted.isEmpty()) {
            throw GatewayException.invalid(
                    "status", "status must be one of queued, reviewing, awaiting_human, approved, denied, revoked");
        }
        return store.newest(wanted.orElse(null), LISTED).stream()
                .map(record -> view(record, false))
                .toList();
    }

    public Pairing get(long id) {
        return view(find(id), true);
    }

    public Optional<PairingRecord> ofNode(String nodeId) {
        return store.findByNode(nodeId);
    }

    /** An environment's own node is trusted as soon as it is there; a person is not asked. */
    void pairManaged(Introduction node, String environmentId, String hostId) {
        Instant now = clock.instant();
        // one desktop has one node; an older one may be left where a reset was interrupted
        revokeOthers(environmentId, node.nodeId(), "another device is the desktop's node now");
        PairingRecord saved = database.transaction(tx -> {
            PairingRecord known = store.findByNode(node.nodeId()).orElse(null);
            boolean fresh = known == null || known.status() != Status.APPROVED;
            PairingRecord record = store.save(new PairingRecord(
                    known == null ? 0 : known.pairingId(),
                    node.nodeId(),
                    environmentId,
                    Status.APPROVED,
                    TrustLevel.LOCAL,
                    MOTIVATION,
                    node.label(),
                    node.capabilities(),
                    MANAGED,
                    node.metadata(),
                    known == null ? now : known.requestedAt(),
                    now));
            if (fresh) {
                review(
                        record,
                        "approved",
                        Actor.GATEWAY,
                        "gateway-managed desktop environment",
                        Map.of("kind", "desktop_environment_runtime", "host_id", hostId));
            }
            return record;
        });
        publish(saved);
    }

    /** Somebody else's node asks; a person decides. Returns whether it is approved already. */
    boolean request(Introduction node) {
        Instant now = clock.instant();
        PairingRecord saved = database.transaction(tx -> {
            PairingRecord known = store.findByNode(node.nodeId()).orElse(null);
            PairingRecord trusted = known != null && known.status() == Status.APPROVED ? known : null;
            return store.save(new PairingRecord(
                    known == null ? 0 : known.pairingId(),
                    node.nodeId(),
                    null,
                    trusted != null ? Status.APPROVED : Status.AWAITING_HUMAN,
                    trusted != null && trusted.trustLevel() != null ? trusted.trustLevel() : TrustLevel.REMOTE,
                    MOTIVATION,
                    node.label(),
                    node.capabilities(),
                    trusted != null ? trusted.allowlist() : List.of(),
                    node.metadata(),
                    known == null ? now : known.requestedAt(),
                    now));
        });
        publish(saved);
        return saved.status() == Status.APPROVED;
    }

    public Pairing approve(long id, Pairing.Approve request, Actor actor) {
        if (request.trustLevel() == null) {
            throw GatewayException.invalid("trust_level", "trust_level is required");
        }
        if (request.capabilityAllowlist() == null) {
            throw GatewayException.invalid("capability_allowlist", "capability_allowlist is required");
        }
        request.capabilityAllowlist().forEach(Pairings::checkCapability);
        return decide(
                id,
                List.of(Status.QUEUED, Status.REVIEWING, Status.AWAITING_HUMAN),
                Status.APPROVED,
                request.trustLevel(),
                List.copyOf(request.capabilityAllowlist()),
                request.reason(),
                actor);
    }

    public Pairing deny(long id, Pairing.Decision request, Actor actor) {
        return decide(
                id,
                List.of(Status.QUEUED, Status.REVIEWING, Status.AWAITING_HUMAN),
                Status.DENIED,
                null,
                List.of(),
                request.reason(),
                actor);
    }

    public Pairing revoke(long id, Pairing.Decision request, Actor actor) {
        return decide(id, List.of(Status.APPROVED), Status.REVOKED, null, null, request.reason(), actor);
    }

    /** The environment begins a new life or ends: its node's trust ends with the old one. */
    void revokeManaged(String environmentId, String reason) {
        revokeOthers(environmentId, "", reason);
    }

    private void revokeOthers(String environmentId, String keptNodeId, String reason) {
        for (PairingRecord record : store.ofEnvironment(environmentId)) {
            if (record.status() == Status.APPROVED && !record.nodeId().equals(keptNodeId)) {
                PairingRecord revoked = with(record, Status.REVOKED, record.trustLevel(), record.allowlist());
                database.transaction(tx -> {
                    store.save(revoked);
                    review(revoked, "revoked", Actor.GATEWAY, reason, Map.of());
                    return true;
                });
                publish(revoked);
            }
        }
    }

    /** Decided once: whoever comes second is told who came first. */
    private Pairing decide(
            long id,
            List<Status> from,
            Status to,
            @Nullable TrustLevel trust,
            @Nullable List<Capability> allowlist,
            @Nullable String reason,
            Actor actor) {
        if (reason != null && reason.length() > MAX_REASON) {
            throw GatewayException.invalid("reason", "reason must be at most " + MAX_REASON + " characters");
        }
        PairingRecord decided = database.transaction(tx -> {
            PairingRecord record = find(id);
            if (!from.contains(record.status())) {
                throw GatewayException.conflict(alreadyDecided(record, to));
            }
            PairingRecord changed = store.save(with(
                    record,
                    to,
                    trust == null ? record.trustLevel() : trust,
                    allowlist == null ? record.allowlist() : allowlist));
            String state = to.name().toLowerCase(Locale.ROOT);
            review(changed, state, actor, reason, decision(changed, to, reason));
            activity.append(
                    actor, "pairing." + state, "pairing", Long.toString(id), Map.of("node_id", changed.nodeId()));
            return changed;
        });
        publish(decided);
        return view(decided, true);
    }

    private static Map<String, Object> decision(PairingRecord record, Status to, @Nullable String reason) {
        Map<String, Object> decision = new LinkedHashMap<>();
        decision.put("decision", to.name().toLowerCase(Locale.ROOT));
        if (reason != null) {
            decision.put("reason", reason);
        }
        if (to == Status.APPROVED && record.trustLevel() != null) {
            decision.put("trust_level", record.trustLevel());
            decision.put("capability_allowlist", record.allowlist());
        }
        return decision;
    }

    private String alreadyDecided(PairingRecord record, Status wanted) {
        String state = record.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        List<JsonNode> reviews = store.reviews(record.pairingId());
        if (reviews.isEmpty()) {
            return "pairing " + record.pairingId() + " is " + state + " and cannot be "
                    + wanted.name().toLowerCase(Locale.ROOT);
        }
        JsonNode last = reviews.getLast();
        String who = last.path("reviewer_id").asString("");
        return "pairing " + record.pairingId() + " was already " + state + (who.isEmpty() ? "" : " by " + who) + " at "
                + last.path("completed_at").asString("");
    }

    private void review(
            PairingRecord record, String state, Actor actor, @Nullable String reason, Map<String, ?> payload) {
        boolean isHuman = !actor.equals(Actor.GATEWAY);
        String reviewId = UUID.randomUUID().toString();
        Instant now = clock.instant();
        Map<String, @Nullable Object> review = new LinkedHashMap<>();
        review.put("review_id", reviewId);
        review.put("target_type", "pairing");
        review.put("target_id", Long.toString(record.pairingId()));
        review.put("reviewer_kind", isHuman ? "human" : "system");
        review.put("reviewer_id", isHuman ? actor.name() : null);
        review.put("state", state);
        review.put("reason", reason);
        review.put("risk_level", null);
        review.put("risk_score", null);
        review.put("evidence", null);
        review.put("decision_payload", payload.isEmpty() ? null : payload);
        review.put("created_at", now);
        review.put("started_at", null);
        review.put("completed_at", now);
        store.addReview(reviewId, record.pairingId(), Json.LENIENT.valueToTree(review));
    }

    private static void checkCapability(@Nullable Capability capability) {
        if (capability == null || capability.id() == null || capability.id().isBlank()) {
            throw GatewayException.invalid(
                    "capability_allowlist", "capability_allowlist must be an array of {id, version}");
        }
        if (List.of("tyrum.desktop", "tyrum.fs", "tyrum.browser").contains(capability.id())) {
            throw GatewayException.invalid(
                    "capability_allowlist",
                    "legacy umbrella capability '" + capability.id()
                            + "' is not supported; approve exact split descriptors instead");
        }
    }

    private PairingRecord find(long id) {
        return store.find(id).orElseThrow(() -> GatewayException.notFound("pairing " + id + " not found"));
    }

    private void publish(PairingRecord record) {
        events.publish(new Events.Event(EventTypes.PAIRING_UPDATED, Map.of("pairing", view(record, false))));
    }

    private Pairing view(PairingRecord record, boolean withReviews) {
        List<ReviewEntry> reviews = store.reviews(record.pairingId()).stream()
                .map(review -> Json.LENIENT.treeToValue(review, ReviewEntry.class))
                .toList();
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(record.metadata());
        return new Pairing(
                record.pairingId(),
                record.status(),
                record.motivation(),
                record.trustLevel(),
                record.requestedAt(),
                new Pairing.PairedNode(
                        record.nodeId(),
                        record.label(),
                        record.capabilities(),
                        record.lastSeenAt(),
                        metadata,
                        record.environmentId() == null ? null : new Pairing.ManagedDesktop(record.environmentId())),
                record.allowlist(),
                reviews.isEmpty() ? null : reviews.getLast(),
                withReviews ? reviews : null);
    }

    private static PairingRecord with(
            PairingRecord r, Status status, @Nullable TrustLevel trust, List<Capability> allowlist) {
        return new PairingRecord(
                r.pairingId(),
                r.nodeId(),
                r.environmentId(),
                status,
                trust,
                r.motivation(),
                r.label(),
                r.capabilities(),
                allowlist,
                r.metadata(),
                r.requestedAt(),
                r.lastSeenAt());
    }
}
