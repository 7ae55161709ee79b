package org.pilothouse.app.command;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Throws the files of environments away and starts them again from their image, after asking. */
public final class ResetAction extends EnvironmentAction {
    private final EnvironmentCommands commands;
    private final Dialogs dialogs;

    public ResetAction(
            Targets targets, EnvironmentCommands commands, Dialogs dialogs, ObservableValue<Boolean> online) {
        super(
                Description.of(
                                "environment/reset",
                                "Reset…",
                                "Throw its files away and begin again from the image",
                                Feather.ROTATE_CCW)
                        .on(Shortcut.chord("Ctrl+R"))
                        .dangerously(),
                targets,
                environment -> environment.status() != EnvironmentStatus.DELETING,
                online);
        this.commands = commands;
        this.dialogs = dialogs;
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        dialogs.open(new Confirmation(LossText.reset(applicable), dialogs, () -> commands.reset(applicable)));
    }
}
