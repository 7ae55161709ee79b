package org.pilothouse.gateway.control;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.GatewayException.Code;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.protocol.environment.ControlLease;

/**
 * Who has control of a desktop: one person at a time, as long as their takeover connection answers, and its agent only
 * while nobody does. A person may take another one's control by force, with a reason, which both are told and which is
 * kept.
 */
public final class Leases {
    static final int MAX_REASON = 500;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Database database;
    private final LeaseStore store;
    private final ActivityLog activity;
    private final InstantSource clock;
    private final List<Consumer<String>> changes = new CopyOnWriteArrayList<>();
    private final List<Consumer<ControlLease>> ends = new CopyOnWriteArrayList<>();

    /** Who asks for control, and how urgently. */
    public record Claim(
            Actor actor, boolean force, @Nullable String reason) {}

    Leases(Database database, ActivityLog activity, InstantSource clock) {
        this.database = database;
        this.store = new LeaseStore(database);
        this.activity = activity;
        this.clock = clock;
        // connections do not outlive a gateway, so neither does what they held
        store.current().forEach(left -> end(left, "the gateway ended", Actor.GATEWAY));
    }

    public Optional<ControlLease> current(String environmentId) {
        return store.current(environmentId);
    }

    /** Of all environments, by environment. */
    Map<String, ControlLease> all() {
        Map<String, ControlLease> all = new HashMap<>();
        store.current().forEach(lease -> all.put(lease.environmentId(), lease));
        return all;
    }

    /**
     * @throws GatewayException where somebody else has control and it is not asked for by force
     */
    void check(String environmentId, Claim claim) {
        check(current(environmentId), claim);
    }

    private static void check(Optional<ControlLease> now, Claim claim) {
        String reason = claim.reason() == null ? "" : claim.reason();
        if (claim.force() && reason.isBlank()) {
            throw GatewayException.invalid("reason", "to take control by force, say why in reason");
        }
        if (reason.length() > MAX_REASON) {
            throw GatewayException.invalid("reason", "reason must be at most " + MAX_REASON + " characters");
        }
        now.filter(lease -> !claim.force()).ifPresent(lease -> {
            if (!lease.holder().equals(claim.actor().name())) {
                throw new GatewayException(
                        Code.LEASE_HELD,
                        lease.holder() + " has control of this desktop since " + CLOCK.format(lease.since())
                                + (lease.reason() == null ? "" : " (" + lease.reason() + ")")
                                + "; watch it, or take control by force with a reason",
                        null);
            }
        });
    }

    /**
     * Gives control to a connection; a connection that had it loses it.
     *
     * @throws GatewayException as {@link #check}
     */
    public ControlLease take(String environmentId, String takeoverId, Claim claim) {
        ControlLease[] lost = new ControlLease[1];
        ControlLease taken = database.transaction(tx -> {
            Optional<ControlLease> before = current(environmentId);
            check(before, claim);
            Actor actor = claim.actor();
            if (before.isPresent()) {
                String because = actor.name() + " took control"
                        + (claim.reason() == null ? " in another window" : ": " + claim.reason());
                store.end(before.get().fence(), clock.instant(), because);
                lost[0] = store.find(before.get().fence()).orElseThrow();
            }
            boolean forced =
                    before.filter(lease -> !lease.holder().equals(actor.name())).isPresent();
            ControlLease lease = store.insert(
                    environmentId, actor.name(), takeoverId, clock.instant(), forced ? claim.reason() : null);
            activity.append(
                    actor,
                    forced ? "control.forced" : "control.taken",
                    "environment",
                    environmentId,
                    detail(lease, forced ? before.get().holder() : null));
            return lease;
        });
        if (lost[0] != null) {
            ends.forEach(listener -> listener.accept(lost[0]));
        }
        changes.forEach(listener -> listener.accept(environmentId));
        return taken;
    }

    private static Map<String, Object> detail(ControlLease lease, @Nullable String from) {
        Map<String, Object> detail = new HashMap<>(Map.of("fence", lease.fence(), "takeover_id", lease.takeoverId()));
        if (from != null && lease.reason() != null) {
            detail.put("from", from);
            detail.put("reason", lease.reason());
        }
        return detail;
    }

    /** The connection that held it is over. Does nothing where the lease is over already. */
    public void release(ControlLease lease, String because, Actor actor) {
        if (end(lease, because, actor)) {
            changes.forEach(listener -> listener.accept(lease.environmentId()));
        }
    }

    private boolean end(ControlLease lease, String because, Actor actor) {
        return database.transaction(tx -> {
            boolean ended = store.end(lease.fence(), clock.instant(), because);
            if (ended) {
                activity.append(
                        actor,
                        "control.released",
                        "environment",
                        lease.environmentId(),
                        Map.of("fence", lease.fence(), "holder", lease.holder(), "because", because));
            }
            return ended;
        });
    }

    /** @param listener told the id of an environment whose control changed hands; must return at once */
    public void onChanged(Consumer<String> listener) {
        changes.add(listener);
    }

    /** @param listener told of a lease that was taken from its holder; its connection must end */
    public void onLost(Consumer<ControlLease> listener) {
        ends.add(listener);
    }
}
