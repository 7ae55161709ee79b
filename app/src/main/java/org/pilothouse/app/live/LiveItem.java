package org.pilothouse.app.live;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One object of the gateway whose value changes while its place in lists, and selections of it, stay. */
public final class LiveItem<T> {
    private final String id;
    private final ReadOnlyObjectWrapper<T> value;

    LiveItem(String id, T value) {
        this.id = id;
        this.value = new ReadOnlyObjectWrapper<>(value);
    }

    public String id() {
        return id;
    }

    public T get() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> value() {
        return value.getReadOnlyProperty();
    }

    void set(T next) {
        value.set(next);
    }

    @Override
    public String toString() {
        return "LiveItem[" + id + "]";
    }
}
