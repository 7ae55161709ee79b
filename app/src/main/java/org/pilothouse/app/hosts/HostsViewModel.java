package org.pilothouse.app.hosts;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ObservableList;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** The hosts, and what runs on each. Used on the UI thread alone. */
public final class HostsViewModel {
    private final LiveGateway live;
    private final Now now;

    public HostsViewModel(LiveGateway live, Now now) {
        this.live = live;
        this.now = now;
    }

    public ObservableList<LiveItem<EnvironmentHost>> hosts() {
        return live.hosts().items();
    }

    /** Changes whenever {@link #load} may. */
    public ObservableList<LiveItem<Environment>> environments() {
        return live.environments().items();
    }

    public ReadOnlyObjectProperty<Freshness> freshness() {
        return live.hosts().freshness();
    }

    public Now now() {
        return now;
    }

    public Load load(EnvironmentHost host) {
        int all = 0;
        int running = 0;
        int faulty = 0;
        for (LiveItem<Environment> item : live.environments().items()) {
            if (item.get().hostId().equals(host.hostId())) {
                all++;
                running += item.get().status() == EnvironmentStatus.RUNNING ? 1 : 0;
                faulty += item.get().status() == EnvironmentStatus.ERROR ? 1 : 0;
            }
        }
        return new Load(all, running, faulty);
    }

    public void reload() {
        live.refresh();
    }

    /** How many environments are placed on a host, run there, or failed there. */
    public record Load(int all, int running, int faulty) {}
}
