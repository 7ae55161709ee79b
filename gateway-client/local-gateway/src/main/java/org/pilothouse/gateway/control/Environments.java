package org.pilothouse.gateway.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.fleet.EnvironmentLog;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentRequests.Create;
import org.pilothouse.protocol.environment.EnvironmentRequests.Patch;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Limits;

/** What operators ask of environments. Every call only writes what should be; the fleet brings it about. */
public final class Environments {
    private final Database database;
    private final EnvironmentStore store;
    private final Fleet fleet;
    private final Hosts hosts;
    private final Defaults defaults;
    private final EnvironmentPublisher publisher;
    private final Attachments attachments;
    private final InstantSource clock;

    /** What hangs on an environment beside its container, and falls with it. */
    interface Attachments {
        /** Its node, pairing and takeovers belong to a life that is over. */
        void cut(String environmentId, String reason);
    }

    Environments(
            Database database,
            EnvironmentStore store,
            Fleet fleet,
            Hosts hosts,
            Defaults defaults,
            EnvironmentPublisher publisher,
            Attachments attachments,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.fleet = fleet;
        this.hosts = hosts;
        this.defaults = defaults;
        this.publisher = publisher;
        this.attachments = attachments;
        this.clock = clock;
    }

    /** Newest change first. */
    public List<Environment> list() {
        return publisher.views(store.live());
    }

    public Environment get(String id) {
        return publisher.view(find(id));
    }

    public Environment create(Create request) {
        EnvironmentRules.check(request);
        boolean start = Boolean.TRUE.equals(request.desiredRunning());
        hosts.requireRoom(request.hostId());
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        store.insert(new EnvironmentRecord(
                id,
                request.hostId(),
                EnvironmentRules.label(request.label()),
                request.imageRef() == null ? defaults.current().defaultImageRef() : request.imageRef(),
                start ? Desired.RUNNING : Desired.STOPPED,
                1,
                1,
                EnvironmentRules.display(request.display()),
                EnvironmentRules.limits(request.limits()),
                start ? now : null,
                0,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                now,
                now,
                null));
        fleet.log().gateway(id, start ? "created, to be started" : "created");
        return changed(id);
    }

    public Environment patch(String id, Patch request) {
        EnvironmentRules.check(request);
        if (Boolean.TRUE.equals(request.desiredRunning())) {
            hosts.requireAvailable(find(id).hostId());
        }
        change(id, record -> {
            Edit edit = new Edit(record);
            if (request.label() != null) {
                edit.label = EnvironmentRules.label(request.label());
            }
            if (request.imageRef() != null && !request.imageRef().equals(record.imageRef())) {
                edit.imageRef = request.imageRef();
                edit.restart(clock.instant());
            }
            if (request.display() != null && !request.display().equals(record.display())) {
                edit.display = request.display();
                edit.restart(clock.instant());
            }
            if (request.limits() != null && !request.limits().equals(record.limits())) {
                edit.limits = request.limits();
                edit.restart(clock.instant());
            }
            if (request.desiredRunning() != null) {
                desire(edit, request.desiredRunning() ? Desired.RUNNING : Desired.STOPPED);
            }
            return edit.done(clock.instant());
        });
        return changed(id);
    }

    public Environment start(String id) {
        hosts.requireAvailable(find(id).hostId());
        change(id, record -> desire(new Edit(record), Desired.RUNNING).done(clock.instant()));
        return changed(id);
    }

    public Environment stop(String id) {
        change(id, record -> desire(new Edit(record), Desired.STOPPED).done(clock.instant()));
        return changed(id);
    }

    /** Throws container and home away; if it should run, a fresh one is made from the image. */
    public Environment reset(String id) {
        change(id, record -> {
            Edit edit = new Edit(record);
            edit.incarnation = record.incarnation() + 1;
            store.setNode(id, null, null);
            edit.restart(clock.instant());
            return edit.done(clock.instant());
        });
        attachments.cut(id, "the environment was reset");
        fleet.log().gateway(id, "reset: container and home are thrown away");
        return changed(id);
    }

