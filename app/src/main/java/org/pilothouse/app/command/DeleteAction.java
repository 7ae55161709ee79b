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

/** Removes every trace of environments, after asking. */
public final class DeleteAction extends EnvironmentAction {
    private final EnvironmentCommands commands;
    private final Dialogs dialogs;

    public DeleteAction(
            Targets targets, EnvironmentCommands commands, Dialogs dialogs, ObservableValue<Boolean> online) {
        super(
                Description.of(
                                "environment/delete",
                                "Delete…",
                                "Remove the container, its files, keys and pairing",
                                Feather.TRASH_2)
                        .on(Shortcut.key("Delete"))
                        .dangerously(),
                targets,
                environment -> environment.status() != EnvironmentStatus.DELETING,
                online);
        this.commands = commands;
        this.dialogs = dialogs;
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        dialogs.open(new Confirmation(LossText.delete(applicable), dialogs, () -> commands.delete(applicable)));
    }
}
