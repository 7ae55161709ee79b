package org.pilothouse.app.run;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.protocol.run.Run;

/** Ends a run that goes on or waits. */
public final class CancelRunAction extends Action {
    private final ObservableValue<@Nullable Run> run;
    private final RunCommands commands;

    CancelRunAction(ObservableValue<@Nullable Run> run, RunCommands commands, ObservableValue<Boolean> online) {
        super(Description.of("run/cancel", "Cancel run…", "End it; what was done stays done", Feather.SLASH)
                .dangerously());
        this.run = run;
        this.commands = commands;
        enableWhile(Bindings.createBooleanBinding(
                () -> {
                    Run now = run.getValue();
                    return now != null && !now.status().isFinal() && online.getValue();
                },
                run,
                online));
    }

    @Override
    protected void perform() {
        Run now = run.getValue();
        if (now != null) {
            commands.cancel(now);
        }
    }
}
