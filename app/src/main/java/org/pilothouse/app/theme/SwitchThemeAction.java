package org.pilothouse.app.theme;

import java.util.function.BooleanSupplier;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.config.ConsoleSettings.ThemeChoice;

/** From light to dark or back, whatever the system says. */
public final class SwitchThemeAction extends Action {
    private final ThemeModel model;
    private final BooleanSupplier darkNow;

    public SwitchThemeAction(ThemeModel model, BooleanSupplier darkNow) {
        super(Description.of("theme/switch", "Switch light and dark", "Light or dark colours", Feather.MOON)
                .on(Shortcut.chord("Ctrl+Shift+L")));
        this.model = model;
        this.darkNow = darkNow;
    }

    @Override
    protected void perform() {
        model.choice().set(darkNow.getAsBoolean() ? ThemeChoice.LIGHT : ThemeChoice.DARK);
    }
}
