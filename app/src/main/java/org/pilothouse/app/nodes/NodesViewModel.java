package org.pilothouse.app.nodes;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import org.pilothouse.app.live.Freshness;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.node.NodeInfo;

/** The nodes as the gateway tells them, to be read. Used on the UI thread alone. */
public final class NodesViewModel {
    private final LiveGateway live;
    private final Navigator navigator;
    private final Now now;
    private final PairingsModel pairings;
    private final ObjectProperty<Shelf> shelf = new SimpleObjectProperty<>(Shelf.NODES);

    /** What is shown. */
    public enum Shelf {
        NODES,
        PAIRINGS
    }

    public NodesViewModel(LiveGateway live, PairingsModel pairings, Navigator navigator, Now now) {
        this.pairings = pairings;
        this.live = live;
        this.navigator = navigator;
        this.now = now;
    }

    public PairingsModel pairings() {
        return pairings;
    }

    public ObjectProperty<Shelf> shelf() {
        return shelf;
    }

    public ObservableList<LiveItem<NodeInfo>> nodes() {
        return live.nodes().items();
    }

    public ReadOnlyObjectProperty<Freshness> freshness() {
        return live.nodes().freshness();
    }

    public Now now() {
        return now;
    }

    /** The name of the environment that owns the node, empty where none does. */
    public String environment(NodeInfo node) {
        return environmentOf(node).map(item -> item.get().displayName()).orElse("");
    }

    public void open(NodeInfo node) {
        environmentOf(node).ifPresent(item -> navigator.go(new Place.EnvironmentPage(item.id(), Place.Tab.OVERVIEW)));
    }

    public void reload() {
        live.refreshNodes();
    }

    private Optional<LiveItem<Environment>> environmentOf(NodeInfo node) {
        return node.managedDesktop() == null
                ? live.environments().items().stream()
                        .filter(item -> node.nodeId().equals(item.get().nodeId()))
                        .findFirst()
                : live.environments().find(node.managedDesktop().environmentId());
    }
}
