package org.pilothouse.gateway.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.fleet.Fleet;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.gateway.store.PairingStore.PairingRecord;
import org.pilothouse.protocol.frame.Handshake;
import org.pilothouse.protocol.frame.NodeMessages.CapabilityReady;
import org.pilothouse.protocol.frame.NodeMessages.DesktopStatus;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.DesktopCapability;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;

/**
 * The nodes whose connections are open. A node that came through the relay of an environment is that environment's and
 * nobody else's; any other waits for a person.
 */
public final class Nodes implements NodeStates {
    /** How many tasks one node may have at a time; more wait their turn. */
    private static final int CONCURRENT_TASKS = 8;

    private final Database database;
    private final EnvironmentStore environments;
    private final Pairings pairings;
    private final Fleet fleet;
    private final InstantSource clock;
    private final Map<String, Connected> byNode = new ConcurrentHashMap<>();
    private final Map<String, Connected> byEnvironment = new ConcurrentHashMap<>();
    private volatile Changed changed = environmentId -> {};

    /** Told when something about an environment's node changed. */
    @FunctionalInterface
    interface Changed {
        void nodeChanged(String environmentId);
    }

    /** Where a connection came from: through the relay of an incarnation of an environment. */
    public record RelayOrigin(String environmentId, long incarnation) {}

    /** One open connection. */
    public static final class Connected {
        final Pairings.Introduction introduction;
        final Handshake.Device device;
        final NodeLink link;
        final @Nullable RelayOrigin origin;
        final Instant connectedAt;
        final Semaphore tasks = new Semaphore(CONCURRENT_TASKS, true);
        volatile Instant lastAnswerAt;
        /** When somebody last saw its desktop through it. */
        volatile @Nullable Instant lastLookAt;

        volatile @Nullable DesktopStatus desktop;
        volatile List<Capability> ready;

        Connected(
                Pairings.Introduction introduction,
                Handshake.Device device,
                NodeLink link,
                @Nullable RelayOrigin origin,
                Instant now) {
            this.introduction = introduction;
            this.device = device;
            this.link = link;
            this.origin = origin;
            this.connectedAt = now;
            this.lastAnswerAt = now;
            this.ready = introduction.capabilities();
        }
    }

    Nodes(Database database, EnvironmentStore environments, Pairings pairings, Fleet fleet, InstantSource clock) {
        this.database = database;
        this.environments = environments;
        this.pairings = pairings;
        this.fleet = fleet;
        this.clock = clock;
    }

    void onChanged(Changed listener) {
        this.changed = listener;
    }

    /** What becomes of a node that proved who it is. */
    public sealed interface Admission {
        /**
         * @param reason for the node's log
         */
        record Refused(String reason) implements Admission {}

        /** Finish the handshake, then {@link Nodes#open}. */
        record Admitted(Connected node) implements Admission {}
    }

    /**
     * A node proved who it is.
     *
     * @param origin null where it came by itself with a token
     */
    public Admission admit(
            Handshake.Device device, List<Capability> capabilities, NodeLink link, @Nullable RelayOrigin origin) {
        Pairings.Introduction introduction = new Pairings.Introduction(
                device.deviceId(),
                NodeText.label(device.label()),
                List.copyOf(capabilities),
                NodeText.metadata(device));
        if (origin != null) {
            Optional<String> refusal = claim(introduction, origin);
            if (refusal.isPresent()) {
                return new Admission.Refused(refusal.get());
            }
        } else if (environments.findByNode(device.deviceId()).isPresent()) {
            return new Admission.Refused("this device is the desktop of an environment and connects through its relay");
        } else {
            pairings.request(introduction);
        }
        return new Admission.Admitted(new Connected(introduction, device, link, origin, clock.instant()));
    }

    /** The handshake is done: the node may be given work. */
    public void open(Admission.Admitted admitted) {
        Connected now = admitted.node();
        Connected before = byNode.put(now.introduction.nodeId(), now);
        if (before != null) {
            before.link.close(Handshake.CloseCode.UNAUTHORIZED, "the same device connected again");
        }
        RelayOrigin origin = now.origin;
        if (origin != null) {
            byEnvironment.put(origin.environmentId(), now);
            fleet.log().gateway(origin.environmentId(), "agent connected: " + now.introduction.nodeId());
            changed.nodeChanged(origin.environmentId());
        }
    }

    /** The first device of an incarnation is its node; another one in the same incarnation is an impostor. */
    private Optional<String> claim(Pairings.Introduction node, RelayOrigin origin) {
        return database.transaction(tx -> {
            EnvironmentRecord record = environments.find(origin.environmentId()).orElse(null);
            if (record == null || record.desired() != Desired.RUNNING || record.incarnation() != origin.incarnation()) {
                return Optional.of("the environment of this relay is not meant to run");
            }
            if (record.nodeId() != null && !record.nodeId().equals(node.nodeId())) {
                return Optional.of("another device is the node of this environment");
            }
            Optional<EnvironmentRecord> other = environments.findByNode(node.nodeId());
            if (other.isPresent() && !other.get().id().equals(record.id())) {
                return Optional.of("this device is the node of another environment");
            }
            environments.setNode(record.id(), node.nodeId(), clock.instant());
            pairings.pairManaged(node, record.id(), record.hostId());
            return Optional.<String>empty();
        });
    }

