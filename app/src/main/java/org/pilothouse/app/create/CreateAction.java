package org.pilothouse.app.create;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.environment.Environment;

/** Opens the form for a new environment. */
public final class CreateAction extends Action {
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;
    private final Dialogs dialogs;
    private final Consumer<Environment> created;

    public CreateAction(
            Connections connections,
            LiveGateway live,
            Background background,
            Dialogs dialogs,
            ObservableValue<Boolean> online,
            Consumer<Environment> created) {
        super(Description.of("fleet/create", "New environment", "A fresh desktop from an image", Feather.PLUS)
                .on(Shortcut.character('n')));
        this.connections = connections;
        this.live = live;
        this.background = background;
        this.dialogs = dialogs;
        this.created = created;
        enableWhile(online);
    }

    @Override
    protected void perform() {
        dialogs.open(new CreateViewModel(connections, live, background, dialogs, created));
    }
}
