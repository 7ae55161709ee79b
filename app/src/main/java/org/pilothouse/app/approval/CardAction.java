package org.pilothouse.app.approval;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.action.Action;

/** What can be done to the card on the table while it can be decided. */
abstract class CardAction extends Action {
    private final ObservableValue<@Nullable CardModel> card;

    CardAction(Description description, ObservableValue<@Nullable CardModel> card, ObservableValue<Boolean> online) {
        super(description);
        this.card = card;
        enableWhile(Decidable.of(card, online));
    }

    abstract void perform(CardModel on);

    @Override
    protected final void perform() {
        CardModel open = card.getValue();
        if (open != null) {
            perform(open);
        }
    }
}
