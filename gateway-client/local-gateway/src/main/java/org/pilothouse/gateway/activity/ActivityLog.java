package org.pilothouse.gateway.activity;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityAnchor.Signed;
import org.pilothouse.gateway.store.ActivityChain.Entry;
import org.pilothouse.gateway.store.ActivityChain.Head;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.StoreException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.activity.Activity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Writes down what was done, in the transaction in which it was done, so that neither is there without the other. */
public final class ActivityLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ActivityLog.class);
    private static final long ANCHOR_MILLIS = 200;

    private final ActivityStore store;
    private final InstantSource clock;
    private final Optional<ActivityAnchor> anchor;
    private final AtomicBoolean behind = new AtomicBoolean();
    private volatile boolean closed;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("activity-anchor").factory());

    /** Without an anchor. */
    public ActivityLog(ActivityStore store, InstantSource clock) {
        this(store, clock, Optional.empty());
    }

    public ActivityLog(ActivityStore store, InstantSource clock, Optional<ActivityAnchor> anchor) {
        this.store = store;
        this.clock = clock;
        this.anchor = anchor;
        anchor.ifPresent(this::compare);
    }

    /** A new gateway must not sign over the traces of what somebody did to its log. */
    private void compare(ActivityAnchor kept) {
        String problem;
        try {
            Optional<Signed> last = kept.last();
            problem = last.flatMap(signed -> disagreement(signed.head())).orElse("");
        } catch (StoreException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (!problem.isEmpty()) {
            try {
                var aside = kept.setAside(clock.instant());
                log.error("the activity log was tampered with: {}; the anchor is kept as {}", problem, aside);
            } catch (IOException e) {
                throw new StoreException("the activity log was tampered with: " + problem, e);
            }
            append(Actor.GATEWAY, "activity.disputed", "activity", "log", Map.of("problem", problem));
        }
        kept.write(store.head(), clock.instant());
    }

    private Optional<String> disagreement(Head anchored) {
        if (anchored.sequence() == 0) {
            return Optional.empty();
        }
        List<Entry> there = store.after(anchored.sequence() - 1, 1);
        boolean same = !there.isEmpty() && there.getFirst().hash().equals(anchored.hash());
        return same
                ? Optional.empty()
                : Optional.of("entry " + anchored.sequence() + ", which was anchored, is not there any more as it was");
    }

    /**
     * @param action such as {@code run.started}
     * @param detail without secrets; empty for none
     */
    public void append(Actor actor, String action, String targetKind, String targetId, Map<String, ?> detail) {
        store.append(
                new Entry(
                        0,
                        UUID.randomUUID().toString(),
                        "",
                        actor.name(),
                        actor.identity().identityId(),
                        actor.tokenId(),
                        action,
                        targetKind,
                        targetId,
                        detail.isEmpty() ? null : Json.LENIENT.writeValueAsString(detail),
                        ""),
                clock.instant());
        if (anchor.isPresent() && behind.compareAndSet(false, true)) {
            // later, as the transaction is still open, and once for many
            ScheduledFuture<?> _ = writer.schedule(this::anchor, ANCHOR_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void anchor() {
        if (!closed) {
            writeAnchor();
        }
    }

    private synchronized void writeAnchor() {
        behind.set(false);
        try {
            anchor.ifPresent(kept -> kept.write(store.head(), clock.instant()));
        } catch (RuntimeException e) {
            log.error("the activity log's anchor is behind", e);
        }
    }

    /**
     * Newest first.
     *
     * @param before the place of the last one seen; null from the newest
     */
    public Activity.Page page(@Nullable Long before, int limit) {
        List<Entry> entries = store.page(before, limit);
        return new Activity.Page(
                entries.stream().map(ActivityLog::activity).toList(),
                entries.size() < limit ? null : Long.toString(entries.getLast().sequence()));
    }

    private static Activity activity(Entry e) {
        JsonNode detail = e.detail() == null ? null : Json.LENIENT.readTree(e.detail());
        return new Activity(
                e.activityId(),
                Instant.parse(e.at()),
                e.actor(),
                e.action(),
                e.targetKind(),
                e.targetId(),
                detail,
                e.sequence(),
                e.actorId().isEmpty() ? null : e.actorId(),
                e.tokenId().isEmpty() ? null : e.tokenId(),
                e.hash());
    }

    /** Goes through all of it, and holds it against the anchor. */
    public Activity.Verification verify() {
        List<Head> anchors;
        try {
            anchors = anchor.flatMap(ActivityAnchor::last).map(Signed::head).stream()
                    .toList();
        } catch (StoreException e) {
            return new Activity.Verification(false, 0, null, null, String.valueOf(e.getMessage()));
        }
        ChainCheck.Result result = ChainCheck.check(store, anchors);
        return new Activity.Verification(
                result.valid(),
                result.entries(),
                new Activity.Head(result.head().sequence(), result.head().hash()),
                anchors.isEmpty()
                        ? null
                        : new Activity.Head(
                                anchors.getFirst().sequence(),
                                anchors.getFirst().hash()),
                result.problem().orElse(null));
    }

    /** The anchor is written a last time. */
    @Override
    public void close() {
        closed = true;
        // not at once: an interrupt in the middle of writing would break that
        writer.shutdown();
        writeAnchor();
    }
}
