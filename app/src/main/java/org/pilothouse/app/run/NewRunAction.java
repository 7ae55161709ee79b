package org.pilothouse.app.run;

import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.navigation.Navigator;
import org.pilothouse.app.navigation.Place;

/** Opens the form for a run. */
public final class NewRunAction extends Action {
    private final Navigator navigator;

    public NewRunAction(Navigator navigator, ObservableValue<Boolean> online) {
        super(Description.of("run/new", "New run", "Have a desktop do some steps", Feather.PLUS)
                .on(Shortcut.character('n')));
        this.navigator = navigator;
        enableWhile(online);
    }

    @Override
    protected void perform() {
        navigator.go(new Place.NewRun());
    }
}
