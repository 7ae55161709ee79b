package org.pilothouse.app.environment;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.command.EnvironmentActions;
import org.pilothouse.app.command.Targets;
import org.pilothouse.app.lifecycle.Subscriptions;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.logs.LogViewModel;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.app.presentation.ConditionWords;
import org.pilothouse.app.presentation.Now;
import org.pilothouse.protocol.environment.Condition;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentHost;

/** One environment, looked at closely. Used on the UI thread alone. */
public final class EnvironmentViewModel implements AutoCloseable {
    private final String id;
    private final LiveGateway live;
    private final Navigator navigator;
    private final Now now;
    private final LogViewModel log;
    private final EnvironmentActions.Set actions;
    private final Targets targets = new Targets();
    private final ReadOnlyObjectWrapper<@Nullable Environment> environment = new ReadOnlyObjectWrapper<>();
    private final Subscriptions subscriptions = new Subscriptions();

    public EnvironmentViewModel(
            String id, LiveGateway live, EnvironmentActions actions, Navigator navigator, Now now, LogViewModel log) {
        this.id = id;
        this.live = live;
        this.navigator = navigator;
        this.now = now;
        this.log = log;
        this.actions = actions.on(targets);
        subscriptions.observeList(
                live.environments().items(),
                (ListChangeListener.Change<? extends LiveItem<Environment>> change) -> update());
        update();
    }

    public String id() {
        return id;
    }

    /** Null where there is no such environment (any more). */
    public ReadOnlyObjectProperty<@Nullable Environment> environment() {
        return environment.getReadOnlyProperty();
    }

    /** Whether the gateway has told about its environments at all. */
    public boolean isKnown() {
        return live.environments().freshness().get().hasContent();
    }

    public Optional<EnvironmentHost> host(Environment of) {
        return live.hosts().find(of.hostId()).map(LiveItem::get);
    }

    public List<StartupStage> stages(Environment of) {
        return StartupStage.of(of);
    }

    /** Why the engine's own account of it is missing; empty where it is fresh, or the gateway does not say. */
    public Optional<String> unconfirmed(Environment of) {
        return of.runtime() == null
                ? Optional.empty()
                : of.runtime().conditions().stream()
                        .filter(condition -> condition.type().equals(Condition.Type.RUNTIME_CONFIRMED)
                                && condition.status() == Condition.Status.FALSE)
                        .map(ConditionWords::doing)
                        .findFirst();
    }

    public EnvironmentActions.Set actions() {
        return actions;
    }

    public LogViewModel log() {
        return log;
    }

    public Now now() {
        return now;
    }

    public void show(Place.Tab tab) {
        navigator.go(new Place.EnvironmentPage(id, tab));
    }

    public void back() {
        navigator.go(new Place.Fleet());
    }

    @Override
    public void close() {
        log.stop();
        subscriptions.close();
    }

    private void update() {
        Optional<LiveItem<Environment>> item = live.environments().find(id);
        environment.set(item.map(LiveItem::get).orElse(null));
        targets.set(item.map(List::of).orElse(List.of()));
    }
}
