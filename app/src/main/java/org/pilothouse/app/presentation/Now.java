package org.pilothouse.app.presentation;

import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The present, as ages are counted from it; somebody ticks it about once a second. */
public final class Now {
    private final ReadOnlyObjectWrapper<Instant> value;

    public Now(Instant start) {
        value = new ReadOnlyObjectWrapper<>(start);
    }

    public ReadOnlyObjectProperty<Instant> property() {
        return value.getReadOnlyProperty();
    }

    public Instant get() {
        return value.get();
    }

    public void tick(Instant instant) {
        value.set(instant);
    }
}