    /**
     * Begins to remove everything of it; from any state, and again where that did not finish.
     *
     * @return false where there is no such environment (any more)
     */
    public boolean delete(String id) {
        if (store.find(id).isEmpty()) {
            return false;
        }
        database.transaction(tx -> {
            store.find(id)
                    .filter(record -> record.desired() != Desired.DELETED)
                    .ifPresent(record -> store.updateIntent(
                            desire(new Edit(record), Desired.DELETED).done(clock.instant())));
            return true;
        });
        attachments.cut(id, "the environment was deleted");
        fleet.log().gateway(id, "to be deleted");
        publisher.refresh(id);
        fleet.poke(id);
        return true;
    }

    /**
     * The last lines, oldest first.
     *
     * @param search only lines with this text in them, in any case; null for all
     */
    public List<String> logs(String id, int limit, @Nullable String search) {
        find(id);
        return (search == null || search.isBlank()
                        ? fleet.log().tail(id, limit)
                        : fleet.log().search(id, search.strip(), limit))
                .stream().map(line -> line.line()).toList();
    }

    public EnvironmentLog log(String id) {
        find(id);
        return fleet.log();
    }

    /** Makes everybody who follows a log look up: the gateway ends. */
    public void wakeFollowers() {
        fleet.log().wakeAll();
    }

    public boolean exists(String id) {
        return store.find(id).isPresent();
    }

    private EnvironmentRecord find(String id) {
        return store.find(id).orElseThrow(() -> GatewayException.notFound("desktop environment not found"));
    }

    private void change(String id, UnaryOperator<EnvironmentRecord> edit) {
        database.transaction(tx -> {
            EnvironmentRecord record = find(id);
            if (record.desired() == Desired.DELETED) {
                throw GatewayException.conflict("The environment is being deleted.");
            }
            EnvironmentRecord edited = edit.apply(record);
            store.updateIntent(edited);
            if (!Objects.equals(edited.startRequestedAt(), record.startRequestedAt())) {
                store.setStages(id, Map.of());
            }
            return true;
        });
    }

    /** Starting what runs already is no new start; starting what should run and does not is one. */
    private Edit desire(Edit edit, Desired wanted) {
        boolean runs = edit.before.desired() == Desired.RUNNING
                && fleet.runningContainer(edit.before.id()).isPresent();
        edit.desired = wanted;
        if (!runs) {
            edit.restart(clock.instant());
        }
        return edit;
    }

    private Environment changed(String id) {
        publisher.refresh(id);
        fleet.poke(id);
        return get(id);
    }

    /** A record's intent while it is being changed. */
    private static final class Edit {
        private final EnvironmentRecord before;
        private @Nullable String label;
        private String imageRef;
        private Display display;
        private Limits limits;
        private Desired desired;
        private long incarnation;
        private @Nullable Instant startRequestedAt;

        Edit(EnvironmentRecord before) {
            this.before = before;
            this.label = before.label();
            this.imageRef = before.imageRef();
            this.display = before.display();
            this.limits = before.limits();
            this.desired = before.desired();
            this.incarnation = before.incarnation();
            this.startRequestedAt = before.startRequestedAt();
        }

        void restart(Instant now) {
            if (desired == Desired.RUNNING) {
                startRequestedAt = now;
            }
        }

        EnvironmentRecord done(Instant now) {
            return new EnvironmentRecord(
                    before.id(),
                    before.hostId(),
                    label,
                    imageRef,
                    desired,
                    before.generation() + 1,
                    incarnation,
                    display,
                    limits,
                    startRequestedAt,
                    before.observedGeneration(),
                    before.containerId(),
                    before.imageId(),
                    before.startedAt(),
                    before.stagesMs(),
                    before.nodeId(),
                    before.lastSeenAt(),
                    before.createdAt(),
                    now,
                    before.archivedAt());
        }
    }
}
