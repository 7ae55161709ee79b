package org.pilothouse.app.operation;

import java.time.Clock;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What is under way, the oldest first. Used on the UI thread alone. */
public final class Operations {
    private final Clock clock;
    private final ObservableList<Operation> running = FXCollections.observableArrayList();
    private final ObservableList<Operation> readOnly = FXCollections.unmodifiableObservableList(running);

    public Operations(Clock clock) {
        this.clock = clock;
    }

    public ObservableList<Operation> running() {
        return readOnly;
    }

    /** @param cancel null where it can't be cancelled */
    public Operation begin(String title, @Nullable Runnable cancel) {
        Operation operation = new Operation(title, clock.instant(), cancel);
        running.add(operation);
        return operation;
    }

    public void end(Operation operation) {
        running.remove(operation);
    }
}
