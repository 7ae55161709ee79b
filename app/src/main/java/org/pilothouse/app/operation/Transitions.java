package org.pilothouse.app.operation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.live.LiveList;
import org.pilothouse.app.presentation.StatusLook;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Shows each environment that is on its way somewhere as an operation. */
public final class Transitions {
    private final LiveList<Environment> environments;
    private final Operations operations;
    private final Consumer<Environment> cancelStart;
    private final Map<String, Shown> shown = new HashMap<>();

    /** @param cancelStart has an environment that is starting stop again */
    public Transitions(LiveList<Environment> environments, Operations operations, Consumer<Environment> cancelStart) {
        this.environments = environments;
        this.operations = operations;
        this.cancelStart = cancelStart;
    }

    /** Begins to watch; never ends, as both lists live as long as the console. */
    public void start() {
        environments.items().addListener((ListChangeListener<LiveItem<Environment>>) change -> update());
        update();
    }

    private record Shown(EnvironmentStatus status, Operation operation) {}

    private void update() {
        Set<String> busy = new HashSet<>();
        for (LiveItem<Environment> item : List.copyOf(environments.items())) {
            if (StatusLook.of(item.get().status()).busy()) {
                busy.add(item.id());
                show(item);
            }
        }
        for (String id : Set.copyOf(shown.keySet())) {
            if (!busy.contains(id)) {
                Shown ended = shown.remove(id);
                if (ended != null) {
                    operations.end(ended.operation());
                }
            }
        }
    }

    private void show(LiveItem<Environment> item) {
        Environment environment = item.get();
        Shown before = shown.get(item.id());
        if (before != null && !before.status().equals(environment.status())) {
            operations.end(before.operation());
            before = null;
        }
        if (before == null) {
            before = new Shown(environment.status(), operations.begin(title(environment), cancel(item)));
            shown.put(item.id(), before);
        }
        StartupProgress progress = StartupProgress.of(environment);
        before.operation().update(progress.detail(), progress.fraction());
    }

    private @Nullable Runnable cancel(LiveItem<Environment> item) {
        boolean startsUp =
                switch (item.get().status()) {
                    case PENDING, STARTING -> item.get().desiredRunning();
                    default -> false;
                };
        return startsUp ? () -> cancelStart.accept(item.get()) : null;
    }

    private static String title(Environment environment) {
        return StatusLook.of(environment.status()).word() + " " + environment.displayName();
    }
}
