package org.pilothouse.app.run;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;

/** Opens the form for a run. */
public final class NewRunAction extends Action {
    private final Navigator navigator;

    /** @param possible whether the gateway has runs at all */
    public NewRunAction(Navigator navigator, ObservableValue<Boolean> online, ObservableValue<Boolean> possible) {
        super(Description.of("run/new", "New run", "Have a desktop do some steps", Feather.PLUS)
                .on(Shortcut.chord("Ctrl+Shift+N")));
        this.navigator = navigator;
        enableWhile(Bindings.createBooleanBinding(() -> online.getValue() && possible.getValue(), online, possible));
    }

    @Override
    protected void perform() {
        navigator.go(new Place.NewRun());
    }
}
