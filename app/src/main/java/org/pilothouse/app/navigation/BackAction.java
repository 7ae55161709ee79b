package org.pilothouse.app.navigation;

import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;

/** One page back. */
public final class BackAction extends Action {
    private final Navigator navigator;

    public BackAction(Navigator navigator) {
        super(Description.of("go/back", "Back", "One page back", Feather.ARROW_LEFT)
                .on(Shortcut.key("Escape")));
        this.navigator = navigator;
        enableWhile(navigator.current().map(Place::isBelow));
    }

    @Override
    protected void perform() {
        navigator.back();
    }
}
