package org.pilothouse.gateway.activity;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.ActivityStore.Placed;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.activity.Activity;

/** Writes down what was done, in the transaction in which it was done, so that neither is there without the other. */
public final class ActivityLog {
    private final ActivityStore store;
    private final InstantSource clock;

    public ActivityLog(ActivityStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param action such as {@code run.started}
     * @param detail without secrets; empty for none
     */
    public void append(Actor actor, String action, String targetKind, String targetId, Map<String, ?> detail) {
        store.append(new Activity(
                UUID.randomUUID().toString(),
                clock.instant(),
                actor.name(),
                action,
                targetKind,
                targetId,
                detail.isEmpty() ? null : Json.LENIENT.valueToTree(detail)));
    }

    /**
     * Newest first.
     *
     * @param before the place of the last one seen; null from the newest
     */
    public Activity.Page page(@Nullable Long before, int limit) {
        List<Placed> placed = store.page(before, limit);
        return new Activity.Page(
                placed.stream().map(Placed::activity).toList(),
                placed.size() < limit ? null : Long.toString(placed.getLast().sequence()));
    }
}
