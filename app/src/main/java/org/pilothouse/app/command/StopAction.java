package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;

/** Has running environments stop, with their files kept. */
public final class StopAction extends EnvironmentAction {
    private final EnvironmentCommands commands;

    public StopAction(Targets targets, EnvironmentCommands commands, ObservableValue<Boolean> online) {
        super(
                Description.of("environment/stop", "Stop", "Stop the desktop; its files are kept", Feather.SQUARE)
                        .on(Shortcut.character('p')),
                targets,
                StopAction::applies,
                online);
        this.commands = commands;
    }

    private static boolean applies(Environment environment) {
        return switch (environment.status()) {
            case RUNNING, STARTING -> true;
            case PENDING, ERROR, UNKNOWN -> environment.desiredRunning();
            case STOPPING, STOPPED, DELETING -> false;
        };
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        commands.stop(applicable);
    }
}
