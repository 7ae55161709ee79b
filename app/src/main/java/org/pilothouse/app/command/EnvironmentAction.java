package org.pilothouse.app.command;

import java.util.List;
import java.util.function.Predicate;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.value.ObservableValue;
import org.pilothouse.app.action.Action;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.protocol.environment.Environment;

/** An action on those of its targets that it applies to. */
abstract class EnvironmentAction extends Action {
    private final Targets targets;
    private final Predicate<Environment> applies;
    private final ObservableValue<Boolean> possible;
    /** Held here, since what it listens to lives longer and holds it weakly. */
    private final InvalidationListener refresh = source -> refresh();

    /** @param possible whether anything can be done at all, as a rule whether the gateway answers */
    EnvironmentAction(
            Description description,
            Targets targets,
            Predicate<Environment> applies,
            ObservableValue<Boolean> possible) {
        super(description);
        this.targets = targets;
        this.applies = applies;
        this.possible = possible;
        WeakInvalidationListener weakly = new WeakInvalidationListener(refresh);
        targets.items().addListener(weakly);
        possible.addListener(weakly);
        refresh();
    }

    abstract void perform(List<LiveItem<Environment>> applicable);

    /** How many targets it takes at most. */
    int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected final void perform() {
        perform(applicable());
    }

    private List<LiveItem<Environment>> applicable() {
        return targets.items().stream().filter(item -> applies.test(item.get())).toList();
    }

    private void refresh() {
        List<LiveItem<Environment>> applicable = applicable();
        int chosen = targets.items().size();
        setEnabled(possible.getValue() && !applicable.isEmpty() && chosen <= most());
        String label = description().label();
        boolean counts = chosen > 1 && !applicable.isEmpty();
        setLabel(counts ? withCount(label, applicable.size()) : label);
    }

    /** {@code Delete…} becomes {@code Delete 3…}. */
    private static String withCount(String label, int count) {
        return label.endsWith("…") ? label.substring(0, label.length() - 1) + " " + count + "…" : label + " " + count;
    }
}
