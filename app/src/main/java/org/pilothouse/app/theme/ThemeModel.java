package org.pilothouse.app.theme;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.pilothouse.app.config.ConsoleSettings.Appearance;
import org.pilothouse.app.config.ConsoleSettings.ThemeChoice;
import org.pilothouse.app.config.SettingsStore;

/** How the console is to look; remembered. Used on the UI thread alone. */
public final class ThemeModel {
    private final ObjectProperty<ThemeChoice> choice = new SimpleObjectProperty<>();
    private final IntegerProperty fontScale = new SimpleIntegerProperty();

    public ThemeModel(SettingsStore settings) {
        Appearance remembered = settings.get().appearance();
        choice.set(remembered.theme());
        fontScale.set(remembered.fontScale());
        Runnable remember =
                () -> settings.update(all -> all.withAppearance(new Appearance(choice.get(), fontScale.get())));
        choice.subscribe((before, now) -> remember.run());
        fontScale.subscribe((before, now) -> remember.run());
    }

    public ObjectProperty<ThemeChoice> choice() {
        return choice;
    }

    /** Percent, {@value Appearance#SMALLEST} to {@value Appearance#LARGEST}. */
    public IntegerProperty fontScale() {
        return fontScale;
    }

    public void scaleFont(int percentPoints) {
        fontScale.set(Math.clamp(fontScale.get() + percentPoints, Appearance.SMALLEST, Appearance.LARGEST));
    }
}
