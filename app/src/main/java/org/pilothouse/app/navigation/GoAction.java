package org.pilothouse.app.navigation;

import java.util.Locale;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.Ikon;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;
import org.pilothouse.app.presentation.Tone;

/** Goes to one of the places of the rail. */
public final class GoAction extends Action {
    private final Place place;
    private final Navigator navigator;
    private final String name;
    private ObservableValue<Boolean> offered = new SimpleBooleanProperty(true);
    private ObservableValue<Badge> badge = new SimpleObjectProperty<>(Badge.NONE);

    /**
     * What waits at a place.
     *
     * @param count 0 for nothing
     * @param tone how pressing it is
     */
    public record Badge(int count, Tone tone) {
        public static final Badge NONE = new Badge(0, Tone.NEUTRAL);
    }

    /** @param position in the rail, counted from 1; also the digit of its key */
    public GoAction(String name, int position, Ikon icon, Place place, Navigator navigator) {
        super(Description.of(
                        "go/" + name.toLowerCase(Locale.ROOT), "Go to " + name.toLowerCase(Locale.ROOT), name, icon)
                .on(Shortcut.chord("Ctrl+" + position)));
        this.name = name;
        this.place = place;
        this.navigator = navigator;
    }

    /** Only there while the gateway can do it: what it lacks is not shown, rather than greyed out. */
    public GoAction onlyWhile(ObservableValue<Boolean> condition) {
        offered = condition;
        enableWhile(condition);
        return this;
    }

    public GoAction badged(ObservableValue<Badge> what) {
        badge = what;
        return this;
    }

    public ObservableValue<Boolean> offered() {
        return offered;
    }

    public ObservableValue<Badge> badge() {
        return badge;
    }

    /** As the rail shows it. */
    public String name() {
        return name;
    }

    public Place place() {
        return place;
    }

    @Override
    protected void perform() {
        navigator.go(place);
    }
}
