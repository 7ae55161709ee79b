package org.pilothouse.app.frame;

import java.util.List;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.LiveActions;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.dialog.Dialogs;

/** Opens the page of keys, built from the actions that are live. */
public final class OpenHelpAction extends Action {
    private final LiveActions actions;
    private final Dialogs dialogs;
    private final List<String> filterKeys;

    public OpenHelpAction(LiveActions actions, Dialogs dialogs, List<String> filterKeys) {
        super(Description.of("help/keys", "Show keys", "Every key that works here", Feather.HELP_CIRCLE)
                .on(Shortcut.character('?')));
        this.actions = actions;
        this.dialogs = dialogs;
        this.filterKeys = filterKeys;
    }

    @Override
    protected void perform() {
        dialogs.open(new HelpModel(actions.groups(), filterKeys));
    }
}
