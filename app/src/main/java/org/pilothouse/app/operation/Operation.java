package org.pilothouse.app.operation;

import java.time.Instant;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** Something that takes a while. Used on the UI thread alone. */
public final class Operation {
    /** Progress of which nothing is known. */
    public static final double INDETERMINATE = -1;

    private final String title;
    private final Instant startedAt;
    private final @Nullable Runnable cancel;
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(INDETERMINATE);

    /** @param cancel null where it can't be cancelled */
    Operation(String title, Instant startedAt, @Nullable Runnable cancel) {
        this.title = title;
        this.startedAt = startedAt;
        this.cancel = cancel;
    }

    public String title() {
        return title;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** What it does right now, may be empty. */
    public ReadOnlyStringProperty detail() {
        return detail.getReadOnlyProperty();
    }

    /** 0 to 1, or {@link #INDETERMINATE}. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    public boolean isCancellable() {
        return cancel != null;
    }

    public void cancel() {
        if (cancel != null) {
            cancel.run();
        }
    }

    public void update(String newDetail, double newProgress) {
        detail.set(newDetail);
        progress.set(newProgress);
    }
}
