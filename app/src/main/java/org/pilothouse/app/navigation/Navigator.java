package org.pilothouse.app.navigation;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where the operator is. Used on the UI thread alone. */
public final class Navigator {
    private static final int REMEMBERED = 50;

    private final ReadOnlyObjectWrapper<Place> current = new ReadOnlyObjectWrapper<>(new Place.Fleet());
    private final Deque<Place> before = new ArrayDeque<>();

    public ReadOnlyObjectProperty<Place> current() {
        return current.getReadOnlyProperty();
    }

    public void go(Place place) {
        Place from = current.get();
        if (from.equals(place)) {
            return;
        }
        if (!samePage(from, place)) {
            before.push(from);
            if (before.size() > REMEMBERED) {
                before.removeLast();
            }
        }
        current.set(place);
    }

    /** One page back; from a page without history to the fleet. */
    public void back() {
        current.set(before.isEmpty() ? new Place.Fleet() : before.pop());
    }

    /** Forgets the way here; for another gateway, where the old pages mean nothing. */
    public void startAfresh() {
        before.clear();
        if (current.get().isBelow()) {
            current.set(new Place.Fleet());
        } else if (current.get() instanceof Place.Approvals) {
            current.set(new Place.Approvals(null));
        }
    }

    /** Changing tabs is no step to go back over. */
    private static boolean samePage(Place one, Place other) {
        boolean sameEnvironment = one instanceof Place.EnvironmentPage first
                && other instanceof Place.EnvironmentPage second
                && first.environmentId().equals(second.environmentId());
        return sameEnvironment || (one instanceof Place.Approvals && other instanceof Place.Approvals);
    }
}