    public void disconnected(String nodeId, NodeLink link) {
        Connected gone = byNode.get(nodeId);
        if (gone == null || gone.link != link) {
            return;
        }
        byNode.remove(nodeId, gone);
        if (gone.origin != null) {
            String environmentId = gone.origin.environmentId();
            byEnvironment.remove(environmentId, gone);
            environments
                    .find(environmentId)
                    .filter(record -> nodeId.equals(record.nodeId()))
                    .ifPresent(record -> environments.setNode(environmentId, nodeId, gone.lastAnswerAt));
            fleet.log().gateway(environmentId, "agent disconnected");
            changed.nodeChanged(environmentId);
        }
    }

    /** The agent itself said something. */
    public void answered(String nodeId) {
        Connected node = byNode.get(nodeId);
        if (node != null) {
            boolean wasSilent = clock.instant().isAfter(node.lastAnswerAt.plusSeconds(5));
            node.lastAnswerAt = clock.instant();
            if (wasSilent && node.origin != null) {
                changed.nodeChanged(node.origin.environmentId());
            }
        }
    }

    public void desktop(String nodeId, DesktopStatus status) {
        Connected node = byNode.get(nodeId);
        if (node == null) {
            return;
        }
        DesktopStatus before = node.desktop;
        node.desktop = status;
        if (node.origin != null && (before == null || !status.state().equals(before.state()))) {
            fleet.log()
                    .gateway(
                            node.origin.environmentId(),
                            "desktop " + NodeText.line(status.state())
                                    + (status.error() == null ? "" : ": " + NodeText.line(status.error())));
        }
        String confined = status.browserSandbox();
        if (node.origin != null && confined != null && (before == null || !confined.equals(before.browserSandbox()))) {
            fleet.log()
                    .gateway(
                            node.origin.environmentId(),
                            "the browser confines its pages by: " + NodeText.line(confined));
        }
        if (node.origin != null && !status.equals(before)) {
            changed.nodeChanged(node.origin.environmentId());
        }
    }

    public void ready(String nodeId, CapabilityReady message) {
        Connected node = byNode.get(nodeId);
        if (node != null) {
            node.ready = List.copyOf(message.capabilities());
        }
    }

    /** Ends the connection of an environment's node and forgets whose it was. */
    void forget(String environmentId, String reason) {
        environments.setNode(environmentId, null, null);
        Connected node = byEnvironment.remove(environmentId);
        if (node != null) {
            byNode.remove(node.introduction.nodeId(), node);
            node.link.close(Handshake.CloseCode.UNAUTHORIZED, reason);
        }
    }

    Optional<Connected> find(String nodeId) {
        return Optional.ofNullable(byNode.get(nodeId));
    }

    @Override
    public Optional<NodeState> ofEnvironment(String environmentId) {
        return Optional.ofNullable(byEnvironment.get(environmentId))
                .map(node -> new NodeState(
                        node.introduction.nodeId(), true, node.connectedAt, node.lastAnswerAt, node.desktop));
    }

    /** All that are connected or paired. */
    public List<NodeInfo> list(@Nullable String capability, boolean dispatchableOnly) {
        Map<String, NodeInfo> found = new LinkedHashMap<>();
        for (Pairing pairing : pairings.list(null)) {
            String nodeId = pairing.node().nodeId();
            found.put(nodeId, info(nodeId, Optional.of(pairing), byNode.get(nodeId)));
        }
        List<NodeInfo> result = new ArrayList<>();
        for (NodeInfo node : found.values()) {
            boolean matches = node.capabilities().stream()
                    .anyMatch(c -> (capability == null || c.capability().equals(capability))
                            && (!dispatchableOnly || c.dispatchable()));
            if (matches || (capability == null && !dispatchableOnly)) {
                result.add(node);
            }
        }
        return result;
    }

    private static NodeInfo info(String nodeId, Optional<Pairing> pairing, @Nullable Connected node) {
        List<Capability> allow = pairing.map(Pairing::capabilityAllowlist).orElse(List.of());
        boolean approved =
                pairing.filter(p -> p.status() == Pairing.Status.APPROVED).isPresent();
        List<Capability> offered = node != null
                ? node.introduction.capabilities()
                : pairing.map(p -> p.node().capabilities()).orElse(List.of());
        return new NodeInfo(
                nodeId,
                node != null
                        ? node.introduction.label()
                        : pairing.map(p -> p.node().label()).orElse(null),
                node == null ? null : NodeText.line(node.device.mode()),
                node == null ? null : NodeText.line(node.device.version()),
                node != null,
                pairing.map(Pairing::status).orElse(null),
                false,
                node != null
                        ? node.lastAnswerAt
                        : pairing.map(p -> p.node().lastSeenAt()).orElse(null),
                offered.stream()
                        .map(c -> capability(c, node, approved && allow.contains(c)))
                        .toList(),
                node == null
                        ? null
                        : new NodeInfo.Device(
                                NodeText.line(node.device.deviceType()),
                                NodeText.line(node.device.devicePlatform()),
                                NodeText.line(node.device.deviceModel())),
                pairing.map(p -> p.node().managedDesktop()).orElse(null));
    }

    private static NodeInfo.NodeCapability capability(Capability c, @Nullable Connected node, boolean paired) {
        boolean ready = node != null && node.ready.contains(c);
        boolean known = DesktopCapability.byId(c.id()).isPresent();
        int actions = known ? 1 : 0;
        return new NodeInfo.NodeCapability(
                c.id(),
                c.version(),
                null,
                node != null,
                ready,
                paired,
                ready && paired && known && c.version().equals(Capability.VERSION),
                actions,
                actions,
                0,
                actions);
    }

    Optional<PairingRecord> pairing(String nodeId) {
        return pairings.ofNode(nodeId);
    }
}
