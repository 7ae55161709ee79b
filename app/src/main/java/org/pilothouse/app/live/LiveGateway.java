package org.pilothouse.app.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.connection.Link;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.approval.Approval;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.frame.Frame;
import org.pilothouse.protocol.node.NodeInfo;
import org.pilothouse.protocol.node.Pairing;

/**
 * Everything that the chosen gateway tells, kept up to date while it is chosen. When the connection is lost the last
 * content stays, with its age. Used on the UI thread alone.
 */
public final class LiveGateway implements AutoCloseable {
    private final Background background;
    private final UiThread ui;
    private final LiveList<Environment> environments;
    private final LiveList<EnvironmentHost> hosts;
    private final LiveList<NodeInfo> nodes;
    private final LiveList<Approval> approvals;
    private final LiveList<Pairing> pairings;
    private final List<Listener> listeners = new ArrayList<>();
    private final ReadOnlyObjectWrapper<@Nullable Features> features = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable EnvironmentDefaults> defaults = new ReadOnlyObjectWrapper<>();
    private @Nullable GatewayFeed feed;

    /** Hears what the lists here do not hold. Told on the UI thread. */
    public interface Listener {
        /** What can't be read may be left to fail: the feed logs it. */
        default void event(Frame.Event event) {}

        /** Events were missed, or everything is asked for again. */
        default void refetch() {}
    }

    public LiveGateway(Connections connections, Background background, UiThread ui, Clock clock) {
        this.background = background;
        this.ui = ui;
        this.environments = new LiveList<>(
                Environment::environmentId, (older, newer) -> older.updatedAt().isBefore(newer.updatedAt()), clock);
        this.hosts = new LiveList<>(EnvironmentHost::hostId, (older, newer) -> false, clock);
        this.nodes = new LiveList<>(NodeInfo::nodeId, (older, newer) -> false, clock);
        this.approvals = new LiveList<>(
                Approval::approvalId,
                // What was decided is never open again.
                (older, newer) -> older.status().isWaiting() && !newer.status().isWaiting(),
                clock);
        this.pairings = new LiveList<>(pairing -> Long.toString(pairing.pairingId()), (older, newer) -> false, clock);
        connections.link().subscribe(this::linked);
    }

    public LiveList<Environment> environments() {
        return environments;
    }

    public LiveList<EnvironmentHost> hosts() {
        return hosts;
    }

    public LiveList<NodeInfo> nodes() {
        return nodes;
    }

    /** Those that wait for a person. One that was decided leaves the list, after its item has told. */
    public LiveList<Approval> approvals() {
        return approvals;
    }

    public LiveList<Pairing> pairings() {
        return pairings;
    }

    public Subscription listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** An approval as an answer or an event tells it. */
    public void approvalIs(Approval approval) {
        boolean waiting = approval.status().isWaiting();
        if (waiting || approvals.find(approval.approvalId()).isPresent()) {
            approvals.upsert(approval);
        }
        if (!waiting) {
            approvals.remove(approval.approvalId());
        }
    }

    /** Null until the gateway has told. */
    public ReadOnlyObjectProperty<@Nullable Features> features() {
        return features.getReadOnlyProperty();
    }

    /** Null until the gateway has told. */
    public ReadOnlyObjectProperty<@Nullable EnvironmentDefaults> defaults() {
        return defaults.getReadOnlyProperty();
    }

    /** Fetches everything again. */
    public void refresh() {
        if (feed != null) {
            feed.fetchAll();
        }
    }

    /** Fetches the nodes again; no gateway sends events about all of their changes. */
    public void refreshNodes() {
        if (feed != null) {
            feed.fetchNodes();
        }
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    void tell(Frame.Event event) {
        List.copyOf(listeners).forEach(listener -> listener.event(event));
    }

    void tellRefetch() {
        List.copyOf(listeners).forEach(Listener::refetch);
    }

    void features(Features known) {
        features.set(known);
    }

    void defaults(EnvironmentDefaults known) {
        defaults.set(known);
    }

    /** What is there stays readable; what never came says why. */
    void unreachable(Problem why) {
        environments.failed(why);
        hosts.failed(why);
        nodes.failed(why);
    }

    private void linked(Link link) {
        close();
        environments.clear();
        hosts.clear();
        nodes.clear();
        approvals.clear();
        pairings.clear();
        features.set(null);
        defaults.set(null);
        if (link instanceof Link.Open(GatewaySession session)) {
            feed = new GatewayFeed(session.client(), this, background, ui);
        } else if (link instanceof Link.Failed(Problem problem)) {
            unreachable(problem);
        }
    }
}
