package org.pilothouse.app.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.problem.Problem;

/** A list of the gateway, changed by difference. Used on the UI thread alone. */
public final class LiveList<T> {
    private final Function<T, String> idOf;
    private final BiPredicate<T, T> outdated;
    private final Clock clock;
    private final Map<String, LiveItem<T>> byId = new HashMap<>();
    /** A list that was fetched before a deletion must not bring the deleted back. */
    private final Set<String> removedIds = new HashSet<>();
    /** What events told since a list was asked for must not be lost because that list does not have it yet. */
    private final Set<String> toldMeanwhile = new HashSet<>();

    private final ObservableList<LiveItem<T>> items =
            FXCollections.observableArrayList(item -> new Observable[] {item.value()});
    private final ObservableList<LiveItem<T>> readOnly = FXCollections.unmodifiableObservableList(items);
    private final ReadOnlyObjectWrapper<Freshness> freshness = new ReadOnlyObjectWrapper<>(Freshness.NOTHING_YET);

    /** @param outdated whether its first argument is older than its second, which is known already */
    public LiveList(Function<T, String> idOf, BiPredicate<T, T> outdated, Clock clock) {
        this.idOf = idOf;
        this.outdated = outdated;
        this.clock = clock;
    }

    /** Fires updates for changed values. */
    public ObservableList<LiveItem<T>> items() {
        return readOnly;
    }

    public ReadOnlyObjectProperty<Freshness> freshness() {
        return freshness.getReadOnlyProperty();
    }

    public Optional<LiveItem<T>> find(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(byId.get(id));
    }

    public void upsert(T value) {
        toldMeanwhile.add(idOf.apply(value));
        put(value);
        freshness.set(freshness.get().fetched(clock.instant()));
    }

    public void remove(String id) {
        removedIds.add(id);
        LiveItem<T> item = byId.remove(id);
        if (item != null) {
            items.remove(item);
        }
    }

    void fetching() {
        toldMeanwhile.clear();
        freshness.set(freshness.get().fetching());
    }

    void failed(Problem why) {
        freshness.set(freshness.get().failed(why));
    }

    void fetched(List<T> values) {
        Set<String> still = new HashSet<>();
        values.forEach(value -> still.add(idOf.apply(value)));
        List<LiveItem<T>> gone = new ArrayList<>();
        for (LiveItem<T> item : items) {
            if (!still.contains(item.id()) && !toldMeanwhile.contains(item.id())) {
                gone.add(item);
                byId.remove(item.id());
            }
        }
        if (!gone.isEmpty()) {
            items.removeAll(gone);
        }
        List<LiveItem<T>> added = new ArrayList<>();
        for (T value : values) {
            LiveItem<T> fresh = refreshOrMake(value);
            if (fresh != null) {
                added.add(fresh);
            }
        }
        items.addAll(added);
        freshness.set(freshness.get().fetched(clock.instant()));
    }

    void clear() {
        byId.clear();
        removedIds.clear();
        items.clear();
        freshness.set(Freshness.NOTHING_YET);
    }

    private void put(T value) {
        LiveItem<T> fresh = refreshOrMake(value);
        if (fresh != null) {
            items.add(fresh);
        }
    }

    /** @return an item that is not in the list yet, or null */
    private @Nullable LiveItem<T> refreshOrMake(T value) {
        String id = idOf.apply(value);
        LiveItem<T> known = byId.get(id);
        if (known != null) {
            if (!value.equals(known.get()) && !outdated.test(value, known.get())) {
                known.set(value);
            }
            return null;
        }
        if (removedIds.contains(id)) {
            return null;
        }
        LiveItem<T> fresh = new LiveItem<>(id, value);
        byId.put(id, fresh);
        return fresh;
    }
}
