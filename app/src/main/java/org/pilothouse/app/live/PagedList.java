package org.pilothouse.app.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;

/**
 * A list of the gateway that is fetched page by page, the newest first, and only once somebody looks; so that ten
 * thousand cost no more than what is looked at. Used on the UI thread alone.
 */
public final class PagedList<T> {
    private final Connections connections;
    private final Background background;
    private final Function<T, String> idOf;
    private final Source<T> source;
    private final String failure;
    private final ObservableList<T> items = FXCollections.observableArrayList();
    private final ObservableList<T> readOnly = FXCollections.unmodifiableObservableList(items);
    private final Set<String> ids = new HashSet<>();
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private Runnable forgotten = () -> {};
    private @Nullable String cursor;
    private boolean begun;
    /** An answer to what was asked before everything was forgotten is not for this list any more. */
    private int epoch;

    /** @param next the cursor of the page after it; null on the last */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /** One page, fetched away from the UI thread. */
    @FunctionalInterface
    public interface Fetch<T> {
        Page<T> from(GatewayClient client) throws GatewayException;
    }

    /** Asked on the UI thread what to fetch. */
    @FunctionalInterface
    public interface Source<T> {
        /** @param cursor null for the first page */
        Fetch<T> page(@Nullable String cursor);
    }

    /** @param failure the sentence for when a page can't be had */
    public PagedList(
            Connections connections,
            LiveGateway live,
            Background background,
            Function<T, String> idOf,
            Source<T> source,
            String failure) {
        this.connections = connections;
        this.background = background;
        this.idOf = idOf;
        this.source = source;
        this.failure = failure;
        connections.link().subscribe(link -> forget());
        live.listen(new LiveGateway.Listener() {
            @Override
            public void refetch() {
                if (begun) {
                    reload();
                }
            }
        });
    }

    /** What was fetched so far. */
    public ObservableList<T> items() {
        return readOnly;
    }

    public ReadOnlyBooleanProperty loading() {
        return loading.getReadOnlyProperty();
    }

    /** Whether there are older ones to be fetched. */
    public ReadOnlyBooleanProperty more() {
        return more.getReadOnlyProperty();
    }

    /** Whether the gateway has told anything at all. */
    public ReadOnlyBooleanProperty known() {
        return known.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Problem> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether somebody looks; else what events tell does not matter. */
    public boolean isBegun() {
        return begun;
    }

    /** @param action called whenever the list starts again from nothing */
    public void onForgotten(Runnable action) {
        forgotten = action;
    }

    /** Somebody looks. */
    public void begin() {
        if (!begun) {
            begun = true;
            loadMore();
        }
    }

    public void reload() {
        forget();
        begin();
    }

    public void loadMore() {
        Optional<GatewaySession> session = connections.session();
        if (loading.get() || session.isEmpty() || (known.get() && !more.get())) {
            return;
        }
        loading.set(true);
        int asked = epoch;
        Fetch<T> fetch = source.page(cursor);
        background.call(() -> fetch.from(session.get().client()), current(asked, this::add), current(asked, why -> {
            loading.set(false);
            problem.set(Problem.of(failure, why));
        }));
    }

    public boolean contains(T item) {
        return ids.contains(idOf.apply(item));
    }

    /** Puts one before all others that is not in the list yet. */
    public void addFirst(T item) {
        if (ids.add(idOf.apply(item))) {
            items.addFirst(item);
        }
    }

    /** Puts it in the place of its earlier self; nothing happens when there is none. */
    public void replace(T item) {
        String id = idOf.apply(item);
        for (int i = 0; ids.contains(id) && i < items.size(); i++) {
            if (idOf.apply(items.get(i)).equals(id)) {
                items.set(i, item);
                return;
            }
        }
    }

    private <V> Consumer<V> current(int asked, Consumer<V> then) {
        return value -> {
            if (asked == epoch) {
                then.accept(value);
            }
        };
    }

    private void add(Page<T> page) {
        loading.set(false);
        problem.set(null);
        cursor = page.next();
        more.set(cursor != null);
        List<T> fresh = new ArrayList<>();
        for (T item : page.items()) {
            if (ids.add(idOf.apply(item))) {
                fresh.add(item);
            }
        }
        items.addAll(fresh);
        known.set(true);
    }

    private void forget() {
        epoch++;
        begun = false;
        cursor = null;
        ids.clear();
        items.clear();
        loading.set(false);
        more.set(false);
        known.set(false);
        problem.set(null);
        forgotten.run();
    }
}
