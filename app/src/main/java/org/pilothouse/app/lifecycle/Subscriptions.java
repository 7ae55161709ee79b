package org.pilothouse.app.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Everything that a view or view model listens to, released together. Not thread safe. */
public final class Subscriptions implements AutoCloseable {
    private final Deque<Subscription> taken = new ArrayDeque<>();

    public void add(Subscription subscription) {
        taken.push(subscription);
    }

    /** Tells the value now and whenever it changes. */
    public <T extends @Nullable Object> void observe(ObservableValue<T> value, Consumer<? super T> listener) {
        add(value.subscribe(listener));
    }

    /** Tells when any of them may have changed, and once now. */
    public void observeAny(Runnable listener, Observable... sources) {
        InvalidationListener each = source -> listener.run();
        for (Observable source : sources) {
            if (source instanceof ObservableValue<?> value) {
                // A value that nobody reads is invalidated only once, so changes are what counts.
                add(value.subscribe((before, now) -> listener.run()));
            } else {
                source.addListener(each);
                add(() -> source.removeListener(each));
            }
        }
        listener.run();
    }

    public <T> void observeList(ObservableList<T> list, ListChangeListener<T> listener) {
        list.addListener(listener);
        add(() -> list.removeListener(listener));
    }

    /** Binds until closed; the target then keeps its last value. */
    public <T extends @Nullable Object> void bind(Property<T> target, ObservableValue<? extends T> source) {
        target.bind(source);
        add(target::unbind);
    }

    public <T extends @Nullable Object> void bindBidirectional(Property<T> one, Property<T> other) {
        one.bindBidirectional(other);
        add(() -> one.unbindBidirectional(other));
    }

    /** How many are held. */
    public int size() {
        return taken.size();
    }

    /** Releases all, the latest first; more can be taken afterwards. */
    @Override
    public void close() {
        while (!taken.isEmpty()) {
            taken.pop().unsubscribe();
        }
    }
}
