package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;

/** Has stopped or failed environments run. */
public final class StartAction extends EnvironmentAction {
    private final EnvironmentCommands commands;

    public StartAction(Targets targets, EnvironmentCommands commands, ObservableValue<Boolean> online) {
        super(
                Description.of(
                                "environment/start",
                                "Start",
                                "Start the desktop; its files are as they were",
                                Feather.PLAY)
                        .on(Shortcut.character('s')),
                targets,
                StartAction::applies,
                online);
        this.commands = commands;
    }

    private static boolean applies(Environment environment) {
        return switch (environment.status()) {
            case STOPPED, STOPPING, ERROR -> true;
            case PENDING, UNKNOWN -> !environment.desiredRunning();
            case STARTING, RUNNING, DELETING -> false;
        };
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        commands.start(applicable);
    }
}
