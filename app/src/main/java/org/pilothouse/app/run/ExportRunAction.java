package org.pilothouse.app.run;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.protocol.Features;
import org.pilothouse.protocol.run.Run;

/** Takes a run out of the gateway, as a file that opens anywhere. */
public final class ExportRunAction extends Action {
    private final ObservableValue<@Nullable Run> run;
    private final RunCommands commands;

    ExportRunAction(
            ObservableValue<@Nullable Run> run,
            RunCommands commands,
            ObservableValue<@Nullable Features> features,
            ObservableValue<Boolean> online) {
        super(Description.of("run/export", "Export run…", "As a file that opens anywhere", Feather.DOWNLOAD));
        this.run = run;
        this.commands = commands;
        enableWhile(Bindings.createBooleanBinding(
                () -> {
                    Features known = features.getValue();
                    return run.getValue() != null
                            && online.getValue()
                            && known != null
                            && known.has(Features.RUN_EXPORT);
                },
                run,
                online,
                features));
    }

    @Override
    protected void perform() {
        Run now = run.getValue();
        if (now != null) {
            commands.export(now);
        }
    }
}
