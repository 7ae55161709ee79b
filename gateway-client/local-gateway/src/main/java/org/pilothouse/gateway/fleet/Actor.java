package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.pilothouse.gateway.engine.ContainerSpec;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.EngineInfo;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.OperationStore;
import org.pilothouse.gateway.store.OperationStore.Kind;

/** Carries out one step. The intent is in the store before the engine hears of it, and every step may be repeated. */
final class Actor {
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);
    private static final long MIB = 1024L * 1024;

    private final EnvironmentStore environments;
    private final OperationStore operations;
    private final Ownership ownership;
    private final EnvironmentLog log;
    private final InstantSource clock;

    Actor(
            EnvironmentStore environments,
            OperationStore operations,
            Ownership ownership,
            EnvironmentLog log,
            InstantSource clock) {
        this.environments = environments;
        this.operations = operations;
        this.ownership = ownership;
        this.log = log;
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Effect {
        void run(String opId) throws EngineException;
    }

    void fetchImage(EnvironmentRecord record, Host host) throws EngineException {
        String reference = record.imageRef();
        if (!ImageNames.namesRegistry(reference)) {
            throw new EngineException.ImageMissing(
                    "Image " + reference + " is not on " + host.label()
                            + ". Build or load it there, or name it with its registry (such as"
                            + " registry.example/name:tag) so that it can be pulled.",
                    null);
        }
        log.gateway(record.id(), "pulling image " + reference);
        host.engine().pull(reference, line -> log.gateway(record.id(), "pull: " + line));
    }

    void createHome(EnvironmentRecord record, FleetEngine engine) throws EngineException {
        perform(
                record,
                Kind.CREATE,
                opId -> engine.createVolume(
                        Ownership.volumeName(record.id()),
                        ownership.labels(claim(record, Ownership.Kind.HOME, "", opId))));
    }

    void createContainer(EnvironmentRecord record, String imageId, Host host) throws EngineException {
        log.gateway(record.id(), "creating the container from image " + record.imageRef());
        perform(record, Kind.CREATE, opId -> {
            String id = host.engine().create(spec(record, imageId, opId, cpus(record, host)));
            environments.setContainer(record.id(), id, imageId);
        });
    }

    void start(EnvironmentRecord record, String containerId, FleetEngine engine) throws EngineException {
        perform(record, Kind.START, opId -> {
            engine.start(containerId);
            environments.setStarted(record.id(), clock.instant());
        });
        log.gateway(record.id(), "container started");
    }

    void stop(EnvironmentRecord record, String containerId, String why, FleetEngine engine) throws EngineException {
        log.gateway(record.id(), "stopping the container: " + why);
        perform(record, Kind.STOP, opId -> engine.stop(containerId, STOP_GRACE));
        environments.setStarted(record.id(), null);
        log.gateway(record.id(), "container stopped");
    }

    void removeContainer(EnvironmentRecord record, String containerId, String why, FleetEngine engine)
            throws EngineException {
        log.gateway(record.id(), "removing the container: " + why);
        perform(record, Kind.REMOVE, opId -> engine.removeContainer(containerId));
        environments.setContainer(record.id(), null, null);
        environments.setStarted(record.id(), null);
    }

    void removeHome(EnvironmentRecord record, String why, FleetEngine engine) throws EngineException {
        log.gateway(record.id(), "removing the home volume: " + why);
        perform(record, Kind.REMOVE, opId -> engine.removeVolume(Ownership.volumeName(record.id())));
    }

    private void perform(EnvironmentRecord record, Kind kind, Effect effect) throws EngineException {
        String opId = UUID.randomUUID().toString();
        operations.begin(new OperationStore.Operation(
                opId, record.id(), record.generation(), record.incarnation(), kind, clock.instant(), null, null));
        try {
            effect.run(opId);
            operations.finish(opId, clock.instant(), null);
        } catch (EngineException e) {
            operations.finish(opId, clock.instant(), e.sentence());
            throw e;
        }
    }

    private Ownership.Claim claim(EnvironmentRecord record, Ownership.Kind kind, String imageId, String opId) {
        return new Ownership.Claim(
                kind, record.id(), record.generation(), record.incarnation(), Intent.specHash(record), imageId, opId);
    }

    /** An engine refuses more processors than its machine has. */
    private static double cpus(EnvironmentRecord record, Host host) {
        EngineInfo info = host.health().info();
        return info == null ? record.limits().cpus() : Math.min(record.limits().cpus(), info.cpus());
    }

    private ContainerSpec spec(EnvironmentRecord record, String imageId, String opId, double cpus) {
        return new ContainerSpec(
                Ownership.containerName(record.id()),
                record.imageRef(),
                "desk-" + record.id().substring(0, 8),
                ownership.labels(claim(record, Ownership.Kind.DESKTOP, imageId, opId)),
                Map.of(
                        "PILOTHOUSE_ENVIRONMENT_ID",
                        record.id(),
                        "PILOTHOUSE_LABEL",
                        record.label() == null ? "" : record.label(),
                        "PILOTHOUSE_GEOMETRY",
                        record.display().width() + "x" + record.display().height()),
                Ownership.volumeName(record.id()),
                record.limits().memoryMb() * MIB,
                cpus,
                record.limits().pids());
    }
}
