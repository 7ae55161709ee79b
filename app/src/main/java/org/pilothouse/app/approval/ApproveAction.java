package org.pilothouse.app.approval;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;

/** Lets be done what is on the table. */
public final class ApproveAction extends Action {
    private final ObservableValue<@Nullable CardModel> card;

    ApproveAction(ObservableValue<@Nullable CardModel> card, ObservableValue<Boolean> online) {
        super(Description.of("approval/approve", "Approve", "Let it be done, once", Feather.CHECK)
                .on(Shortcut.character('a')));
        this.card = card;
        enableWhile(Decidable.of(card, online));
    }

    @Override
    protected void perform() {
        CardModel open = card.getValue();
        if (open != null) {
            open.approve();
        }
    }
}
