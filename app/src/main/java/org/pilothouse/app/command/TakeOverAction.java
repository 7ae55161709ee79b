package org.pilothouse.app.command;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Goes to the live picture of a running environment and takes control of it. */
public final class TakeOverAction extends EnvironmentAction {
    private final Consumer<String> takeOver;

    /** @param takeOver given the environment's id, shows the picture and asks for control */
    public TakeOverAction(Targets targets, Consumer<String> takeOver, ObservableValue<Boolean> online) {
        super(
                Description.of("environment/take-over", "Take over", "Use this desktop yourself", Feather.MONITOR)
                        .on(Shortcut.character('t')),
                targets,
                environment -> environment.status() == EnvironmentStatus.RUNNING,
                online);
        this.takeOver = takeOver;
    }

    @Override
    int most() {
        return 1;
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        takeOver.accept(applicable.getFirst().id());
    }
}
