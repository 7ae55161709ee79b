package org.pilothouse.app.approval;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;

/** Asks for the reason, in place. */
public final class DenyAction extends CardAction {
    DenyAction(ObservableValue<@Nullable CardModel> card, ObservableValue<Boolean> online) {
        super(
                Description.of("approval/deny", "Deny…", "Forbid it, with a reason", Feather.X)
                        .on(Shortcut.character('d')),
                card,
                online);
    }

    @Override
    void perform(CardModel on) {
        on.beginDenial();
    }
}
