package org.pilothouse.app.live;

import java.time.Clock;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.connection.Link;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentDefaults;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.node.NodeInfo;

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
    private final ReadOnlyObjectWrapper<@Nullable Features> features = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable EnvironmentDefaults> defaults = new ReadOnlyObjectWrapper<>();
    private @Nullable GatewayFeed feed;

    public LiveGateway(Connections connections, Background background, UiThread ui, Clock clock) {
        this.background = background;
        this.ui = ui;
        this.environments = new LiveList<>(
                Environment::environmentId, (older, newer) -> older.updatedAt().isBefore(newer.updatedAt()), clock);
        this.hosts = new LiveList<>(EnvironmentHost::hostId, (older, newer) -> false, clock);
        this.nodes = new LiveList<>(NodeInfo::nodeId, (older, newer) -> false, clock);
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
        features.set(null);
        defaults.set(null);
        if (link instanceof Link.Open(GatewaySession session)) {
            feed = new GatewayFeed(session.client(), this, background, ui);
        } else if (link instanceof Link.Failed(Problem problem)) {
            unreachable(problem);
        }
    }
}
