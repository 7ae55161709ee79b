package org.pilothouse.app.navigation;

import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.action.Shortcut;

/** Goes to one of the places of the rail. */
public final class GoAction extends Action {
    private final Place place;
    private final Navigator navigator;
    private final String name;

    /** @param position in the rail, counted from 1; also the digit of its key */
    public GoAction(String name, int position, Ikon icon, Place place, Navigator navigator) {
        super(Description.of(
                        "go/" + name.toLowerCase(Locale.ROOT), "Go to " + name.toLowerCase(Locale.ROOT), name, icon)
                .on(Shortcut.chord("Ctrl+" + position)));
        this.name = name;
        this.place = place;
        this.navigator = navigator;
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
