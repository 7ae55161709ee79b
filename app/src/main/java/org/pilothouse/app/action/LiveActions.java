package org.pilothouse.app.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;

/** The actions that can be reached right now: those of the frame, and those of the screen that is shown. */
public final class LiveActions {
    private final ObservableList<ActionGroup> groups = FXCollections.observableArrayList();
    private final ObservableList<ActionGroup> readOnly = FXCollections.unmodifiableObservableList(groups);

    /** Offers a group until the subscription is released. */
    public Subscription offer(ActionGroup group) {
        groups.add(group);
        return () -> groups.remove(group);
    }

    public ObservableList<ActionGroup> groups() {
        return readOnly;
    }

    /** Every live action, each id once; the latest group wins. */
    public List<Action> all() {
        List<Action> all = new ArrayList<>();
        for (ActionGroup group : groups.reversed()) {
            for (Action action : group.actions()) {
                if (all.stream().noneMatch(other -> other.id().equals(action.id()))) {
                    all.add(action);
                }
            }
        }
        return all;
    }

    /** The enabled action whose shortcut matches; a screen's own goes before the frame's. */
    public Optional<Action> find(Predicate<Shortcut> matches) {
        return all().stream()
                .filter(Action::isEnabled)
                .filter(action -> {
                    Shortcut shortcut = action.description().shortcut();
                    return shortcut != null && matches.test(shortcut);
                })
                .findFirst();
    }
}
