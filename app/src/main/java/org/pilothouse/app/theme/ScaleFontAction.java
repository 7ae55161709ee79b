package org.pilothouse.app.theme;

import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;

/** Makes everything a step larger or smaller. */
public final class ScaleFontAction extends Action {
    private static final int STEP = 10;

    private final ThemeModel model;
    private final int points;

    private ScaleFontAction(Description description, ThemeModel model, int points) {
        super(description);
        this.model = model;
        this.points = points;
    }

    public static ScaleFontAction larger(ThemeModel model) {
        return new ScaleFontAction(
                Description.of("theme/larger", "Larger text", "10 % larger, up to 150 %", Feather.ZOOM_IN)
                        .on(Shortcut.chord("Ctrl+Equals")),
                model,
                STEP);
    }

    public static ScaleFontAction smaller(ThemeModel model) {
        return new ScaleFontAction(
                Description.of("theme/smaller", "Smaller text", "10 % smaller, down to 80 %", Feather.ZOOM_OUT)
                        .on(Shortcut.chord("Ctrl+Minus")),
                model,
                -STEP);
    }

    @Override
    protected void perform() {
        model.scaleFont(points);
    }
}
