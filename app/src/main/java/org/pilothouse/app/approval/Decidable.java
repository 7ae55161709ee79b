package org.pilothouse.app.approval;

import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Whether the card on the table can be decided now. */
final class Decidable {
    private static final ObservableValue<Boolean> NOTHING = new SimpleBooleanProperty();

    private Decidable() {}

    static ObservableValue<Boolean> of(ObservableValue<@Nullable CardModel> card, ObservableValue<Boolean> online) {
        ObservableValue<Boolean> open =
                card.flatMap(on -> on == null ? NOTHING : on.decidable()).orElse(false);
        return Bindings.createBooleanBinding(() -> open.getValue() && online.getValue(), open, online);
    }
}
