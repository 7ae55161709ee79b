package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.HostStore;
import org.pilothouse.gateway.store.LogStore;
import org.pilothouse.gateway.store.MetaStore;
import org.pilothouse.gateway.store.OperationStore;
import org.pilothouse.protocol.environment.Orphan;
import org.pilothouse.protocol.environment.Reconciliation;

/** The door of this package: keeps every environment on its way to what it should be. */
public final class Fleet implements AutoCloseable {
    private final EnvironmentStore environments;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, HostMonitor> monitors = new LinkedHashMap<>();
    private final EnvironmentLog log;
    private final LogCollectors collectors;
    private final Reconciler reconciler;
    private final WorkQueue queue;
    private final PauseSwitch pause;

    /**
     * @param engines one for each host; none has to answer yet
     * @param resync how often everything is listed, whatever the events say
     */
    public Fleet(
            Database database,
            List<FleetEngine> engines,
            Ownership ownership,
            FleetListener listener,
            InstantSource clock,
            Duration resync) {
        this.environments = new EnvironmentStore(database);
        LogStore logStore = new LogStore(database);
        HostStore hostStore = new HostStore(database);
        this.log = new EnvironmentLog(logStore, clock);
        this.collectors = new LogCollectors(log, logStore, clock);
        Patience patience = new Patience(clock);
        this.pause = new PauseSwitch(new MetaStore(database));
        this.reconciler = new Reconciler(
                environments,
                hosts,
                new Observer(ownership, patience),
                new Actor(environments, new OperationStore(database), ownership, log, clock),
                patience,
                pause,
                log,
                new Collecting(listener),
                this::lookAt,
                clock);
        this.queue = new WorkQueue(reconciler);
        for (FleetEngine engine : engines) {
            HostStore.HostRecord record = hostStore.ensure(engine.endpoint().address(), label(engine), clock.instant());
            Host host = new Host(record.hostId(), record.label(), engine, record.lastSeenAt(), clock);
            hosts.put(record.hostId(), host);
            monitors.put(
                    record.hostId(),
                    new HostMonitor(
                            host,
                            environments,
                            hostStore,
                            ownership,
                            reconciler,
                            pause,
                            queue,
                            log,
                            listener,
                            clock,
                            resync));
        }
    }

    private static String label(FleetEngine engine) {
        String address = engine.endpoint().address();
        boolean local = address.startsWith("unix:") || address.startsWith("npipe:");
        return "Docker on " + (local ? "this machine" : address.replaceFirst("^[a-z]+://", ""));
    }

    public void start() {
        monitors.values().forEach(HostMonitor::start);
        // a host that is not configured any more has no monitor to speak for its environments
        environments.live().stream()
                .filter(record -> !hosts.containsKey(record.hostId()))
                .forEach(record -> queue.add(record.id()));
    }

    public Collection<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    public Optional<Host> host(String hostId) {
        return Optional.ofNullable(hosts.get(hostId));
    }

    public EnvironmentLog log() {
        return log;
    }

    /** What should be has changed: act on it now, whatever failed before. */
    public void poke(String environmentId) {
        queue.addFresh(environmentId);
    }

    /** Whether hosts may be changed. */
    public Reconciliation reconciliation() {
        return pause.state();
    }

    /** Pauses, or lets everything go on that waited meanwhile. */
    public void reconciliation(Reconciliation next) {
        pause.set(next);
        environments.live().forEach(record -> queue.addFresh(record.id()));
    }

    /** What carries our label on the hosts and belongs to no environment, as of their last looks. */
    public List<Orphan> orphans() {
        return hosts.values().stream().flatMap(host -> host.strays().stream()).toList();
    }

    /** Asks the engine of that host again now. */
    public void lookAt(String hostId) {
        HostMonitor monitor = monitors.get(hostId);
        if (monitor != null) {
            monitor.lookNow();
        }
    }

    public Optional<Observation> observation(String environmentId) {
        return reconciler.observation(environmentId);
    }

    /** The environment's desktop is up, or is not expected any more: somebody else may start. */
    public void settled(EnvironmentRecord record) {
        host(record.hostId())
                .ifPresent(host -> host.slots().release(record.id()).forEach(queue::hint));
    }

    /** Whether the container of this incarnation runs as it should. */
    public Optional<ContainerView> runningContainer(String environmentId) {
        return environments.find(environmentId).flatMap(record -> reconciler
                .observation(environmentId)
                .filter(observation -> Reconciler.shouldRun(record, observation))
                .map(Observation::container));
    }

    @Override
    public void close() {
        monitors.values().forEach(HostMonitor::close);
        queue.close();
        collectors.close();
        hosts.values().forEach(host -> host.engine().close());
    }

    /** Starts and stops the log collectors before the listener hears. */
    private final class Collecting implements FleetListener {
        private final FleetListener next;

        private Collecting(FleetListener next) {
            this.next = next;
        }

        @Override
        public void observed(String environmentId) {
            Optional<ContainerView> container = runningContainer(environmentId);
            Optional<EnvironmentRecord> record = environments.find(environmentId);
            if (container.isPresent() && record.isPresent()) {
                Instant startedAt = container.get().startedAt() == null
                        ? Instant.EPOCH
                        : container.get().startedAt();
                host(record.get().hostId())
                        .ifPresent(host ->
                                collectors.ensure(environmentId, container.get().id(), startedAt, host.engine()));
            }
            next.observed(environmentId);
        }

        @Override
        public void gone(String environmentId) {
            collectors.stop(environmentId);
            log.wake(environmentId);
            next.gone(environmentId);
        }

        @Override
        public void hostChanged(String hostId) {
            next.hostChanged(hostId);
        }
    }
}
