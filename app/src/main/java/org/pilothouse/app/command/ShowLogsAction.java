package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;
import org.pilothouse.protocol.environment.Environment;

/** Goes to the log of an environment. */
public final class ShowLogsAction extends EnvironmentAction {
    private final Navigator navigator;

    public ShowLogsAction(Targets targets, Navigator navigator) {
        super(
                Description.of("environment/logs", "Show logs", "Follow what it writes", Feather.ALIGN_LEFT)
                        .on(Shortcut.character('l')),
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
        navigator.go(new Place.EnvironmentPage(applicable.getFirst().id(), Place.Tab.LOGS));
    }
}
