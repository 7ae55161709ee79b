package org.pilothouse.gateway.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.fleet.Observation;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.protocol.environment.ControlLease;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;
import org.pilothouse.protocol.frame.EventTypes;

/** Works out how environments look, keeps the times of their stages, and tells operators when something changed. */
final class EnvironmentPublisher {
    private final EnvironmentStore store;
    private final Fleet fleet;
    private final NodeStates nodes;
    private final Leases leases;
    private final Events events;
    private final InstantSource clock;
    private final EnvironmentView.Timing timing;
    private final Instant bootAt;
    private final ConditionHistory history = new ConditionHistory();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Environment> published = new HashMap<>();

    EnvironmentPublisher(
            EnvironmentStore store,
            Fleet fleet,
            NodeStates nodes,
            Leases leases,
            Events events,
            InstantSource clock,
            EnvironmentView.Timing timing) {
        this.store = store;
        this.fleet = fleet;
        this.nodes = nodes;
        this.leases = leases;
        this.events = events;
        this.clock = clock;
        this.timing = timing;
        this.bootAt = clock.instant();
    }

    Environment view(EnvironmentRecord stored) {
        return view(stored, leases.current(stored.id()).orElse(null));
    }

    /** As many single views, and asks the store for leases once. */
    List<Environment> views(List<EnvironmentRecord> stored) {
        Map<String, ControlLease> held = leases.all();
        return stored.stream()
                .map(record -> view(record, held.get(record.id())))
                .toList();
    }

    private Environment view(EnvironmentRecord stored, @Nullable ControlLease lease) {
        EnvironmentRecord record = recordStages(stored);
        Instant now = clock.instant();
        @Nullable NodeState node = nodes.ofEnvironment(record.id()).orElse(null);
        return new EnvironmentView(
                        record,
                        fleet.observation(record.id()).orElse(null),
                        node,
                        lease,
                        awaitedSince(record),
                        now,
                        timing)
                .toEnvironment(history);
    }

    private Instant awaitedSince(EnvironmentRecord record) {
        Instant since = bootAt;
        for (Instant at : new @Nullable Instant[] {record.startedAt(), record.startRequestedAt()}) {
            if (at != null && at.isAfter(since)) {
                since = at;
            }
        }
        return since;
    }

    /** Something about this environment may have changed. */
    void refresh(String environmentId) {
        lock.lock();
        try {
            EnvironmentRecord record = store.find(environmentId).orElse(null);
            if (record == null) {
                return;
            }
            Environment now = view(record);
            Environment before = published.get(environmentId);
            if (before != null && sameForPeople(before, now)) {
                return;
            }
            if (before != null) {
                store.touch(environmentId, clock.instant());
                now = view(store.find(environmentId).orElse(record));
            }
            published.put(environmentId, now);
            if (now.status() == EnvironmentStatus.RUNNING || record.desired() != Desired.RUNNING) {
                fleet.settled(record);
            }
            events.publish(new Events.Event(EventTypes.ENVIRONMENT_UPDATED, Map.of("environment", now)));
        } finally {
            lock.unlock();
        }
    }

    /** Silence changes a status without anything happening; looks only where it could have. */
    void refreshAwaited() {
        Instant silentSince = clock.instant().minus(timing.heartbeat());
        List<String> due;
        lock.lock();
        try {
            due = published.values().stream()
                    .filter(environment -> switch (environment.status()) {
                        case STARTING -> true;
                        case RUNNING -> !answeredSince(environment.environmentId(), silentSince);
                        default -> false;
                    })
                    .map(Environment::environmentId)
                    .toList();
        } finally {
            lock.unlock();
        }
        due.forEach(this::refresh);
    }

    private boolean answeredSince(String environmentId, Instant moment) {
        return nodes.ofEnvironment(environmentId)
                .filter(node -> !node.lastAnswerAt().isBefore(moment))
                .isPresent();
    }

    void gone(String environmentId) {
        lock.lock();
        try {
            published.remove(environmentId);
            history.forget(environmentId);
        } finally {
            lock.unlock();
        }
        events.publish(new Events.Event(EventTypes.ENVIRONMENT_DELETED, Map.of("environment_id", environmentId)));
    }

    /** Returns the record with the stages that were reached by now. */
    private EnvironmentRecord recordStages(EnvironmentRecord record) {
        Optional<Observation> seen = fleet.observation(record.id());
        Instant asked = record.startRequestedAt();
        boolean up =
                seen.isPresent() && seen.get().containerRunning() && seen.get().incarnation() == record.incarnation();
        if (asked == null || record.desired() != Desired.RUNNING || !up) {
            return record;
        }
        Map<String, Long> stages = new HashMap<>(record.stagesMs());
        Instant now = clock.instant();
        if (record.startedAt() != null && !record.startedAt().isBefore(asked)) {
            stages.putIfAbsent(
                    EnvironmentView.Stages.CONTAINER,
                    Duration.between(asked, record.startedAt()).toMillis());
        }
        nodes.ofEnvironment(record.id()).filter(NodeState::connected).ifPresent(node -> {
            if (!node.connectedAt().isBefore(asked)) {
                stages.putIfAbsent(
                        EnvironmentView.Stages.NODE,
                        Duration.between(asked, node.connectedAt()).toMillis());
            }
            if (node.desktop() != null && "active".equals(node.desktop().state())) {
                stages.putIfAbsent(
                        EnvironmentView.Stages.DESKTOP,
                        Duration.between(asked, now).toMillis());
            }
        });
        if (stages.equals(record.stagesMs())) {
            return record;
        }
        store.setStages(record.id(), stages);
        return store.find(record.id()).orElse(record);
    }

    /** Whether nothing changed but the times of the last answer and the last change. */
    private static boolean sameForPeople(Environment a, Environment b) {
        return Objects.equals(timeless(a), timeless(b));
    }

    private static Environment timeless(Environment e) {
        return new Environment(
                e.environmentId(),
                e.hostId(),
                e.label(),
                e.imageRef(),
                e.managedKind(),
                e.status(),
                e.desiredRunning(),
                e.nodeId(),
                null,
                e.lastError(),
                e.createdAt(),
                e.createdAt(),
                e.runtime());
    }
}
