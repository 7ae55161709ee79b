package org.pilothouse.app.command;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleBooleanProperty;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;

/** Puts the ids of environments on the clipboard, one a line. */
public final class CopyIdAction extends EnvironmentAction {
    private final Consumer<String> clipboard;

    public CopyIdAction(Targets targets, Consumer<String> clipboard) {
        super(
                Description.of("environment/copy-id", "Copy id", "Put the whole id on the clipboard", Feather.COPY)
                        .on(Shortcut.character('c')),
                targets,
                environment -> true,
                new SimpleBooleanProperty(true));
        this.clipboard = clipboard;
    }

    @Override
    void perform(List<LiveItem<Environment>> applicable) {
        clipboard.accept(applicable.stream().map(LiveItem::id).collect(Collectors.joining("\n")));
    }
}
