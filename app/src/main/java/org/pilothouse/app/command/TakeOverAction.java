package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Goes to the live picture of a running environment and takes control of it. */
public final class TakeOverAction extends EnvironmentAction {
    private final Navigator navigator;

    public TakeOverAction(Targets targets, Navigator navigator, ObservableValue<Boolean> online) {
        super(
                Description.of("environment/take-over", "Take over", "Use this desktop yourself", Feather.MONITOR)
                        .on(Shortcut.character('t')),
                targets,
                environment -> environment.status() == EnvironmentStatus.RUNNING,
                online);
        this.navigator = navigator;
    }

    @Override
    int most() {
        return 1;
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        navigator.go(new Place.EnvironmentPage(applicable.getFirst().id(), Place.Tab.LIVE, true));
    }
}
