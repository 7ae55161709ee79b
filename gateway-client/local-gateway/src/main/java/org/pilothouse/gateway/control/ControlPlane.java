package org.pilothouse.gateway.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.fleet.FleetListener;
import org.pilothouse.gateway.fleet.Ownership;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.DefaultsStore;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.HostStore;
import org.pilothouse.gateway.store.LeaseStore;
import org.pilothouse.gateway.store.MetaStore;
import org.pilothouse.gateway.store.PairingStore;
import org.pilothouse.protocol.environment.EnvironmentResponses.Takeover;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;
import org.pilothouse.protocol.frame.EventTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of this package: everything that operators and nodes can ask of a gateway, whatever the wire. */
public final class ControlPlane implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(ControlPlane.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final EnvironmentStore store;
    private final ActivityLog activity;
    private final Events events = new Events();
    private final Fleet fleet;
    private final Hosts hosts;
    private final Defaults defaults;
    private final Pairings pairings;
    private final Nodes nodes;
    private final Dispatcher dispatcher;
    private final TakeoverTickets tickets;
    private final Leases leases;
    private final Environments environments;
    private final EnvironmentPublisher publisher;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("control-tick").factory());
    private volatile Relays relays = new Relays() {};

    /** What carries the bytes of nodes and takeovers; told when a desktop is there for it. */
    public interface Relays {
        /** The environment's container runs: see that its node can reach us. */
        default void connect(String environmentId, long incarnation, String containerId, FleetEngine engine) {}

        /** Nothing may come from or go to this environment any more. */
        default void cut(String environmentId) {}
    }

    /**
     * @param engines one for each host
     * @param extraLabels on every container and volume
     * @param seedImageRef the default image until somebody changes it
     */
    public record Settings(
            List<FleetEngine> engines,
            Map<String, String> extraLabels,
            String seedImageRef,
            String version,
            InstantSource clock,
            Duration resync,
            Duration heartbeat,
            Duration startUp) {}

    public ControlPlane(Database database, ActivityLog activity, Settings settings) {
        this.activity = activity;
        InstantSource clock = settings.clock();
        MetaStore meta = new MetaStore(database);
        Ownership ownership = new Ownership(meta.storeId(), meta.signingKey(), settings.extraLabels());
        this.store = new EnvironmentStore(database);
        this.fleet = new Fleet(database, settings.engines(), ownership, new FromFleet(), clock, settings.resync());
        this.hosts = new Hosts(fleet, new HostStore(database), store, settings.version(), clock);
        this.defaults = new Defaults(new DefaultsStore(database), settings.seedImageRef(), clock);
        this.pairings = new Pairings(database, new PairingStore(database), events, activity, clock);
        this.nodes = new Nodes(database, store, pairings, fleet, clock);
        this.leases = new Leases(database, activity, clock);
        this.dispatcher = new Dispatcher(nodes, new LeaseStore(database), clock);
        this.tickets = new TakeoverTickets(clock);
        this.publisher = new EnvironmentPublisher(
                store,
                fleet,
                nodes,
                leases,
                events,
                clock,
                new EnvironmentView.Timing(settings.heartbeat(), settings.startUp()));
        this.environments = new Environments(database, store, fleet, hosts, defaults, publisher, this::cut, clock);
        nodes.onChanged(publisher::refresh);
        leases.onChanged(publisher::refresh);
    }

    /** Begins to bring everything about. */
    public void start(Relays carrier) {
        relays = carrier;
        fleet.start();
        ScheduledFuture<?> _ =
                ticker.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            publisher.refreshAwaited();
        } catch (RuntimeException e) {
            // the next tick tries again; a scheduled task that throws would never run again
            logger.error("looking after awaited environments failed", e);
        }
    }

    public Events events() {
        return events;
    }

    public Hosts hosts() {
        return hosts;
    }

    public Defaults defaults() {
        return defaults;
    }

    public Pairings pairings() {
        return pairings;
    }

    public Nodes nodes() {
        return nodes;
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public Leases leases() {
        return leases;
    }

    public Environments environments() {
        return environments;
    }

    /**
     * A right to open one takeover connection within a minute.
     *
     * @throws GatewayException where somebody else has control and it is wanted without force
     */
    public Takeover takeover(String environmentId, @Nullable TakeoverMode mode, Leases.Claim claim) {
        var environment = environments.get(environmentId);
        if (desktop(environmentId).isEmpty()) {
            throw GatewayException.conflict("takeover unavailable: the environment is "
                    + environment.status().name().toLowerCase(Locale.ROOT));
        }
        TakeoverMode granted = mode == null ? TakeoverMode.CONTROL : mode;
        if (granted == TakeoverMode.CONTROL) {
            leases.check(environmentId, claim);
        }
        Takeover takeover = tickets.issue(environmentId, incarnation(environmentId), granted, claim);
        activity.append(
                claim.actor(),
                "takeover.minted",
                "environment",
                environmentId,
                Map.of("takeover_id", takeover.takeoverId(), "mode", takeover.mode()));
        return takeover;
    }

    /** Uses a ticket up; it is for the container that there was when it was made, and for no later one. */
    public Optional<TakeoverTickets.Grant> redeem(String ticket, String environmentId) {
        return tickets.redeem(ticket, environmentId).filter(this::isCurrent);
    }

    /** Whether the desktop is still the one that this was given for. */
    public boolean isCurrent(TakeoverTickets.Grant grant) {
        return store.find(grant.environmentId())
                .filter(record -> record.incarnation() == grant.incarnation())
                .isPresent();
    }

    /** Writes down that somebody came to or left a desktop. */
    public void recordTakeover(TakeoverTickets.Grant grant, String action, @Nullable String because) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("takeover_id", grant.takeoverId());
        detail.put("mode", grant.mode());
        if (because != null) {
            detail.put("because", because);
        }
        activity.append(grant.claim().actor(), action, "environment", grant.environmentId(), detail);
    }

    private long incarnation(String environmentId) {
        return store.find(environmentId).map(EnvironmentRecord::incarnation).orElse(0L);
    }

    /** Tickets that were asked for with this token are void. */
    public void revokeTickets(String tokenId) {
        tickets.revokeOf(tokenId);
    }

    /** A running container and the engine that runs it. */
    public record Desktop(String containerId, FleetEngine engine) {}

    public Optional<Desktop> desktop(String environmentId) {
        Optional<ContainerView> container = fleet.runningContainer(environmentId);
        return container.flatMap(view -> store.find(environmentId)
                .flatMap(record -> fleet.host(record.hostId()))
                .map(host -> new Desktop(view.id(), host.engine())));
    }

    public void log(String environmentId, String line) {
        fleet.log().gateway(environmentId, line);
    }

    private void cut(String environmentId, String reason) {
        tickets.revoke(environmentId);
        pairings.revokeManaged(environmentId, reason);
        nodes.forget(environmentId, reason);
        relays.cut(environmentId);
    }

    /** Stops acting; what runs goes on running. */
    @Override
    public void close() {
        ticker.shutdownNow();
        fleet.log().wakeAll();
        fleet.close();
    }

    private final class FromFleet implements FleetListener {
        @Override
        public void observed(String environmentId) {
            Optional<Desktop> desktop = desktop(environmentId);
            Optional<EnvironmentRecord> record = store.find(environmentId);
            if (desktop.isPresent() && record.isPresent()) {
                relays.connect(
                        environmentId,
                        record.get().incarnation(),
                        desktop.get().containerId(),
                        desktop.get().engine());
            } else {
                relays.cut(environmentId);
            }
            publisher.refresh(environmentId);
        }

        @Override
        public void gone(String environmentId) {
            relays.cut(environmentId);
            publisher.gone(environmentId);
        }

        @Override
        public void hostChanged(String hostId) {
            fleet.host(hostId)
                    .ifPresent(host -> events.publish(
                            new Events.Event(EventTypes.HOST_UPDATED, Map.of("host", hosts.view(host)))));
        }
    }
}
