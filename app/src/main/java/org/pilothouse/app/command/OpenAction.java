package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.environment.Environment;

/** Goes to the page of an environment. */
public final class OpenAction extends EnvironmentAction {
    private final Navigator navigator;

    public OpenAction(Targets targets, Navigator navigator) {
        super(
                Description.of("environment/open", "Open", "Show everything about it", Feather.CORNER_DOWN_LEFT)
                        .on(Shortcut.key("Enter")),
                targets,
                environment -> true,
                new SimpleBooleanProperty(true));
        this.navigator = navigator;
    }

    @Override
    int most() {
        return 1;
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        navigator.go(new Place.EnvironmentPage(applicable.getFirst().id(), Place.Tab.OVERVIEW));
    }
}
