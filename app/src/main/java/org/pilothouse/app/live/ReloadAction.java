package org.pilothouse.app.live;

import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;

/** Fetches everything again. */
public final class ReloadAction extends Action {
    private final LiveGateway live;

    public ReloadAction(LiveGateway live, ObservableValue<Boolean> online) {
        super(Description.of("live/reload", "Reload", "Fetch everything again", Feather.REFRESH_CW)
                .on(Shortcut.chord("F5")));
        this.live = live;
        enableWhile(online);
    }

    @Override
    protected void perform() {
        live.refresh();
    }
}
