package org.pilothouse.app.command;

import java.util.List;
import java.util.function.Consumer;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.connection.ConnectionModel;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.navigation.Navigator;

/** Makes the actions for one set of targets. */
public final class EnvironmentActions {
    private final EnvironmentCommands commands;
    private final ConnectionModel connection;
    private final Navigator navigator;
    private final Dialogs dialogs;
    private final Consumer<String> takeOver;
    private final Consumer<String> clipboard;

    /**
     * @param takeOver given an environment's id, shows its picture and asks for control
     * @param clipboard puts a text on it
     */
    public EnvironmentActions(
            EnvironmentCommands commands,
            ConnectionModel connection,
            Navigator navigator,
            Dialogs dialogs,
            Consumer<String> takeOver,
            Consumer<String> clipboard) {
        this.commands = commands;
        this.connection = connection;
        this.navigator = navigator;
        this.dialogs = dialogs;
        this.takeOver = takeOver;
        this.clipboard = clipboard;
    }

    /** Every action on environments; each has its place in menus by its position here. */
    public record Set(
            Action open,
            Action takeOver,
            Action logs,
            Action start,
            Action stop,
            Action copyId,
            Action reset,
            Action delete) {
        public List<Action> all() {
            return List.of(open, takeOver, logs, start, stop, copyId, reset, delete);
        }

        /** Those that make sense for many at once. */
        public List<Action> bulk() {
            return List.of(start, stop, reset, delete);
        }
    }

    public Set on(Targets targets) {
        return new Set(
                new OpenAction(targets, navigator),
                new TakeOverAction(targets, takeOver, connection.online()),
                new ShowLogsAction(targets, navigator),
                new StartAction(targets, commands, connection.online()),
                new StopAction(targets, commands, connection.online()),
                new CopyIdAction(targets, clipboard),
                new ResetAction(targets, commands, dialogs, connection.online()),
                new DeleteAction(targets, commands, dialogs, connection.online()));
    }
}
