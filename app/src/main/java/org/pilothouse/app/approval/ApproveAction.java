package org.pilothouse.app.approval;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Shortcut;

/** Lets be done what is on the table. */
public final class ApproveAction extends CardAction {
    ApproveAction(ObservableValue<@Nullable CardModel> card, ObservableValue<Boolean> online) {
        super(
                Description.of("approval/approve", "Approve", "Let it be done, once", Feather.CHECK)
                        .on(Shortcut.character('a')),
                card,
                online);
    }

    @Override
    void perform(CardModel on) {
        on.approve();
    }
}
